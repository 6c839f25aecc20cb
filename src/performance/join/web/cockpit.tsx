// The cockpit: one institution's key figures for a wall screen, renewed by itself, and below each other on a phone.
import { BulbOutlined, CloseOutlined, ExpandOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { type CSSProperties, useEffect, useRef } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { Go, useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { dark, light, type Palette } from '../../../core/web/palette.ts'
import { percent, StateSign } from '../../../core/web/state.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { changeText, differenceUnit, valueText } from '../words.ts'
import { Association } from './association.tsx'
import './cockpit.css'
import { cockpitText } from './cockpit-words.ts'
import { Spark } from './spark.tsx'

type Shown = Awaited<ReturnType<Client['join']['cockpit']>>
type Ratio = { numerator: number; denominator: number }

const everyMinute = 60_000

/** The colours of a palette for one part of the page: a wall is dark whatever the person has chosen elsewhere. */
function coloursOf(palette: Palette): CSSProperties {
  const names = ['page', 'surface', 'line', 'text', 'textSecond', 'textThird', 'ink'] as const
  const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return {
    ...Object.fromEntries(names.map((name) => [`--${kebab(name)}`, palette[name]])),
    '--overdue-mark': palette.states.overdue.mark,
    '--overdue-word': palette.states.overdue.word,
    '--late-mark': palette.states.late.mark,
    '--done-mark': palette.states.done.mark,
    '--done-word': palette.states.done.word,
    '--due-mark': palette.states.due.mark,
    colorScheme: palette === dark ? 'dark' : 'light',
  } as CSSProperties
}

export function Cockpit() {
  const text = useText(cockpitText)
  const [asked, choose] = useQueryPart('institution')
  const { data, error, refetch } = useQuery(api.join.scope.queryOptions({ input: {}, staleTime: 5 * 60_000 }))
  const institutions = data?.institutions ?? []
  const chosen = institutions.find(({ unitId }) => unitId === asked) ?? institutions[0]
  if (!data || chosen === undefined) {
    return (
      <Page title={text.title}>
        {error ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : data ? (
          <EmptyState title={text.none} hint={text.noneHint} />
        ) : (
          <Loading what={text.title} rows={10} />
        )}
      </Page>
    )
  }
  return <Wall unitId={chosen.unitId} institutions={institutions} choose={choose} />
}

type WallProps = {
  unitId: string
  institutions: readonly { unitId: string; name: string }[]
  choose: (unitId: string) => void
}

function Wall({ unitId, institutions, choose }: WallProps) {
  const text = useText(cockpitText)
  const go = useGo()
  const place = useRef<HTMLDivElement>(null)
  const [look, setLook] = useQueryPart('look')
  const { data, error, refetch } = useQuery(
    api.join.cockpit.queryOptions({
      input: { unitId },
      refetchInterval: everyMinute,
      refetchOnWindowFocus: true,
    }),
  )
  useEffect(() => {
    document.title = `${text.title} · 领航`
  }, [text])
  const bright = look === 'light'
  return (
    <div ref={place} className="cockpit" style={coloursOf(bright ? light : dark)}>
      <header className="cockpit-head">
        <h1>{data?.name ?? text.title}</h1>
        {data?.demo && <span className="cockpit-demo">{text.demo}</span>}
        <span className="cockpit-time" role="status">
          {error && data ? text.stale : data ? text.updated(timeOf(data.at)) : ''}
        </span>
        <span className="cockpit-tools no-print">
          {institutions.length > 1 && (
            <Select
              aria-label={text.choose}
              value={unitId}
              onChange={choose}
              options={institutions.map((each) => ({ value: each.unitId, label: each.name }))}
              popupMatchSelectWidth={false}
              getPopupContainer={() => place.current ?? document.body}
            />
          )}
          <Button
            type="text"
            icon={<BulbOutlined />}
            aria-label={bright ? text.dark : text.light}
            title={bright ? text.dark : text.light}
            onClick={() => setLook(bright ? null : 'light')}
          />
          <Button
            type="text"
            className="cockpit-full"
            icon={<ExpandOutlined />}
            aria-label={text.full}
            title={text.full}
            onClick={() => void place.current?.requestFullscreen()}
          />
          <Button
            type="text"
            icon={<CloseOutlined />}
            aria-label={text.leave}
            title={text.leave}
            onClick={() => go('/join')}
          />
        </span>
      </header>
      {data ? (
        <div className="cockpit-grid">
          <PartyWork shown={data} />
          <Hospital shown={data} />
          <Result unitId={unitId} />
          <OpenActions shown={data} />
        </div>
      ) : error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : (
        <Loading what={text.title} rows={10} />
      )}
      <footer className="cockpit-foot">
        <Association />
      </footer>
    </div>
  )
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
})
const timeOf = (instant: string): string => clock.format(new Date(instant))
const rateOf = ({ numerator, denominator }: Ratio): string =>
  denominator === 0 ? '—' : percent(numerator, denominator)

function PartyWork({ shown }: { shown: Shown }) {
  const text = useText(cockpitText)
  const { party, year, unitId } = shown
  if (party === null) {
    return (
      <section className="cockpit-card cockpit-party" aria-label={text.party}>
        <h2>{text.party}</h2>
        <p className="cockpit-quiet">{text.partyHidden}</p>
      </section>
    )
  }
  const duties = `/duties?unit=${unitId}&year=${year}`
  return (
    <section className="cockpit-card cockpit-party" aria-label={text.party}>
      <h2>{text.party}</h2>
      <div className="cockpit-figures">
        <Go to={duties} className="cockpit-figure">
          <span className="cockpit-label">{text.rate(year)}</span>
          <strong>{rateOf(party.rate)}</strong>
          <span className="cockpit-quiet">
            {party.rate.numerator} / {party.rate.denominator} · {text.before(rateOf(party.before))}
          </span>
        </Go>
        <Go
          to={`${duties}&state=overdue`}
          className={party.overdue > 0 ? 'cockpit-figure bad' : 'cockpit-figure'}
        >
          <span className="cockpit-label">{text.overdue}</span>
          <strong>
            {party.overdue}
            <small> {text.items}</small>
          </strong>
        </Go>
        <Go to="/life/table" className="cockpit-figure">
          <span className="cockpit-label">{text.behind}</span>
          <strong>{party.behindCount}</strong>
          <span className="cockpit-quiet">{text.behindUnit(party.branches)}</span>
        </Go>
      </div>
      <Months months={party.months.slice(-12)} title={text.byMonth} />
      <h3>{text.behindList}</h3>
      {party.behind.length === 0 ? (
        <p className="cockpit-quiet">{text.noneBehind}</p>
      ) : (
        <ul className="cockpit-list">
          {party.behind.map((each) => (
            <li key={each.id}>
              <Go to={`/duties?unit=${each.id}&year=${year}`}>{each.name}</Go>
              <span className="cockpit-bad">
                <StateSign state="overdue" size={18} /> {each.overdue}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Twelve months as bars from zero to one hundred; each says its rate. */
function Months({ months, title }: { months: readonly { month: string; rate: Ratio }[]; title: string }) {
  return (
    <div
      className="cockpit-months"
      role="img"
      aria-label={`${title}: ${months.map((each) => `${each.month} ${rateOf(each.rate)}`).join(', ')}`}
    >
      {months.map(({ month, rate }) => (
        <div key={month} title={`${month} ${rateOf(rate)}`}>
          <span className="cockpit-bar">
            <span
              style={{ height: rate.denominator === 0 ? 0 : `${(rate.numerator / rate.denominator) * 100}%` }}
            />
          </span>
          <span>{Number(month.slice(5))}</span>
        </div>
      ))}
    </div>
  )
}

function Hospital({ shown }: { shown: Shown }) {
  const text = useText(cockpitText)
  const [language] = useLanguage()
  const { hospital, unitId } = shown
  return (
    <section className="cockpit-card cockpit-hospital" aria-label={text.hospital}>
      <h2>
        {text.hospital}
        {hospital && <small>{text.period(hospital.from, hospital.to)}</small>}
      </h2>
      {hospital === null ? (
        <p className="cockpit-quiet">{text.noHospital}</p>
      ) : (
        <div className="cockpit-indicators">
          {hospital.indicators.slice(0, 8).map((each) => {
            const { indicator, difference } = each
            const good =
              difference === null || difference === 0 || indicator.direction === 'compare'
                ? null
                : difference > 0 === (indicator.direction === 'up')
            return (
              <Go
                key={indicator.id}
                to={`/join/charts/${unitId}?indicator=${indicator.id}`}
                className="cockpit-indicator"
              >
                <span className="cockpit-label">{indicator[language]}</span>
                <strong>{valueText(indicator.unit, each.value, language)}</strong>
                <span
                  className={
                    good === null ? 'cockpit-change' : good ? 'cockpit-change good' : 'cockpit-change poor'
                  }
                >
                  {difference === null
                    ? '—'
                    : `${difference > 0 ? '▲' : difference < 0 ? '▼' : ''} ${changeText(indicator.unit, difference)} ${differenceUnit(indicator.unit, language)}`}
                </span>
                <Spark values={each.points.map(({ value }) => value)} width={150} height={36} />
              </Go>
            )
          })}
        </div>
      )}
    </section>
  )
}

function Result({ unitId }: { unitId: string }) {
  const text = useText(cockpitText)
  const { data } = useQuery(
    api.assessment.institutions.queryOptions({ input: {}, refetchInterval: 10 * everyMinute }),
  )
  const newest = data?.institutions.find((each) => each.unitId === unitId)?.newest ?? null
  return (
    <section className="cockpit-card cockpit-result" aria-label={text.result}>
      <h2>{text.result}</h2>
      {newest === null ? (
        <p className="cockpit-quiet">{text.noResult}</p>
      ) : (
        <Go to={`/figures/${unitId}`} className="cockpit-figure">
          <span className="cockpit-label">{newest.year}</span>
          <strong>{newest.grade ?? (newest.score === null ? '—' : text.score(newest.score))}</strong>
          <span className="cockpit-quiet">
            {[
              newest.grade === null || newest.score === null ? null : text.score(newest.score),
              newest.rank === null
                ? null
                : newest.groupSize === null
                  ? text.rankOnly(newest.rank)
                  : text.rank(newest.rank, newest.groupSize),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </Go>
      )}
    </section>
  )
}

function OpenActions({ shown }: { shown: Shown }) {
  const text = useText(cockpitText)
  const [language] = useLanguage()
  return (
    <section className="cockpit-card cockpit-actions" aria-label={text.actions}>
      <h2>
        {text.actions}
        {shown.openActions > 0 && <small>{text.open(shown.openActions, shown.overdueActions)}</small>}
      </h2>
      {shown.actions.length === 0 ? (
        <p className="cockpit-quiet">{text.noActions}</p>
      ) : (
        <ul className="cockpit-list">
          {shown.actions.map((each) => (
            <li key={each.id}>
              <Go to={`/join/actions/${each.id}`}>
                {each.what}
                <span className="cockpit-quiet">
                  {each.unitName} · {each.indicator?.[language] ?? each.indicatorId}
                </span>
              </Go>
              <span className={each.state === 'overdue' ? 'cockpit-bad' : 'cockpit-quiet'}>
                <StateSign state={each.state} size={18} /> {text.until(each.untilOn)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
