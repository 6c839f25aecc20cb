// One institution's own figures: results, yearly figures, and both beside the Party work of the same years.
import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { usePathPart, useQueryPart } from '../../../core/web/go.tsx'
import { Columns, Page, Section } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { Tabs } from '../../../core/web/tabs.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Result } from '../contract.ts'
import { Beside } from './beside.tsx'
import { EntryDrawer, type Target } from './entry-drawer.tsx'
import './figures.css'
import { History } from './history.tsx'
import type { Institution } from './institution.ts'
import { PeerTables } from './peers/tables.tsx'
import { ResultCard } from './result-card.tsx'
import { Schemes } from './schemes.tsx'
import { seriesIn, seriesKey } from './series.ts'
import { Trend } from './trend.tsx'
import { figureText } from './words.ts'
import { YearlyFigures } from './yearly.tsx'

const parts = ['results', 'trend', 'peers', 'schemes'] as const

export function InstitutionPage() {
  return <InstitutionFigures unitId={usePathPart('unitId')} back />
}

/** `back` shows the way to the list; who has one institution only has no list. */
export function InstitutionFigures({ unitId, back = false }: { unitId: string; back?: boolean }) {
  const text = useText(figureText)
  const { data, error, refetch } = useQuery(api.assessment.institution.queryOptions({ input: { unitId } }))
  const [target, setTarget] = useState<Target | null>(null)
  const [wanted, choose] = useQueryPart('tab')
  const up = back ? { up: { to: '/figures', label: text.title } } : {}
  if (!data) {
    return (
      <Page title={text.title} {...up}>
        {error ? <ErrorState error={error} retry={() => void refetch()} /> : <Loading what={text.title} />}
      </Page>
    )
  }
  const enter = data.mayWrite ? setTarget : undefined
  const tab = parts.find((part) => part === wanted) ?? 'results'
  const tabs = parts.map((key) => ({ key, label: text.tabs[key] }))
  return (
    <Page
      title={data.name}
      what={text.pageWhat}
      {...up}
      primary={
        tab === 'results' && enter
          ? { label: text.addResult, icon: <PlusOutlined />, act: () => enter({ what: 'result' }) }
          : undefined
      }
      extra={
        tab === 'results' &&
        enter && <Button onClick={() => enter({ what: 'yearly' })}>{text.addYearly}</Button>
      }
    >
      <Tabs
        label={text.tabsLabel}
        tabs={tabs}
        chosen={tab}
        choose={(key) => choose(key === 'results' ? null : key)}
      >
        {tab === 'results' && (
          <div className="figures-part">
            <Results institution={data} enter={enter} />
            <Beside institution={data} />
            <Section title={text.yearly}>
              <YearlyFigures
                workload={data.workload}
                enter={enter && (() => enter({ what: 'yearly' }))}
                correct={enter && (({ year, item }) => enter({ what: 'yearly', year, item }))}
              />
            </Section>
          </div>
        )}
        {tab === 'trend' && (
          <div className="figures-part">
            <Trend institution={data} />
          </div>
        )}
        {tab === 'peers' && <PeerTables unitId={unitId} />}
        {tab === 'schemes' && <Schemes unitId={unitId} />}
      </Tabs>
      {enter && target && <EntryDrawer institution={data} target={target} setTarget={setTarget} />}
    </Page>
  )
}

type ResultsProps = { institution: Institution; enter: ((target: Target) => void) | undefined }

function Results({ institution, enter }: ResultsProps) {
  const text = useText(figureText)
  const { results } = institution
  const correct = (result: Result) =>
    enter &&
    (() =>
      enter({
        what: 'result',
        year: result.year,
        assessment: result.assessment,
        peerGroup: result.peerGroup,
      }))
  if (results.length === 0) {
    return (
      <Section title={text.results}>
        <EmptyState
          title={text.noResults}
          hint={text.noResultsHint}
          action={enter && <Button onClick={() => enter({ what: 'result' })}>{text.addResult}</Button>}
        />
      </Section>
    )
  }
  const newest = seriesIn(results)
  return (
    <>
      <Columns min={340}>
        {newest.map((result) => (
          <ResultCard key={seriesKey(result)} result={result} correct={correct(result)} />
        ))}
      </Columns>
      {results.length > newest.length && <History results={results} correct={correct} />}
    </>
  )
}
