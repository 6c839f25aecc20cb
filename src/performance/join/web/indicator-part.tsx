// The control chart of an indicator with what stands before and after an action: a part of other pages and of its own.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { api } from '../../../core/web/client.ts'
import { Go, useQueryPart } from '../../../core/web/go.tsx'
import { Columns, Section } from '../../../core/web/page.tsx'
import { StateTag } from '../../../core/web/state.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { divideAt, leastEachSide } from '../rules.ts'
import { changeText, differenceUnit, figureText, valueText } from '../words.ts'
import { Association } from './association.tsx'
import { chartText } from './chart-words.ts'
import { ControlChart } from './control-chart.tsx'
import type { ChartData } from './plot.ts'
import './join.css'

const windows = [6, 12, 18, 24]

type JoinProps = {
  /** The hospital or the department whose indicator it is. */
  unitId: string
  indicatorId: string
  /** The action at which before and after divide, until another is chosen. */
  actionId?: string
}

export function IndicatorJoin({ unitId, indicatorId, actionId: own }: JoinProps) {
  const text = useText(chartText)
  const [phase, choosePhase] = useQueryPart('phase')
  const [chosen, chooseAction] = useQueryPart('action')
  const actionId = chosen ?? own ?? null
  const [window, chooseWindow] = useQueryPart('window')
  const { data, error, refetch } = useQuery(
    api.join.chart.queryOptions({
      input: {
        unitId,
        indicatorId,
        phases: phase === null ? [] : [phase],
        window: windows.includes(Number(window)) ? Number(window) : 12,
        ...(actionId === null ? {} : { actionId }),
      },
      placeholderData: (before) => before,
    }),
  )
  if (!data)
    return error ? (
      <ErrorState error={error} retry={() => void refetch()} />
    ) : (
      <Loading what={text.part} rows={8} />
    )
  const choices = data.actions.map((each) => ({ value: each.id, label: `${each.fromOn} ${each.what}` }))
  return (
    <>
      <ControlChart data={data} />
      {data.actions.length > 0 && (
        <div className="row join-asks no-print">
          <label>
            <span>{text.divide}</span>
            <Select
              aria-label={text.divide}
              value={data.divided?.actionId ?? null}
              onChange={chooseAction}
              options={choices}
              popupMatchSelectWidth={false}
            />
          </label>
          <label>
            <span>{text.window}</span>
            <Select
              aria-label={text.window}
              value={windows.includes(Number(window)) ? Number(window) : 12}
              onChange={(count) => chooseWindow(String(count))}
              options={windows.map((count) => ({ value: count, label: text.months(count) }))}
            />
          </label>
          <label>
            <span>{text.phases}</span>
            <Select
              aria-label={text.phases}
              value={phase ?? ''}
              onChange={(month) => choosePhase(month === '' ? null : month)}
              options={[
                { value: '', label: text.noPhases },
                ...data.actions.map((each) => ({
                  value: divideAt(each.fromOn).start,
                  label: `${divideAt(each.fromOn).start} ${each.what}`,
                })),
              ]}
              popupMatchSelectWidth={false}
            />
          </label>
        </div>
      )}
      <ActionsOn data={data} />
      <Columns min={360}>
        <BeforeAfter data={data} />
        <Interrupted data={data} />
      </Columns>
      <Association />
    </>
  )
}

function ActionsOn({ data }: { data: ChartData }) {
  const text = useText(chartText)
  return (
    <Section title={text.actions}>
      {data.actions.length === 0 ? (
        <p className="second">{text.noActions}</p>
      ) : (
        <ol className="join-actions">
          {data.actions.map((action) => (
            <li key={action.id}>
              <Go to={`/join/actions/${action.id}`} className="door">
                {action.what}
              </Go>
              <span className="third">
                {action.unitName} · {action.fromOn} – {action.untilOn}
              </span>
              <StateTag state={action.state} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}

function BeforeAfter({ data }: { data: ChartData }) {
  const text = useText(chartText)
  const [language] = useLanguage()
  const { unit } = data.indicator
  if (data.divided === null) {
    return (
      <Section title={text.beforeAfter}>
        <EmptyState title={text.none} />
      </Section>
    )
  }
  const { comparison } = data.divided
  const { difference, low, high } = comparison
  return (
    <Section title={text.beforeAfter} hint={text.methods[comparison.method]}>
      <div className="before-after">
        {(['before', 'after'] as const).map((name) => {
          const side = comparison[name]
          return (
            <div key={name}>
              <div className="figure-label">{text.side[name]}</div>
              <div className="figure-value">{valueText(unit, side.value, language)}</div>
              {side.denominator !== null && comparison.method === 'newcombe' && (
                <div className="second">{text.count(String(side.numerator), String(side.denominator))}</div>
              )}
              <div className="third">{text.sideMonths(side.from, side.to, side.months)}</div>
            </div>
          )
        })}
        <div>
          <div className="figure-label">{text.difference}</div>
          <div className="figure-value">
            {changeText(unit, difference)}
            {difference !== null && <span className="figure-unit"> {differenceUnit(unit, language)}</span>}
          </div>
          <div className="second">
            {low === null || high === null
              ? text.notEnough
              : text.interval(figureText(unit, low), figureText(unit, high))}
          </div>
        </div>
      </div>
      {low !== null && high !== null && low <= 0 && high >= 0 && <p className="second">{text.crosses}</p>}
      {comparison.between !== null && <p className="third">{text.between(comparison.between)}</p>}
    </Section>
  )
}

function Interrupted({ data }: { data: ChartData }) {
  const text = useText(chartText)
  const [language] = useLanguage()
  const { unit } = data.indicator
  if (data.divided === null) return null
  const { segmented } = data.divided
  if ('reason' in segmented) {
    return (
      <Section title={text.its}>
        <p className="second">
          {segmented.reason === 'constant'
            ? text.constant
            : text.tooFew(segmented.before, segmented.after, leastEachSide)}
        </p>
      </Section>
    )
  }
  const lines = [
    [text.level, segmented.level],
    [text.slopeChange, segmented.slopeChange],
    [text.slopeBefore, segmented.slope],
  ] as const
  return (
    <Section title={text.its} hint={text.itsHow(segmented.lags)}>
      <table className="plain-table left join-estimates">
        <tbody>
          {lines.map(([name, estimate]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                {changeText(unit, estimate.value)} {differenceUnit(unit, language)}
              </td>
              <td className="second">
                {text.interval(
                  figureText(unit, estimate.interval.low),
                  figureText(unit, estimate.interval.high),
                )}
                <br />
                <span className="third">{text.error(figureText(unit, estimate.error))}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="third">
        <span className="line-sign solid" aria-hidden /> {text.fitted}
        <span className="line-sign dotted" aria-hidden /> {text.without}
      </p>
      {segmented.autocorrelation !== null && (
        <p className="third">{text.residuals(segmented.autocorrelation.toFixed(2))}</p>
      )}
    </Section>
  )
}
