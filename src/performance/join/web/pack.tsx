// The data pack of a department: one page on paper, Party work and hospital measures side by side.
import { FileWordOutlined, PrinterOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { api, client } from '../../../core/web/client.ts'
import { Go, usePathPart, useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { Rate, StateTag } from '../../../core/web/state.tsx'
import { ErrorState, Loading } from '../../../core/web/status.tsx'
import { save } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { Pack, PackIndicator } from '../contract.ts'
import { changeText, differenceUnit, figureText, valueText } from '../words.ts'
import { Association } from './association.tsx'
import './join.css'
import { packText } from './pack-words.ts'
import { Spark } from './spark.tsx'
import { joinText } from './words.ts'

export function PackPage() {
  const text = useText(packText)
  const words = useText(joinText)
  const [language] = useLanguage()
  const { message } = App.useApp()
  const unitId = usePathPart('unitId')
  const [year] = useQueryPart('year')
  const of = year !== null && /^20\d\d$/.test(year) ? { year: Number(year) } : {}
  const { data, error, refetch } = useQuery(api.join.pack.queryOptions({ input: { unitId, ...of } }))
  const word = useMutation({
    mutationFn: () => client.join.packFile({ unitId, ...of, language }),
    onSuccess: (file) => save(file.name, file),
    onError: () => message.error(text.wordFailed),
  })
  const up = { to: '/join?part=packs', label: words.back }
  if (!data) {
    return (
      <Page title={words.parts.packs} up={up}>
        {error ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : (
          <Loading what={words.parts.packs} rows={10} />
        )}
      </Page>
    )
  }
  return (
    <Page
      title={text.title(data.name)}
      what={text.what}
      up={up}
      primary={{ label: text.print, icon: <PrinterOutlined />, act: () => globalThis.print() }}
      extra={
        <Button icon={<FileWordOutlined />} loading={word.isPending} onClick={() => word.mutate()}>
          {text.word}
        </Button>
      }
    >
      <article className="pack">
        <p className="pack-head second">
          <span>{data.institution.name}</span>
          <span>
            {text.branch}：
            {data.branches.length === 0
              ? text.noBranch
              : data.branches
                  .map(({ name, from, to }) =>
                    data.branches.length > 1 ? `${name}（${text.months(from, to)}）` : name,
                  )
                  .join('；')}
          </span>
          <span>
            {data.to === null ? text.asOf(data.on) : `${text.figuresTo(data.to)} · ${text.asOf(data.on)}`}
          </span>
        </p>
        <div className="pack-sides">
          <PartySide pack={data} />
          <BusinessSide pack={data} />
        </div>
        <div className="pack-sides">
          <Findings pack={data} />
          <OpenActions pack={data} />
        </div>
        <section className="section only-print pack-round">
          <h2>{text.round}</h2>
          <p className="third">{text.roundHint}</p>
        </section>
        <Association />
      </article>
    </Page>
  )
}

function PartySide({ pack }: { pack: Pack }) {
  const text = useText(packText)
  const { party } = pack
  if (party === null) {
    return (
      <section className="section" aria-label={text.party}>
        <h2>{text.party}</h2>
        <p className="second">{text.partyHidden}</p>
      </section>
    )
  }
  const [branch] = pack.branches.toReversed()
  const to = branch === undefined ? undefined : `/duties?unit=${branch.id}&year=${pack.year}`
  const door = to === undefined ? {} : { to }
  return (
    <section className="section" aria-label={text.party}>
      <h2>{text.party}</h2>
      <p className="third">{text.partyHint(party.months.length)}</p>
      <table className="plain-table left pack-party">
        <tbody>
          <tr>
            <th scope="row">{text.rate}</th>
            <td>
              <Rate {...party.rate} {...door} />
            </td>
          </tr>
          <tr>
            <th scope="row">{text.rateBefore}</th>
            <td>
              <Rate {...party.before} />
            </td>
          </tr>
          <tr>
            <th scope="row">{text.overdue}</th>
            <td>
              {party.overdue} {text.items}
            </td>
          </tr>
          <tr>
            <th scope="row">{text.lectures}</th>
            <td>
              <Rate {...party.lectures} />
            </td>
          </tr>
          <tr>
            <th scope="row">{text.attendance}</th>
            <td>{party.attendance === null ? text.attendanceHidden : <Rate {...party.attendance} />}</td>
          </tr>
          <tr>
            <th scope="row">{text.trend}</th>
            <td>
              <Spark
                values={party.months.map(({ rate }) =>
                  rate.denominator === 0 ? null : rate.numerator / rate.denominator,
                )}
                width={160}
              />
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}

function BusinessSide({ pack }: { pack: Pack }) {
  const text = useText(packText)
  const [language] = useLanguage()
  const { hospital } = pack
  return (
    <section className="section" aria-label={text.business}>
      <h2>{text.business}</h2>
      {hospital === null ? (
        <p className="second">
          {text.unmapped}{' '}
          <Go to="/join?part=departments" className="door no-print">
            {text.map}
          </Go>
        </p>
      ) : hospital.length === 0 ? (
        <p className="second">{text.noFigures}</p>
      ) : (
        <>
          <p className="third">{text.businessHint}</p>
          <div className="pack-table" role="region" tabIndex={0} aria-label={text.business}>
            <table className="plain-table">
              <thead>
                <tr>
                  {[text.indicator, text.value, text.before, text.change, text.trendHead, text.signals].map(
                    (head) => (
                      <th key={head} scope="col">
                        {head}
                      </th>
                    ),
                  )}
                </tr>
              </thead>
              <tbody>
                {hospital.map((each) => (
                  <tr key={each.indicator.id}>
                    <th scope="row">
                      <Go to={`/join/charts/${pack.unitId}?indicator=${each.indicator.id}`} className="door">
                        {each.indicator[language]}
                      </Go>
                    </th>
                    <td>
                      {valueText(each.indicator.unit, each.value, language)}
                      {each.denominator !== null && each.kind === 'p' && (
                        <div className="third">
                          {each.numerator} / {each.denominator}
                        </div>
                      )}
                    </td>
                    <td>{valueText(each.indicator.unit, each.before, language)}</td>
                    <td>
                      <ChangeOf each={each} />
                    </td>
                    <td>
                      <Spark values={each.points.map(({ value }) => value)} />
                    </td>
                    <td>{each.signals.map((month) => month.slice(5)).join('、') || '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  )
}

export function ChangeOf({ each }: { each: PackIndicator }) {
  const text = useText(packText)
  const [language] = useLanguage()
  const { unit } = each.indicator
  if (each.difference === null) return '—'
  return (
    <>
      {changeText(unit, each.difference)} {differenceUnit(unit, language)}
      {each.low !== null && each.high !== null && (
        <div className="third">{text.interval(figureText(unit, each.low), figureText(unit, each.high))}</div>
      )}
    </>
  )
}

function Findings({ pack }: { pack: Pack }) {
  const text = useText(packText)
  const [language] = useLanguage()
  const { findings } = pack
  return (
    <section className="section" aria-label={text.findings}>
      <h2>{text.findings}</h2>
      {findings === null || findings.length === 0 ? (
        <p className="second">{findings === null ? text.findingsHidden : text.findingsNone}</p>
      ) : (
        <ul className="pack-list">
          {findings.map((each) => (
            <li key={`${each.rule} ${each.unitId}`}>
              <Go to={`/findings?unit=${each.unitId}`} className="door">
                {each[language]}
              </Go>{' '}
              <span className="third">
                {each.unitName} · {each.severity === 'block' ? text.must : text.should}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function OpenActions({ pack }: { pack: Pack }) {
  const text = useText(packText)
  const [language] = useLanguage()
  return (
    <section className="section" aria-label={text.actions}>
      <h2>{text.actions}</h2>
      {pack.actions.length === 0 ? (
        <p className="second">{text.actionsNone}</p>
      ) : (
        <ul className="pack-list">
          {pack.actions.map((each) => (
            <li key={each.id}>
              <Go to={`/join/actions/${each.id}`} className="door">
                {each.what}
              </Go>{' '}
              <StateTag state={each.state} />
              <div className="third">
                {each.unitName} · {each.indicator?.[language] ?? each.indicatorId} ·{' '}
                {text.until(each.untilOn)}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
