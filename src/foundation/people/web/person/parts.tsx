// The parts of a person's page: facts, Party life, posts, transfers.
import { Button, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { Columns, FactList, Section } from '../../../../core/web/page.tsx'
import { EmptyState } from '../../../../core/web/status.tsx'
import { useText } from '../../../../core/web/text.ts'
import { today, UnitLink, useName } from '../../../org/web/index.ts'
import { educations, genders, partyStatuses, postNames, services } from '../../../org/words.ts'
import { abroadReasons, measureKinds, transferStates } from '../../words.ts'
import type { Act } from '../person.tsx'
import { personText } from '../words.ts'
import type { PersonPage } from './part.ts'

type PartProps = { person: PersonPage; act: (act: Act) => void }

export function FactsPart({ person, act }: PartProps) {
  const text = useText(personText)
  const name = useName()
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
  const situation = [
    {
      label: text.floating,
      value: person.floatingSince && text.sinceMore(person.floatingSince, person.floatingPlace),
    },
    {
      label: text.abroad,
      value:
        person.abroadSince &&
        text.sinceMore(person.abroadSince, person.abroadFor && name(abroadReasons, person.abroadFor)),
    },
    {
      label: text.lostContact,
      value: person.lostContactSince && text.sinceMore(person.lostContactSince, null),
    },
    { label: text.infirm, value: person.infirm ? text.yes : text.no },
  ]
  return (
    <Columns min={300}>
      <Section title={text.facts}>
        <FactList facts={facts} />
      </Section>
      <Section
        title={text.situation}
        extra={
          person.mayWrite && <Button onClick={() => act({ do: 'situation' })}>{text.situationEdit}</Button>
        }
      >
        <FactList facts={situation} />
      </Section>
    </Columns>
  )
}

export function PartyPart({ person, act }: PartProps) {
  const text = useText(personText)
  const name = useName()
  const standing = person.standingYears
  const home = person.affiliations.find((each) => each.untilOn === null)
  const party = [
    { label: text.status, value: name(partyStatuses, person.status) },
    { label: text.affiliation, value: home && <UnitLink id={home.unitId} name={home.unitName} /> },
    { label: text.probationOn, value: person.probationOn },
    { label: text.fullOn, value: person.fullOn },
    {
      label: text.standing,
      value:
        standing === null ? null : (
          <Tooltip title={person.standingUncertain ? text.uncertain : text.standingHint}>
            <span tabIndex={0}>
              {text.years(standing)}
              {person.standingUncertain && <span className="unverified-sign"> ?</span>}
            </span>
          </Tooltip>
        ),
    },
  ]
  const history = person.history.toReversed()
  return (
    <div className="person-part">
      <Columns min={300}>
        <Section
          title={text.party}
          extra={
            person.mayWrite && <Button onClick={() => act({ do: 'status' })}>{text.changeStatus}</Button>
          }
        >
          <FactList facts={party} />
          {person.standingUncertain && <p className="third">{text.uncertain}</p>}
        </Section>
        <Section
          title={text.measures}
          extra={person.mayWrite && <Button onClick={() => act({ do: 'measure' })}>{text.addMeasure}</Button>}
        >
          {person.measures.length === 0 ? (
            <EmptyState title={text.measuresNone} hint={text.measuresNoneHint} />
          ) : (
            <Timeline
              lines={person.measures.map((each) => ({
                key: each.id,
                current: each.untilOn === null || each.untilOn >= today(),
                when: each.untilOn === null ? each.fromOn : text.span(each.fromOn, each.untilOn),
                what: name(measureKinds, each.kind),
                more: each.basis,
                act: person.mayWrite && (
                  <Button
                    size="small"
                    type="link"
                    onClick={() => act({ do: 'remove_measure', measureId: each.id })}
                  >
                    {text.remove}
                  </Button>
                ),
              }))}
            />
          )}
        </Section>
      </Columns>
      <Section
        title={text.statuses}
        hint={text.statusesHint}
        extra={
          person.mayWrite &&
          history.length > 0 &&
          person.status !== 'transferred' && (
            <Button type="text" onClick={() => act({ do: 'take_back' })}>
              {text.takeBack}
            </Button>
          )
        }
      >
        {history.length === 0 ? (
          <p className="third">{text.undated}</p>
        ) : (
          <Timeline
            lines={history.map((each, at) => ({
              key: each.fromOn,
              current: at === 0,
              when: text.sinceMore(each.fromOn, null),
              what: name(partyStatuses, each.status),
              more: each.basis ?? '',
              act: null,
            }))}
          />
        )}
      </Section>
      <Section title={text.affiliations} hint={text.timelineHint}>
        {person.affiliations.length === 0 ? (
          <EmptyState
            title={text.nothing}
            hint={text.nothingHint}
            action={
              person.mayWrite && <Button onClick={() => act({ do: 'affiliate' })}>{text.affiliate}</Button>
            }
          />
        ) : (
          <Timeline
            lines={person.affiliations.map((each) => ({
              key: each.fromOn,
              current: each.untilOn === null,
              when: each.untilOn === null ? text.since(each.fromOn) : text.span(each.fromOn, each.untilOn),
              what: <UnitLink id={each.unitId} name={each.unitName} />,
              more: '',
              act: null,
            }))}
          />
        )}
      </Section>
    </div>
  )
}

export function PostsPart({ person, act }: PartProps) {
  const text = useText(personText)
  const name = useName()
  const now = today()
  return (
    <Section
      title={text.posts}
      hint={text.timelineHint}
      extra={person.mayWrite && <Button onClick={() => act({ do: 'post' })}>{text.addPost}</Button>}
    >
      {person.posts.length === 0 ? (
        <EmptyState title={text.postsNone} hint={text.postsNoneHint} />
      ) : (
        <Timeline
          lines={person.posts.map((each) => ({
            key: `${each.unitId} ${each.post} ${each.fromOn}`,
            current: each.fromOn <= now && (each.untilOn === null || each.untilOn >= now),
            when: each.untilOn === null ? text.since(each.fromOn) : text.span(each.fromOn, each.untilOn),
            what: (
              <>
                <UnitLink id={each.unitId} name={each.unitName} /> {name(postNames, each.post)}
              </>
            ),
            more: each.term === null ? '' : text.term(each.term),
            act: person.mayWrite && (
              <span className="row">
                <Button size="small" type="link" onClick={() => act({ do: 'end_post', post: each })}>
                  {text.endPost}
                </Button>
                <Button size="small" type="link" onClick={() => act({ do: 'remove_post', post: each })}>
                  {text.remove}
                </Button>
              </span>
            ),
          }))}
        />
      )}
    </Section>
  )
}

export function TransfersPart({ person, act }: PartProps) {
  const text = useText(personText)
  const name = useName()
  return (
    <div className="person-part">
      <Section
        title={text.transfers}
        extra={
          person.mayWrite &&
          person.status !== 'transferred' && (
            <Button onClick={() => act({ do: 'transfer' })}>{text.transfer}</Button>
          )
        }
      >
        {person.transfers.length === 0 ? (
          <EmptyState title={text.transfersNone} hint={text.transfersNoneHint} />
        ) : (
          <Timeline
            lines={person.transfers.map((each) => ({
              key: each.id,
              current: each.state === 'requested',
              when: each.settledOn ?? each.requestedOn,
              what: name(transferStates, each.state),
              more: `${each.fromName} → ${each.toName}`,
              act: null,
            }))}
          />
        )}
      </Section>
      {person.mayWrite && (
        <Section title={text.erasure} hint={text.erasureHint}>
          <Button onClick={() => act({ do: 'erase' })}>{text.erase}</Button>
        </Section>
      )}
    </div>
  )
}

type Line = {
  key: string
  /** Holds today: bold. */
  current: boolean
  when: string
  what: ReactNode
  more: string
  act: ReactNode
}

function Timeline({ lines }: { lines: readonly Line[] }) {
  return (
    <ol className="timeline">
      {lines.map((line) => (
        <li key={line.key} className={line.current ? 'current' : ''}>
          <span className="second">{line.when}</span>
          <span>{line.what}</span>
          <span className="second timeline-more">{line.more}</span>
          {line.act && <span className="timeline-act no-print">{line.act}</span>}
        </li>
      ))}
    </ol>
  )
}
