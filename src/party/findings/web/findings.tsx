// The page of findings: what is not as the regulations say, by rule, by unit or as a table, and what was set aside.
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Segmented } from 'antd'
import { useMemo } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { Go, useQueryPart } from '../../../core/web/go.tsx'
import { Figure, Page } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { useUnit, useView } from '../../../core/web/view.ts'
import type { Finding } from '../contract.ts'
import { filtered, FilterRow, useFilters, type View } from './filters.tsx'
import { FindingGroup } from './finding-group.tsx'
import { FindingTable } from './finding-table.tsx'
import { ruleTitle } from './rule-words.ts'
import { FindingSettings } from './settings.tsx'
import { findingsText } from './words.ts'

type Listed = Awaited<ReturnType<Client['findings']['list']>>

/** In the order of the server; what is forbidden before what is advised. */
function groupsOf(findings: readonly Finding[], key: (finding: Finding) => string): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>()
  const weighed = [...findings].sort(
    (a, b) => Number(b.severity === 'block') - Number(a.severity === 'block'),
  )
  for (const finding of weighed) {
    const group = groups.get(key(finding))
    if (group) group.push(finding)
    else groups.set(key(finding), [finding])
  }
  return groups
}

const asView = (by: string | null): View => (by === 'unit' || by === 'table' ? by : 'rule')

export function Findings() {
  const text = useText(findingsText)
  const scope = useScope()
  const filters = useFilters()
  const [by, setBy] = useQueryPart('by')
  const [state, setState] = useQueryPart('state')
  const aside = state === 'aside'
  const query = useQuery(
    api.findings.list.queryOptions({ input: scope.unitId ? { unitId: scope.unitId } : {} }),
  )
  const { data } = query
  const all = aside ? data?.setAside : data?.findings
  return (
    <Page
      title={text.title}
      what={text.what}
      extra={scope.unitId && <FindingSettings unitId={scope.unitId} />}
      filters={
        <>
          {data && (
            <Segmented
              className="finding-switch"
              aria-label={text.state}
              value={aside ? 'aside' : 'open'}
              onChange={(value) => setState(value === 'aside' ? 'aside' : null)}
              options={[
                { value: 'open', label: text.open(data.total) },
                { value: 'aside', label: text.aside(data.setAside.length) },
              ]}
            />
          )}
          <FilterRow
            filters={filters}
            view={asView(by)}
            setView={(view) => setBy(view === 'rule' ? null : view)}
            findings={all ?? []}
          />
          {scope.name && <span className="third">{text.scope(scope.name)}</span>}
          {scope.chosen && <Go to="/findings">{text.scopeClear}</Go>}
        </>
      }
    >
      {query.error && !data ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : !data || !all ? (
        <Loading what={text.title} rows={6} />
      ) : (
        <>
          <Notices listed={data} />
          <Listing all={all} aside={aside} view={asView(by)} filters={filters} />
        </>
      )}
    </Page>
  )
}

/** The unit of the address, else the one in view; the view's own top means everything within reach. */
function useScope(): { unitId: string | null; name: string | null; chosen: boolean } {
  const [part] = useQueryPart('unit')
  const { unit } = useView()
  const unitId = part ?? unit?.id ?? null
  const shown = useUnit(unitId)
  return { unitId, name: shown?.name ?? null, chosen: part !== null }
}

/** What the list does not show, and why. */
function Notices({ listed }: { listed: Listed }) {
  const text = useText(findingsText)
  const hidden = listed.hidden.reduce((sum, unit) => sum + unit.count, 0)
  return (
    <>
      {listed.findings.length < listed.total && (
        <Alert type="info" showIcon title={text.truncated(listed.findings.length, listed.total)} />
      )}
      {!listed.attendance && <Alert type="info" showIcon title={text.noAttendance} />}
      {hidden > 0 && (
        <Alert
          type="info"
          showIcon
          title={text.hidden(hidden)}
          description={
            <div className="row">
              {listed.hidden.map((unit) => (
                <Go key={unit.unitId} to={`/units/${unit.unitId}`}>
                  {text.hiddenUnit(unit.unitName, unit.count)}
                </Go>
              ))}
            </div>
          }
        />
      )}
    </>
  )
}

/** The address of this page with some parts changed. */
function useHere(): (change: Readonly<Record<string, string | null>>) => string {
  return (change) => {
    const parts = new URLSearchParams(location.search)
    for (const [key, value] of Object.entries(change)) {
      if (value === null) parts.delete(key)
      else parts.set(key, value)
    }
    return parts.size === 0 ? '/findings' : `/findings?${parts.toString()}`
  }
}

type ListingProps = {
  all: readonly Finding[]
  aside: boolean
  view: View
  filters: ReturnType<typeof useFilters>
}

function Listing({ all, aside, view, filters }: ListingProps) {
  const text = useText(findingsText)
  const [language] = useLanguage()
  const here = useHere()
  const { severity, level, certainty, subject, rule, mine } = filters.wishes
  const seen = useMemo(
    () => filtered(all, { severity, level, certainty, subject, rule, mine }),
    [all, severity, level, certainty, subject, rule, mine],
  )
  if (all.length === 0) {
    return (
      <EmptyState
        title={aside ? text.noneAside : text.none}
        hint={aside ? text.noneAsideHint : text.noneHint}
      />
    )
  }
  const count = (wanted: Finding['severity']) => seen.filter((finding) => finding.severity === wanted).length
  const people = new Set(seen.flatMap((finding) => finding.person?.id ?? [])).size
  const institutions = new Set(all.map((finding) => finding.institutionName)).size
  const byUnit = view === 'unit'
  const groups = groupsOf(seen, byUnit ? (finding) => finding.unitId : (finding) => finding.rule)
  return (
    <>
      <section className="finding-figures" aria-label={text.counts}>
        <Figure label={text.all} value={seen.length} to={here({ severity: null })} />
        {!aside && <Figure label={text.block} value={count('block')} to={here({ severity: 'block' })} />}
        <Figure label={text.warn} value={count('warn')} to={here({ severity: 'warn' })} />
        <Figure
          label={text.units}
          value={new Set(seen.map((finding) => finding.unitId)).size}
          to={here({ by: 'unit' })}
        />
        <Figure label={text.people} value={people} to={here({ subject: 'person' })} />
        <Figure
          label={text.mine}
          value={seen.filter((finding) => finding.mine).length}
          to={here({ mine: '1' })}
        />
      </section>
      {seen.length === 0 ? (
        <EmptyState title={text.noMatch} action={<Button onClick={filters.clear}>{text.clear}</Button>} />
      ) : view === 'table' ? (
        <FindingTable findings={seen} withInstitution={institutions > 1} setAside={aside} />
      ) : (
        [...groups].map(([key, findings]) => {
          const [first] = findings
          if (!first) return null
          return (
            <FindingGroup
              key={key}
              title={byUnit ? first.unitName : ruleTitle(first.rule, language)}
              hint={byUnit && institutions > 1 ? first.institutionName : undefined}
              findings={findings}
              byUnit={byUnit}
              withInstitution={institutions > 1}
            />
          )
        })
      )}
    </>
  )
}
