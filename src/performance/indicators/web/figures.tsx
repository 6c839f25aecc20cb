// The yearly figures, one section for each office: saved on leaving a field, with the year before and the cross-checks beside.
import { FileExcelOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, InputNumber, Segmented, Select } from 'antd'
import { useState } from 'react'
import { api, client, type Client, readError } from '../../../core/web/client.ts'
import { useGo, usePathPart, useQueryPart } from '../../../core/web/go.tsx'
import { Page, Section } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import {
  type Check,
  editions,
  type FigureId,
  figureOf,
  figuresNeeded,
  figureUnits,
  indicatorsOf,
  mostOf,
  offices,
  shown,
  stored,
} from '../rules.ts'
import { figuresText } from './figures-words.ts'
import { factText } from './format.ts'
import './indicators.css'
import { useYear } from './list.tsx'
import { indicatorText } from './words.ts'

type Yearly = Awaited<ReturnType<Client['indicators']['yearly']>>
type Line = Yearly['figures'][number]

const shows = ['list', 'missing', 'all'] as const
type Show = (typeof shows)[number]

export function YearlyFigures() {
  const text = useText(figuresText)
  const words = useText(indicatorText)
  const go = useGo()
  const unitId = usePathPart('unitId')
  const overview = useQuery(api.indicators.overview.queryOptions({ input: { unitId } })).data
  const [year, setYear, years] = useYear(overview)
  const [asked, setShow] = useQueryPart('show')
  const show: Show = shows.find((each) => each === asked) ?? 'list'
  const { data, error, refetch } = useQuery(api.indicators.yearly.queryOptions({ input: { unitId, year } }))
  const edition = editions.find(({ list }) => list === (overview?.list ?? 'tertiary'))
  const needed = new Set(
    figuresNeeded(new Set(edition === undefined ? [] : indicatorsOf(edition).map(({ id }) => id))),
  )
  const isMissing = (line: Line): boolean => line.value === null && line.words === null
  const fits = (line: Line): boolean =>
    show === 'all' || (needed.has(line.figure) && (show === 'list' || isMissing(line)))
  const lines = data?.figures.filter(fits)
  const sheet = (
    <Button icon={<FileExcelOutlined />} onClick={() => go('/workbook')}>
      {text.toSheet}
    </Button>
  )
  return (
    <Page
      title={text.title}
      what={text.what}
      up={{ to: `/indicators/${unitId}?year=${year}`, label: words.title }}
      extra={data?.mayWrite === true && sheet}
      filters={
        <>
          <Select
            aria-label={words.year}
            value={year}
            options={years.map((value) => ({ value, label: words.yearOf(value) }))}
            onChange={setYear}
            className="indicator-select"
          />
          <Segmented<Show>
            aria-label={text.show}
            value={show}
            options={shows.map((value) => ({ value, label: text.shows[value] }))}
            onChange={(value) => setShow(value === 'list' ? null : value)}
          />
        </>
      }
    >
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what={text.title} rows={10} />}
      {data && <Findings checks={data.checks} />}
      {lines?.length === 0 && <EmptyState title={text.none} />}
      {data &&
        lines &&
        offices.map((office) => {
          const own = lines.filter(({ figure }) => figureOf(figure).office === office)
          if (own.length === 0) return null
          const filled = own.filter((line) => !isMissing(line)).length
          return (
            <Section key={office} title={words.offices[office]} hint={text.filled(filled, own.length)}>
              <div className="figure-lines">
                {own.map((line) => (
                  <FigureLine
                    key={`${year} ${line.figure}`}
                    unitId={unitId}
                    year={year}
                    line={line}
                    checks={data.checks.filter(({ figures }) => figures.includes(line.figure))}
                    mayWrite={data.mayWrite}
                  />
                ))}
              </div>
            </Section>
          )
        })}
    </Page>
  )
}

/** A finding in words, with the numbers as people read them. */
function useSentence(): (check: Pick<Check, 'rule' | 'figures' | 'facts'>) => string {
  const text = useText(figuresText)
  const [language] = useLanguage()
  return ({ rule, figures, facts }) => {
    const [first] = figures
    const read = (name: string): string => {
      const value = facts[name]
      return typeof value === 'number' && first !== undefined
        ? factText(`yearly/${first}`, value)
        : String(value)
    }
    const name = (at: number): string => {
      const id = figures[at]
      return id === undefined ? '' : figureOf(id)[language]
    }
    switch (rule.slice('indicators.'.length)) {
      case 'at-most':
        return text.rules['at-most'](`${name(0)} ${read('part')}`, `${name(1)} ${read('whole')}`)
      case 'sum-of-parts':
        return text.rules['sum-of-parts'](read('sum'), read('whole'))
      case 'plausible-growth':
        return text.rules['plausible-growth'](read('value'), read('before'))
      case 'agrees-with-records':
        return text.rules['agrees-with-records'](read('entered'), read('counted'))
      default:
        return text.rules['base-present']
    }
  }
}

function Findings({ checks }: { checks: Yearly['checks'] }) {
  const text = useText(figuresText)
  const [language] = useLanguage()
  const sentence = useSentence()
  if (checks.length === 0) return null
  return (
    <Alert
      type={checks.some(({ severity }) => severity === 'block') ? 'error' : 'warning'}
      showIcon
      title={`${text.findings} · ${checks.length}`}
      description={
        <>
          <p className="third">{text.findingsHint}</p>
          <ul>
            {checks.map((check) => (
              <li key={`${check.rule} ${check.figures.join(' ')}`}>
                <a href={`#figure-${check.figures[0] ?? ''}`}>
                  {check.figures.map((id) => figureOf(id)[language]).join(language === 'zh' ? '、' : ', ')}
                </a>
                {language === 'zh' ? '：' : ': '}
                {sentence(check)}
              </li>
            ))}
          </ul>
        </>
      }
    />
  )
}

type LineProps = { unitId: string; year: number; line: Line; checks: Yearly['checks']; mayWrite: boolean }
type Typed = number | string | null

/** What stands in the field: the number as people type it, or the words. */
const typedOf = ({ figure, value, words, from }: Line): Typed =>
  from !== 'entered' ? null : (words ?? (value === null ? null : shown(figure, value)))

function FigureLine({ unitId, year, line, checks, mayWrite }: LineProps) {
  const text = useText(figuresText)
  const [language] = useLanguage()
  const queries = useQueryClient()
  const failed = useFailure()
  const sentence = useSentence()
  const { figure } = line
  const kept = typedOf(line)
  const [typed, setTyped] = useState<Typed>(kept)
  const [saved, setSaved] = useState<string | null>(null)
  const [stale, setStale] = useState(false)
  // A newer value, from the server, takes the place of what stood here.
  const [seen, setSeen] = useState<Typed>(kept)
  if (seen !== kept) {
    setSeen(kept)
    setTyped(kept)
  }
  const saving = useMutation({
    mutationFn: (next: Typed) =>
      client.indicators.saveFigure({
        unitId,
        year,
        figure,
        value: typeof next === 'number' ? stored(figure, next) : null,
        words: typeof next === 'string' ? next : null,
        source: line.source,
        version: line.version,
      }),
    onMutate: () => setStale(false),
    onSuccess: () => {
      setSaved(new Date().toTimeString().slice(0, 5))
      return queries.invalidateQueries({ queryKey: api.indicators.key() })
    },
    onError: async (error) => {
      const { code } = readError(error)
      if (code !== 'stale' && code !== 'taken') {
        failed(error)
        return
      }
      setStale(true)
      await queries.invalidateQueries({ queryKey: api.indicators.key() })
      setTyped(kept)
    },
  })
  const leave = (next: Typed): void => {
    const plain = typeof next === 'string' ? next.trim() || null : next
    if (plain !== kept && !saving.isPending) saving.mutate(plain)
  }
  const name = figureOf(figure)[language]
  return (
    <div className="figure-line" id={`figure-${figure}`}>
      <span>{name}</span>
      <Field
        figure={figure}
        name={name}
        typed={typed}
        set={setTyped}
        leave={leave}
        disabled={!mayWrite}
        line={line}
      />
      <span className="third">
        <Note line={line} saving={saving.isPending} saved={saved} />
      </span>
      {(stale || checks.length > 0) && (
        <ul className="figure-findings" role="status">
          {stale && <li>{text.stale}</li>}
          {checks.map((check) => (
            <li key={check.rule} className={check.severity}>
              {sentence(check)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Note({ line, saving, saved }: { line: Line; saving: boolean; saved: string | null }) {
  const text = useText(figuresText)
  const before =
    line.before === null ? text.noBefore : text.before(factText(`yearly/${line.figure}`, line.before))
  const day = line.enteredAt?.slice(0, 10) ?? ''
  const state = saving
    ? text.saving
    : saved !== null
      ? text.savedAt(saved)
      : line.from === 'results' || line.from === 'records'
        ? text.from[line.from]
        : line.from === null
          ? ''
          : line.enteredBy
            ? text.entered(line.enteredBy, day)
            : text.imported(day)
  return [figureOf(line.figure).unit === 'words' ? '' : before, state].filter(Boolean).join(' · ')
}

type FieldProps = {
  figure: FigureId
  name: string
  typed: Typed
  set: (next: Typed) => void
  leave: (next: Typed) => void
  disabled: boolean
  line: Line
}

function Field({ figure, name, typed, set, leave, disabled, line }: FieldProps) {
  const text = useText(figuresText)
  const { unit } = figureOf(figure)
  const common = { 'aria-label': name, disabled, className: 'figure-field' }
  if (unit === 'words') {
    return (
      <Input
        {...common}
        maxLength={200}
        value={typeof typed === 'string' ? typed : ''}
        onChange={(event) => set(event.target.value)}
        onBlur={(event) => leave(event.target.value)}
      />
    )
  }
  if (unit === 'yes_no') {
    return (
      <Select<number>
        {...common}
        allowClear
        value={typeof typed === 'number' ? typed : null}
        options={[
          { value: 1, label: text.yes },
          { value: 0, label: text.no },
        ]}
        onChange={(next: number | undefined) => leave(next ?? null)}
      />
    )
  }
  const given = line.from === 'results' || line.from === 'records'
  return (
    <InputNumber<number>
      {...common}
      controls={false}
      min={0}
      max={shown(figure, mostOf(figure))}
      precision={figureUnits[unit]}
      value={typeof typed === 'number' ? typed : null}
      placeholder={given && line.value !== null ? factText(`yearly/${figure}`, line.value) : ''}
      formatter={(value) => String(value ?? '').replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')}
      parser={(value) => Number((value ?? '').replaceAll(',', ''))}
      suffix={text.units[unit]}
      onChange={(next) => set(next)}
      onBlur={(event) => {
        const plain = event.target.value.replaceAll(',', '').trim()
        leave(plain === '' || Number.isNaN(Number(plain)) ? null : Number(plain))
      }}
    />
  )
}
