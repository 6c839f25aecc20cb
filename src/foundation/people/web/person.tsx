// The page of one person: facts, standing, affiliations and posts over time; reading it is logged, and says so.
import { EyeOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Tooltip } from 'antd'
import { api, type Client } from '../../../core/web/client.ts'
import { usePathPart } from '../../../core/web/go.tsx'
import { Columns, FactList, Page, Section } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { useUnits } from '../../../core/web/view.ts'
import { today, treeText, UnitLink, useName } from '../../org/web/index.ts'
import { educations, genders, partyStatuses, postNames, services } from '../../org/words.ts'
import './people.css'
import { personText } from './words.ts'

type PersonPage = Awaited<ReturnType<Client['people']['person']>>

export function Person() {
  const personId = usePathPart('personId')
  const text = useText(treeText)
  // Each reading is logged: the page is not read again by itself.
  const query = useQuery(
    api.people.person.queryOptions({ input: { personId }, staleTime: Infinity, refetchOnWindowFocus: false }),
  )
  if (query.data) return <Whole person={query.data} />
  return (
    <Page title={text.title} up={{ to: '/units', label: text.title }}>
      {query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Loading rows={6} />
      )}
    </Page>
  )
}

function Whole({ person }: { person: PersonPage }) {
  const text = useText(personText)
  const tree = useText(treeText)
  const name = useName()
  const { units } = useUnits()
  const home = person.affiliations.find((each) => each.untilOn === null)
  // The way up leads to the Party unit, else to the department, as far as they lie within reach.
  const up =
    units.find((unit) => unit.id === home?.unitId) ?? units.find((unit) => unit.id === person.department?.id)
  const facts = [
    { label: text.staffNo, value: person.staffNo },
    { label: text.gender, value: person.gender && name(genders, person.gender) },
    { label: text.bornOn, value: person.bornOn },
    { label: text.education, value: person.education && name(educations, person.education) },
    { label: text.title, value: person.title },
    {
      label: text.department,
      value: person.department && <UnitLink id={person.department.id} name={person.department.name} />,
    },
    { label: text.service, value: name(services, person.service) },
  ]
  const standing = person.standingYears
  const party = [
    { label: text.status, value: name(partyStatuses, person.status) },
    { label: text.probationOn, value: person.probationOn },
    { label: text.fullOn, value: person.fullOn },
    {
      label: text.standing,
      value: standing === null ? null : <span title={text.standingHint}>{text.years(standing)}</span>,
    },
  ]
  return (
    <Page
      title={person.name}
      what={text.what}
      up={up ? { to: `/units/${up.id}`, label: up.name } : { to: '/units', label: tree.title }}
      extra={
        person.demo && (
          <Tooltip title={text.demoHint}>
            <span className="chip" tabIndex={0} role="note" aria-label={`${text.demo}: ${text.demoHint}`}>
              {text.demo}
            </span>
          </Tooltip>
        )
      }
    >
      <p className="third logged">
        <EyeOutlined aria-hidden /> {text.logged}
      </p>
      <Columns min={300}>
        <Section title={text.facts}>
          <FactList facts={facts} />
        </Section>
        <Section title={text.party}>
          <FactList facts={party} />
        </Section>
      </Columns>
      <History person={person} />
    </Page>
  )
}

function History({ person }: { person: PersonPage }) {
  const text = useText(personText)
  const name = useName()
  const now = today()
  const entries = [
    ...person.affiliations.map((each) => ({ ...each, what: text.affiliation, post: null })),
    ...person.posts.map((each) => ({ ...each, what: text.post, post: name(postNames, each.post) })),
  ].sort((a, b) => b.fromOn.localeCompare(a.fromOn))
  return (
    <Section title={text.timeline} hint={text.timelineHint}>
      {entries.length === 0 ? (
        <EmptyState title={text.nothing} hint={text.nothingHint} />
      ) : (
        <ol className="timeline">
          {entries.map((entry) => {
            const current = entry.fromOn <= now && (entry.untilOn === null || entry.untilOn >= now)
            return (
              <li
                key={`${entry.what} ${entry.unitId} ${entry.post ?? ''} ${entry.fromOn}`}
                className={current ? 'current' : ''}
              >
                <span className="second">
                  {entry.untilOn === null ? text.since(entry.fromOn) : text.span(entry.fromOn, entry.untilOn)}
                </span>
                <span className="second">{entry.what}</span>
                <span>
                  <UnitLink id={entry.unitId} name={entry.unitName} />
                  {entry.post !== null && ` ${entry.post}`}
                </span>
              </li>
            )
          })}
        </ol>
      )}
    </Section>
  )
}
