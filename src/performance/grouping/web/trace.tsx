// Why a stay is in its group: the rules in the order in which they were tried, and the test at which each failed.
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { type ReactNode, useState } from 'react'
import { api, type Client, readError } from '../../../core/web/client.ts'
import { FactList } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { fourPlaces } from './look.ts'
import { groupingText } from './words.ts'

type Trace = Awaited<ReturnType<Client['grouping']['trace']>>
type Asked = NonNullable<Trace['mdcs'][number]['failed']>
type Words = (typeof groupingText)['en']

export function TraceDrawer({ unitId, stay, close }: { unitId: string; stay: string; close: () => void }) {
  const text = useText(groupingText)
  const phone = useIsPhone()
  const { data, error, refetch } = useQuery({
    ...api.grouping.trace.queryOptions({ input: { unitId, stay } }),
    // Each reading is logged: it is not repeated by itself.
    retry: false,
    refetchOnWindowFocus: false,
  })
  const replaced = error !== null && readError(error).code === 'stale'
  return (
    <Drawer open onClose={close} title={text.traceTitle} size={phone ? '100%' : 640}>
      {data ? (
        <Steps trace={data} text={text} />
      ) : replaced ? (
        <EmptyState title={text.traceStale} hint={text.traceStaleHint} />
      ) : error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : (
        <Loading what={text.traceTitle} rows={8} />
      )}
    </Drawer>
  )
}

function Steps({ trace, text }: { trace: Trace; text: Words }) {
  const { codes, drg, reason, mdcs, comorbidities, split } = trace
  const list = (all: readonly string[]): string => (all.length === 0 ? text.none : all.join(' '))
  const entered = mdcs.filter((mdc) => mdc.failed === null)
  return (
    <div className="trace">
      <FactList
        facts={[
          {
            label: text.result,
            value:
              drg === null ? (
                reason === null ? (
                  '—'
                ) : (
                  text.reasons[reason]
                )
              ) : (
                <>
                  <strong>{drg.code}</strong> {drg.name}
                  <span className="third"> {text.weightOf(fourPlaces(drg.weight / 10_000))}</span>
                </>
              ),
          },
          { label: text.principal, value: codes.principal === '' ? text.none : codes.principal },
          { label: text.otherDiagnoses, value: list(codes.diagnoses) },
          { label: text.mainProcedure, value: codes.mainProcedure === '' ? text.none : codes.mainProcedure },
          { label: text.otherProcedures, value: list(codes.procedures) },
          { label: text.person, value: personOf(codes, text) },
        ]}
      />
      <section>
        <h3>{text.triedMdcs}</h3>
        <Folded
          shown={entered.map((mdc) => (
            <li key={mdc.mdc} className="won">
              <strong>{mdc.mdc}</strong> {mdc.name} <span className="third">{text.entered}</span>
            </li>
          ))}
          all={mdcs.map((mdc) => (
            <li key={mdc.mdc} className={mdc.failed === null ? 'won' : ''}>
              <strong>{mdc.mdc}</strong> {mdc.name}{' '}
              <span className="third">
                {mdc.failed === null ? text.entered : askedText(mdc.failed, text)}
              </span>
            </li>
          ))}
          more={text.passedBy(mdcs.length - entered.length)}
          moreCount={mdcs.length - entered.length}
          text={text}
        />
      </section>
      {entered.map((mdc) => {
        const fits = mdc.adrgs.filter((adrg) => adrg.outcome !== 'failed')
        const line = (adrg: (typeof mdc.adrgs)[number]) => (
          <li key={adrg.adrg} className={adrg.outcome === 'won' ? 'won' : ''}>
            <strong>{adrg.adrg}</strong> {adrg.name} <span className="third">{text.kinds[adrg.kind]}</span>
            <span className="second">
              {adrg.failed === null ? text.outcomes[adrg.outcome] : askedText(adrg.failed, text)}
              {adrg.by.length > 0 && ` · ${text.by(adrg.by.join(' '))}`}
            </span>
          </li>
        )
        return (
          <section key={mdc.mdc}>
            <h3>{text.triedAdrgs(mdc.mdc)}</h3>
            <Folded
              shown={fits.map(line)}
              all={mdc.adrgs.map(line)}
              more={text.failedAdrgs(mdc.adrgs.length - fits.length)}
              moreCount={mdc.adrgs.length - fits.length}
              text={text}
            />
          </section>
        )
      })}
      {drg !== null && (
        <section>
          <h3>{text.comorbidities}</h3>
          {comorbidities.length === 0 ? (
            <p className="second">{text.noComorbidity}</p>
          ) : (
            <ul className="trace-steps">
              {comorbidities.map(({ code, level, excludedBy }) => (
                <li key={code} className={excludedBy === null && split ? 'won' : ''}>
                  <strong className="trace-code">{code}</strong> {text.levels[level]}
                  <span className="second">
                    {excludedBy === null
                      ? split
                        ? text.counts
                        : ''
                      : text.excluded(excludedBy.principal, excludedBy.table)}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <p className="second">{split ? text.levelTo(text.levels[drg.level], drg.code) : text.notSplit}</p>
        </section>
      )}
    </div>
  )
}

type FoldedProps = {
  shown: readonly ReactNode[]
  all: readonly ReactNode[]
  more: string
  moreCount: number
  text: Words
}

/** What fits at once, what does not on demand. */
function Folded({ shown, all, more, moreCount, text }: FoldedProps) {
  const [open, setOpen] = useState(shown.length === 0 && moreCount <= 8)
  return (
    <>
      <ul className="trace-steps">{open ? all : shown}</ul>
      {!open && moreCount > 0 && (
        <p className="third">
          {more}{' '}
          <Button type="link" size="small" onClick={() => setOpen(true)}>
            {text.showAll}
          </Button>
        </p>
      )}
    </>
  )
}

function personOf({ sex, ageYears, ageDays, birthWeight }: Trace['codes'], text: Words): string {
  const years = ageYears ?? 0
  const age = years > 0 ? text.years(years) : ageDays === null ? text.ageUnknown : text.daysOld(ageDays)
  return [sexText(sex, text), age, ...(birthWeight === null ? [] : [text.grams(birthWeight)])].join(' · ')
}

const sexText = (sex: number | null, text: Words): string =>
  sex === 1 ? text.sexes.male : sex === 2 ? text.sexes.female : text.sexes.unknown

function spanText(
  { from, to }: { from: number | null; to: number | null },
  unit: string,
  text: Words,
): string {
  const of = (value: number): string => `${value} ${unit}`
  if (from !== null && to !== null) return text.span.between(of(from), of(to))
  return from === null ? text.span.atMost(of(to ?? 0)) : text.span.atLeast(of(from))
}

/** The test at which a rule failed, with what was asked and what was there. */
function askedText(asked: Asked, text: Words): string {
  const found = (value: number | null, unit: string): string =>
    value === null ? text.missing : `${value} ${unit}`
  switch (asked.test) {
    case 'principal':
    case 'main_procedure':
      return text.asked[asked.test](asked.code, asked.set)
    case 'any_procedure':
    case 'with_procedure':
    case 'diagnosis':
      return text.asked[asked.test](asked.set)
    case 'sex':
      return text.asked.sex(sexText(asked.wanted, text), sexText(asked.found, text))
    case 'age_days':
      return text.asked.age_days(spanText(asked.span, text.days, text), found(asked.found, text.days))
    case 'birth_weight':
      return text.asked.birth_weight(spanText(asked.span, text.gram, text), found(asked.found, text.gram))
    case 'regions':
      return text.asked.regions(asked.least, asked.found)
  }
}
