// The page of one person in five parts; reading it is logged, and says so.
import { EditOutlined, EyeOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Dropdown, Tooltip } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { useGo, usePathPart, useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { ErrorState, Loading } from '../../../core/web/status.tsx'
import { Tabs } from '../../../core/web/tabs.tsx'
import { useText } from '../../../core/web/text.ts'
import { useUnits } from '../../../core/web/view.ts'
import { treeText } from '../../org/web/index.ts'
import { standingCycle } from '../rules/standing.ts'
import './people.css'
import {
  AddMeasure,
  AddPost,
  Affiliate,
  ChangeStatus,
  EditFacts,
  EditSituation,
  EndPost,
  RemoveMeasure,
  RemovePost,
  TakeBackStatus,
} from './person/acts/index.ts'
import { EditIdentity, Erase, IdentityPart } from './person/identity.tsx'
import type { PersonPage } from './person/part.ts'
import { FactsPart, PartyPart, PostsPart, TransfersPart } from './person/parts.tsx'
import { RequestTransfer } from './person/transfer.tsx'
import { personText } from './words.ts'

export function Person() {
  const personId = usePathPart('personId')
  const text = useText(treeText)
  // Each reading is logged: the page is not read again by itself.
  const query = useQuery(
    api.people.person.queryOptions({ input: { personId }, staleTime: Infinity, refetchOnWindowFocus: false }),
  )
  const go = useGo()
  const keptId = query.data?.id
  // A duplicate that was merged is read as the kept person.
  useEffect(() => {
    if (keptId !== undefined && keptId !== personId) go(`/people/${keptId}`)
  }, [keptId, personId, go])
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

type Simple =
  | 'facts'
  | 'status'
  | 'take_back'
  | 'affiliate'
  | 'post'
  | 'measure'
  | 'situation'
  | 'identity'
  | 'transfer'
  | 'erase'
/** What is being changed; posts and measures name which. */
export type Act =
  | { readonly do: Simple }
  | { readonly do: 'end_post' | 'remove_post'; readonly post: PersonPage['posts'][number] }
  | { readonly do: 'remove_measure'; readonly measureId: string }

/** What a finding may ask to be done here (`?act=status`), as far as it can be done for this person. */
function actNamed(named: string | null, more: readonly { readonly key: Simple }[]): Act | null {
  const names: Readonly<Record<string, Simple>> = { affiliation: 'affiliate', whereabouts: 'situation' }
  const found = more.find(({ key }) => key === (names[named ?? ''] ?? named))
  return found === undefined ? null : { do: found.key }
}

const tabs = ['facts', 'party', 'posts', 'identity', 'history'] as const

function Whole({ person }: { person: PersonPage }) {
  const text = useText(personText)
  const tree = useText(treeText)
  const { units } = useUnits()
  const [chosen, setAct] = useState<Act | null>(null)
  const [named, setNamed] = useQueryPart('act')
  const [part, setPart] = useQueryPart('tab')
  const tab = tabs.find((each) => each === part) ?? 'facts'
  const home = person.affiliations.find((each) => each.untilOn === null)
  // The way up leads to the Party unit, else to the department, as far as they lie within reach.
  const up =
    units.find((unit) => unit.id === home?.unitId) ?? units.find((unit) => unit.id === person.department?.id)
  const parts: Record<(typeof tabs)[number], ReactNode> = {
    facts: <FactsPart person={person} act={setAct} />,
    party: <PartyPart person={person} act={setAct} />,
    posts: <PostsPart person={person} act={setAct} />,
    identity: <IdentityPart person={person} enter={() => setAct({ do: 'identity' })} />,
    history: <TransfersPart person={person} act={setAct} />,
  }
  const movable = standingCycle.allows(person.status, 'transfer_out')
  const more: { key: Simple; label: string }[] = [
    { key: 'status', label: text.changeStatus },
    ...(home === undefined ? [{ key: 'affiliate' as const, label: text.affiliate }] : []),
    ...(movable ? [{ key: 'transfer' as const, label: text.transfer }] : []),
    { key: 'post', label: text.addPost },
    { key: 'measure', label: text.addMeasure },
    { key: 'situation', label: text.situationEdit },
  ]
  const act = chosen ?? (person.mayWrite ? actNamed(named, more) : null)
  const close = () => {
    setAct(null)
    if (named !== null) setNamed(null)
  }
  return (
    <Page
      title={person.name}
      what={text.what}
      up={up ? { to: `/units/${up.id}`, label: up.name } : { to: '/units', label: tree.title }}
      primary={
        person.mayWrite
          ? { label: text.edit, icon: <EditOutlined />, act: () => setAct({ do: 'facts' }) }
          : undefined
      }
      extra={
        <>
          {person.demo && (
            <Tooltip title={text.demoHint}>
              <span className="chip" tabIndex={0} role="note" aria-label={`${text.demo}: ${text.demoHint}`}>
                {text.demo}
              </span>
            </Tooltip>
          )}
          {person.mayWrite && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: more.map(({ key, label }) => ({ key, label, onClick: () => setAct({ do: key }) })),
              }}
            >
              <Button>{text.changes}</Button>
            </Dropdown>
          )}
        </>
      }
    >
      <p className="third logged">
        <EyeOutlined aria-hidden /> {text.logged}
      </p>
      <Tabs
        label={person.name}
        tabs={tabs.map((key) => ({ key, label: text.tabs[key] }))}
        chosen={tab}
        choose={(key) => setPart(key === 'facts' ? null : key)}
      >
        {parts[tab]}
      </Tabs>
      <Acts person={person} act={act} close={close} />
    </Page>
  )
}

function Acts({ person, act, close }: { person: PersonPage; act: Act | null; close: () => void }) {
  if (act === null) return null
  const props = { person, close }
  switch (act.do) {
    case 'facts':
      return <EditFacts {...props} />
    case 'status':
      return <ChangeStatus {...props} />
    case 'take_back':
      return <TakeBackStatus {...props} />
    case 'affiliate':
      return <Affiliate {...props} />
    case 'post':
      return <AddPost {...props} />
    case 'end_post':
      return <EndPost {...props} post={act.post} />
    case 'remove_post':
      return <RemovePost {...props} post={act.post} />
    case 'measure':
      return <AddMeasure {...props} />
    case 'remove_measure':
      return <RemoveMeasure {...props} measureId={act.measureId} />
    case 'situation':
      return <EditSituation {...props} />
    case 'identity':
      return <EditIdentity {...props} />
    case 'transfer':
      return <RequestTransfer {...props} />
    case 'erase':
      return <Erase {...props} />
  }
}
