// What is grouped: by which scheme, for which months; the overview, the groups, what has none.
import { DownloadOutlined, SettingOutlined, UploadOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Progress, Select } from 'antd'
import { api, client } from '../../../core/web/client.ts'
import { Go, useGo, usePathPart } from '../../../core/web/go.tsx'
import { Page, Section } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { save } from '../../../core/web/table.tsx'
import { Tabs } from '../../../core/web/tabs.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { Figures } from './figures.tsx'
import './grouping.css'
import { GroupTable } from './groups.tsx'
import { monthText, monthsBetween } from '../../discharges/web/index.ts'
import {
  addressOf,
  departmentName,
  type Groups,
  type Look,
  momentText,
  type Overview,
  parts,
  scopeOf,
  useLook,
} from './look.ts'
import { Stays } from './stays.tsx'
import { Ungrouped } from './ungrouped.tsx'
import { groupingText } from './words.ts'

export function GroupingResults() {
  return <Results unitId={usePathPart('unitId')} />
}

export function Results({ unitId }: { unitId: string }) {
  const text = useText(groupingText)
  const { data, error, refetch } = useQuery(
    api.grouping.overview.queryOptions({
      input: { unitId },
      // What is on its way is asked for again and again.
      refetchInterval: (query) => (query.state.data && pending(query.state.data) ? 2000 : false),
    }),
  )
  if (!data) {
    return (
      <Page title={text.title}>
        {error ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : (
          <Loading what={text.title} rows={8} />
        )}
      </Page>
    )
  }
  return data.groups === null ? <Nothing overview={data} /> : <Filled overview={data} groups={data.groups} />
}

/** Something is to be grouped, or is being grouped. */
const pending = ({ published, scheme, groups, run }: Overview): boolean =>
  published && scheme !== null && run?.state !== 'failed' && (groups === null || groups.stale !== null)

function Nothing({ overview }: { overview: Overview }) {
  const text = useText(groupingText)
  const { unitId, published, scheme, run, mayRead, mayWrite } = overview
  const toSchemes = { label: text.toSchemes, icon: <SettingOutlined />, to: `/grouping/${unitId}/schemes` }
  const toRecords = { label: text.toRecords, icon: <UploadOutlined />, to: `/discharges/${unitId}/import` }
  const state =
    scheme === null
      ? {
          title: text.noSchemeTitle,
          hint: mayWrite ? text.noSchemeHint : text.noSchemeOthers,
          primary: mayWrite ? toSchemes : undefined,
        }
      : published
        ? { title: text.waitingTitle, hint: text.waitingHint }
        : {
            title: text.noRecordsTitle,
            hint: text.noRecordsHint,
            primary: mayRead ? toRecords : undefined,
          }
  const begun = run?.state === 'failed' || run?.state === 'working'
  return (
    <Page
      title={text.title}
      what={text.what}
      primary={state.primary}
      extra={scheme !== null && <Go to={toSchemes.to}>{text.schemes}</Go>}
    >
      <Way overview={overview} />
      {!begun && (
        <Section>
          <EmptyState title={state.title} hint={state.hint} />
        </Section>
      )}
    </Page>
  )
}

/** How the grouping goes, where there is something to say of it. */
function Way({ overview: { unitId, run, mayWrite, groups } }: { overview: Overview }) {
  const text = useText(groupingText)
  const queries = useQueryClient()
  const failed = useFailure()
  const again = useMutation({
    mutationFn: () => client.grouping.groupAgain({ unitId }),
    onError: failed,
    onSettled: () => queries.invalidateQueries({ queryKey: api.grouping.key() }),
  })
  if (run?.state === 'failed' && run.failure !== null) {
    return (
      <Alert
        type="error"
        showIcon
        title={text.failedTitle[run.failure]}
        description={text.failedHint[run.failure]}
        action={
          mayWrite && (
            <Button loading={again.isPending} onClick={() => again.mutate()}>
              {text.again}
            </Button>
          )
        }
      />
    )
  }
  const stale = groups?.stale ?? null
  if (run?.state !== 'working' && stale === null) return null
  return (
    <Alert
      type="info"
      showIcon
      title={stale === null ? text.working : text.staleTitle[stale]}
      description={
        <div role="status">
          {stale !== null && <p>{text.staleHint}</p>}
          {run?.state === 'working' && (
            <>
              <Progress
                className="grouping-progress"
                percent={run.total === 0 ? 0 : Math.floor((run.done / run.total) * 100)}
                status="active"
                aria-label={text.working}
              />
              <p className="third">{text.workingHint(run.done, run.total)}</p>
            </>
          )}
        </div>
      }
    />
  )
}

function Filled({ overview, groups }: { overview: Overview; groups: Groups }) {
  const text = useText(groupingText)
  const go = useGo()
  const { unitId } = overview
  const look = useLook(groups.first, groups.last)
  const change = (part: Partial<Look>) => go(addressOf(unitId, { ...look, ...part }), true)
  const { data: records } = useQuery(api.discharges.overview.queryOptions({ input: { unitId } }))
  const departments = records?.departments ?? []
  const drill = look.drg !== null || look.reason !== null
  return (
    <Page
      title={text.title}
      what={text.what}
      extra={
        <>
          <Button icon={<SettingOutlined />} onClick={() => go(`/grouping/${unitId}/schemes`)}>
            {text.schemes}
          </Button>
          <Download unitId={unitId} look={look} />
        </>
      }
      filters={<Filters groups={groups} look={look} departments={departments} change={change} />}
    >
      <Way overview={overview} />
      {groups.scheme.synthetic && (
        <Alert type="warning" showIcon title={text.sampleTitle} description={text.sampleHint} />
      )}
      <Section>
        <p className="prose">
          <strong title={text.estimateHint}>{text.estimate}</strong>
        </p>
        <p className="third prose">
          {text.basis(
            groups.scheme.edition,
            groups.scheme.synthetic ? text.sampleSource : groups.scheme.source,
            momentText(groups.groupedAt),
          )}
        </p>
        <p className="third prose only-print">{text.estimateHint}</p>
      </Section>
      {drill ? (
        <Stays overview={overview} departments={departments} look={look} />
      ) : (
        <Tabs
          label={text.partsOf}
          tabs={parts.map((key) => ({ key, label: text.parts[key] }))}
          chosen={look.part}
          choose={(part) => change({ part })}
        >
          <div className="grouping-parts">
            {look.part === 'figures' && (
              <Figures overview={overview} groups={groups} departments={departments} look={look} />
            )}
            {look.part === 'groups' && <GroupTable overview={overview} groups={groups} look={look} />}
            {look.part === 'ungrouped' && <Ungrouped overview={overview} look={look} />}
          </div>
        </Tabs>
      )}
    </Page>
  )
}

type FiltersProps = {
  groups: Groups
  look: Look
  departments: Parameters<typeof departmentName>[0]
  change: (part: Partial<Look>) => void
}

function Filters({ groups, look, departments, change }: FiltersProps) {
  const text = useText(groupingText)
  const months = monthsBetween(groups.first, groups.last).map((month) => ({
    value: month,
    label: monthText(month),
  }))
  return (
    <>
      <span className="third">{text.discharged}</span>
      <Select
        aria-label={text.from}
        value={look.from}
        options={months}
        onChange={(from) => change({ from, to: Math.max(from, look.to) })}
        className="grouping-month"
      />
      <span className="third">{text.until}</span>
      <Select
        aria-label={text.to}
        value={look.to}
        options={months}
        onChange={(to) => change({ to, from: Math.min(look.from, to) })}
        className="grouping-month"
      />
      <Select
        aria-label={text.department}
        value={look.department ?? ''}
        options={[
          { value: '', label: text.allDepartments },
          ...departments.map(({ code }) => ({ value: code, label: departmentName(departments, code) })),
        ]}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(department) => change({ department: department === '' ? null : department })}
        className="grouping-department"
      />
    </>
  )
}

function Download({ unitId, look }: { unitId: string; look: Look }) {
  const text = useText(groupingText)
  const [language] = useLanguage()
  const failed = useFailure()
  const download = useMutation({
    mutationFn: () => client.grouping.figuresFile({ ...scopeOf(unitId, look), language }),
    onSuccess: (file) => save(file.name, file),
    onError: failed,
  })
  return (
    <Button icon={<DownloadOutlined />} loading={download.isPending} onClick={() => download.mutate()}>
      {text.download}
    </Button>
  )
}
