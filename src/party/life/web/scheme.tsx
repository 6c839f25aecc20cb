// One theme scheme: what is in force, the draft of what comes next, and every version with what it changed.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Go, useGo, usePathPart } from '../../../core/web/go.tsx'
import { Page, Section } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { useView } from '../../../core/web/view.ts'
import { today } from '../../../foundation/org/web/index.ts'
import type { MeetingKind } from '../../meetings/rules.ts'
import type { Scheme } from '../contract.ts'
import { changesBetween } from '../rules.ts'
import { AskDay, Changes } from './changes.tsx'
import { DraftEditor } from './draft-editor.tsx'
import { useLifeFailure } from './failure.ts'
import { useMeetingKind } from './kinds.ts'
import { PartList } from './part-list.tsx'
import { SchemeFields, SchemeState } from './schemes.tsx'
import './schemes.css'
import { schemeText } from './scheme-words.ts'

export function SchemePage() {
  const text = useText(schemeText)
  const id = usePathPart('schemeId')
  const { unit } = useView()
  const query = useQuery(
    api.life.schemes.queryOptions({ input: { unitId: unit?.id ?? '' }, enabled: unit !== null }),
  )
  const scheme = query.data?.schemes.find((each) => each.id === id)
  if (scheme) return <Loaded key={scheme.version} scheme={scheme} />
  return (
    <Page title={text.title} up={{ to: '/life/schemes', label: text.up2 }}>
      {query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : query.data || !unit ? (
        <EmptyState title={text.gone} hint={text.goneHint} />
      ) : (
        <Loading what={text.title} />
      )}
    </Page>
  )
}

function Loaded({ scheme }: { scheme: Scheme }) {
  const text = useText(schemeText)
  const go = useGo()
  const queries = useQueryClient()
  const fail = useLifeFailure()
  const { message, modal } = App.useApp()
  const [drafting, setDrafting] = useState(false)
  const [ending, setEnding] = useState(false)
  const draft = scheme.versions.find((version) => version.fromOn === null)
  const dated = scheme.versions
    .filter((version) => version.fromOn !== null)
    .toSorted((a, b) => ((a.fromOn ?? '') < (b.fromOn ?? '') ? 1 : -1))
  const latest = dated[0]
  const current = dated.find((version) => version.state === 'in_force') ?? latest
  const at = { schemeId: scheme.id, version: scheme.version }
  const refresh = () => queries.invalidateQueries({ queryKey: api.life.key() })
  const run = async (act: () => Promise<unknown>, said: string) => {
    try {
      await act()
      void message.success(said)
      await refresh()
    } catch (error) {
      fail(error)
    }
  }
  const drop = () =>
    modal.confirm({
      title: text.dropAsk(scheme.name),
      okText: text.drop,
      okButtonProps: { danger: true },
      cancelText: text.cancel,
      onOk: async () => {
        try {
          const { gone } = await client.life.dropDraft(at)
          if (gone) go('/life/schemes', true)
          await refresh()
        } catch (error) {
          fail(error)
        }
      },
    })
  const editing = scheme.mayWrite && (draft !== undefined || drafting)
  return (
    <Page
      title={scheme.name}
      what={`${text.owner} ${scheme.unitName} · ${scheme.source}`}
      up={{ to: '/life/schemes', label: text.up2 }}
      extra={
        <>
          {current && <Go to={`/life/coverage?scheme=${scheme.id}`}>{text.coverage}</Go>}
          {scheme.mayWrite && latest && !draft && scheme.lastMarked === null && (
            <Button
              title={text.withdrawHint}
              onClick={() => void run(() => client.life.withdrawScheme(at), text.saved)}
            >
              {text.withdraw}
            </Button>
          )}
          {scheme.mayWrite &&
            latest &&
            (scheme.endedOn === null ? (
              <Button onClick={() => setEnding(true)}>{text.end}</Button>
            ) : (
              <Button
                onClick={() => void run(() => client.life.endScheme({ ...at, endedOn: null }), text.saved)}
              >
                {text.endBack}
              </Button>
            ))}
        </>
      }
      primary={
        scheme.mayWrite && !editing ? { label: text.succeed, act: () => setDrafting(true) } : undefined
      }
    >
      {editing && (
        <DraftEditor
          scheme={scheme}
          start={draft ?? latest}
          latest={latest}
          saved={draft !== undefined}
          done={refresh}
          drop={draft ? drop : () => setDrafting(false)}
        />
      )}
      {current && (
        <Section
          title={text.version(current.number)}
          hint={scheme.mayWrite ? text.inForceKept : ''}
          extra={<SchemeState scheme={scheme} version={current} />}
        >
          <PartList parts={current.parts} every={current.every} />
          {current.note !== '' && <p className="second prose scheme-note">{current.note}</p>}
        </Section>
      )}
      {scheme.mayWrite && <Basics scheme={scheme} run={run} />}
      {dated.length > 0 && (
        <Section title={text.history}>
          <ol className="scheme-history">
            {dated.map((version, index) => {
              const before = dated[index + 1]
              const changes = changesBetween(before?.parts ?? [], version.parts).filter(
                ({ is }) => is !== 'same',
              )
              return (
                <li key={version.number}>
                  <div className="row">
                    <strong>{text.version(version.number)}</strong>
                    <SchemeState scheme={{ ...scheme, versions: [version] }} version={version} />
                  </div>
                  {before === undefined ? (
                    <p className="third">{text.firstVersion}</p>
                  ) : (
                    <Changes changes={changes} />
                  )}
                </li>
              )
            })}
          </ol>
        </Section>
      )}
      {ending && (
        <AskDay
          title={text.endTitle}
          ok={text.end}
          least={latest?.fromOn ?? null}
          start={today()}
          close={() => setEnding(false)}
          choose={async (endedOn) => {
            setEnding(false)
            await run(() => client.life.endScheme({ ...at, endedOn }), text.ended)
          }}
        />
      )}
    </Page>
  )
}

function Basics(props: {
  scheme: Scheme
  run: (act: () => Promise<unknown>, said: string) => Promise<void>
}) {
  const { scheme, run } = props
  const text = useText(schemeText)
  const kinds = useMeetingKind()
  type Fields = { name: string; source: string; kinds: MeetingKind[] }
  return (
    <Section title={text.basics}>
      <Form<Fields>
        layout="vertical"
        requiredMark={false}
        className="scheme-basics"
        initialValues={{ name: scheme.name, source: scheme.source, kinds: scheme.kinds }}
        onFinish={(fields) =>
          void run(
            () => client.life.editScheme({ schemeId: scheme.id, version: scheme.version, ...fields }),
            text.basicsSaved,
          )
        }
      >
        <SchemeFields kinds={kinds.options} />
        <Button htmlType="submit">{text.saveBasics}</Button>
      </Form>
    </Section>
  )
}
