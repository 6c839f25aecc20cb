// Possible duplicates of a unit: pairs to compare, a merge with its preview, the merges that were done and can be undone.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useMemo, useState } from 'react'
import { api, type Client, client } from '../../../core/web/client.ts'
import { Go, usePathPart } from '../../../core/web/go.tsx'
import { Columns, FactList, Page, Section } from '../../../core/web/page.tsx'
import { ErrorState, Loading, useFailure, useUndo } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { useUnits } from '../../../core/web/view.ts'
import { treeText, useName } from '../../org/web/index.ts'
import { partyStatuses } from '../../org/words.ts'
import { duplicateReasons } from '../words.ts'
import { Change } from './change.tsx'
import { duplicateText } from './list-words.ts'
import './people.css'
import { useNeed } from './person/acts/index.ts'

type Found = Awaited<ReturnType<Client['people']['duplicates']>>
type Pair = Found['pairs'][number]
type Side = Pair['one']

export function Duplicates() {
  const unitId = usePathPart('unitId')
  const text = useText(duplicateText)
  const tree = useText(treeText)
  const { units } = useUnits()
  const unit = units.find((each) => each.id === unitId)
  const query = useQuery(api.people.duplicates.queryOptions({ input: { unitId } }))
  const [pair, setPair] = useState<Pair | null>(null)
  const columns = useColumns(setPair)
  const merges = query.data?.merges ?? []
  return (
    <Page
      title={text.title}
      what={text.what}
      up={unit ? { to: `/units/${unit.id}`, label: unit.name } : { to: '/units', label: tree.title }}
    >
      <Table
        name="duplicates"
        title={text.title}
        rows={query.data?.pairs}
        columns={columns}
        rowKey={(row) => `${row.one.id} ${row.other.id}`}
        open={setPair}
        error={query.error}
        retry={() => void query.refetch()}
        empty={{ title: text.none, hint: text.noneHint }}
      />
      {merges.length > 0 && (
        <Section title={text.merges} hint={text.mergesHint}>
          <ol className="timeline">
            {merges.map((each) => (
              <Merge key={each.id} merge={each} />
            ))}
          </ol>
        </Section>
      )}
      {pair && <Compare pair={pair} close={() => setPair(null)} />}
    </Page>
  )
}

function useColumns(open: (pair: Pair) => void): readonly Column<Pair>[] {
  const text = useText(duplicateText)
  const name = useName()
  return useMemo(() => {
    const line = (side: Side) =>
      [side.staffNo, side.bornOn, name(partyStatuses, side.status), side.partyUnitName ?? side.departmentName]
        .filter(Boolean)
        .join(' · ')
    return [
      { key: 'name', title: text.name, text: (row) => row.one.name, width: 120, card: 'title', sort: true },
      {
        key: 'reasons',
        title: text.reasons,
        text: (row) => row.reasons.map((reason) => name(duplicateReasons, reason)).join('、'),
        width: 220,
        card: 'fact',
      },
      { key: 'one', title: text.record(1), text: (row) => line(row.one), width: 320, card: 'fact' },
      { key: 'other', title: text.record(2), text: (row) => line(row.other), width: 320, card: 'fact' },
      {
        key: 'act',
        title: '',
        text: () => null,
        render: (row) => (
          <Button size="small" onClick={() => open(row)}>
            {text.compare}
          </Button>
        ),
        width: 130,
      },
    ]
  }, [text, name, open])
}

function Merge({ merge }: { merge: Found['merges'][number] }) {
  const text = useText(duplicateText)
  const queries = useQueryClient()
  const undo = useMutation({
    mutationFn: () => client.people.undoMerge({ mergeId: merge.id }),
    onSuccess: () => queries.invalidateQueries(),
    onError: useFailure(),
  })
  return (
    <li>
      <span className="second">{merge.mergedAt.slice(0, 10)}</span>
      <Go to={`/people/${merge.keptId}`}>
        {text.into(merge.goneStaffNo, merge.keptName, merge.keptStaffNo)}
      </Go>
      <span className="second">{merge.reason}</span>
      {merge.undoneAt === null ? (
        <Button size="small" type="link" loading={undo.isPending} onClick={() => undo.mutate()}>
          {text.undo}
        </Button>
      ) : (
        <span className="third">{text.undone}</span>
      )}
    </li>
  )
}

function Compare({ pair, close }: { pair: Pair; close: () => void }) {
  const text = useText(duplicateText)
  const need = useNeed()
  const offerUndo = useUndo()
  const queries = useQueryClient()
  const [swapped, setSwapped] = useState(false)
  const [kept, gone] = swapped ? [pair.other, pair.one] : [pair.one, pair.other]
  const query = useQuery(
    api.people.mergePreview.queryOptions({ input: { personId: kept.id, goneId: gone.id }, staleTime: 0 }),
  )
  const preview = query.data
  return (
    <Change<{ reason: string }>
      title={text.mergeTitle}
      button={text.merge}
      hint={text.mergeHint}
      close={close}
      act={async ({ reason }) => {
        const { mergeId } = await client.people.merge({
          personId: kept.id,
          version: preview?.kept.version ?? kept.version,
          goneId: gone.id,
          goneVersion: preview?.gone.version ?? gone.version,
          reason,
        })
        offerUndo({
          message: text.merged(kept.name),
          undo: async () => {
            await client.people.undoMerge({ mergeId })
            await queries.invalidateQueries()
          },
        })
      }}
    >
      <Columns min={180}>
        <SideFacts title={text.kept} side={kept} />
        <SideFacts title={text.gone} side={gone} />
      </Columns>
      <Button className="erase-head" onClick={() => setSwapped(!swapped)}>
        {text.swap}
      </Button>
      {query.error && <ErrorState error={query.error} />}
      {!preview && !query.error && <Loading rows={3} />}
      {preview && <Preview preview={preview} />}
      <Form.Item name="reason" label={text.reason} rules={need.text} className="erase-head">
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </Change>
  )
}

function SideFacts({ title, side }: { title: string; side: Side }) {
  const text = useText(duplicateText)
  const name = useName()
  return (
    <section aria-label={title}>
      <h3 className="erase-head">
        {title} {side.name}
      </h3>
      <FactList
        facts={[
          { label: text.staffNo, value: side.staffNo },
          { label: text.bornOn, value: side.bornOn },
          { label: text.status, value: name(partyStatuses, side.status) },
          { label: text.partyUnit, value: side.partyUnitName },
          { label: text.department, value: side.departmentName },
        ]}
      />
    </section>
  )
}

function Preview({ preview }: { preview: Awaited<ReturnType<Client['people']['mergePreview']>> }) {
  const text = useText(duplicateText)
  const fields: Readonly<Record<string, string>> = text.fields
  const counted = (counts: Partial<Record<'affiliations' | 'posts' | 'statuses' | 'measures', number>>) =>
    (['affiliations', 'posts', 'statuses', 'measures'] as const).flatMap((what) => {
      const count = counts[what] ?? 0
      return count === 0 ? [] : [text[what](count)]
    })
  const moved = counted(preview.moved)
  const dropped = counted(preview.dropped)
  return (
    <>
      <h3 className="erase-head">{text.moves}</h3>
      <p>{moved.length === 0 ? text.nothingMoves : moved.join('，')}</p>
      {preview.filled.length > 0 && (
        <>
          <h3 className="erase-head">{text.fills}</h3>
          <p>{preview.filled.map((field) => fields[field] ?? field).join('、')}</p>
        </>
      )}
      {dropped.length > 0 && (
        <>
          <h3 className="erase-head">{text.drops}</h3>
          <p>{dropped.join('，')}</p>
        </>
      )}
    </>
  )
}
