// Law on screen: what is the matter, what the article says, what to do now; never only "not allowed".
import { ExclamationCircleFilled, WarningFilled } from '@ant-design/icons'
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { Citation, Refusal as RuleRefusal } from '../law.ts'
import { ruleSentence } from './rule-words.ts'
import { defineText, useLanguage, useText } from './text.ts'

export const lawText = defineText({
  zh: {
    levels: { national: '国家规定', provincial: '省级规定', institution: '本院制度' },
    verified: '已核对原文',
    unverified: '未核对原文',
    unverifiedWhy: (why: string) => `未核对原文：${why}`,
    noReason: '尚未取得官方文本',
    from: (date: string) => `${date} 起施行`,
    until: (date: string) => `${date} 止`,
    law: '依据',
    now: '现在怎么办',
    block: '不符合规定',
    warn: '请留意：一般应当遵守，确有理由可书面说明后继续',
    rule: (rule: string) => `规则 ${rule} 未通过`,
    yes: '是',
    no: '否',
    none: '无',
  },
  en: {
    levels: { national: 'national', provincial: 'provincial', institution: 'hospital' },
    verified: 'text checked',
    unverified: 'text not checked',
    unverifiedWhy: (why) => `Text not checked: ${why}`,
    noReason: 'the official text has not been obtained yet',
    from: (date) => `in force from ${date}`,
    until: (date) => `until ${date}`,
    law: 'Basis',
    now: 'What to do now',
    block: 'Against the rules',
    warn: 'Take note: this holds generally; with a written reason you may go on',
    rule: (rule) => `Rule ${rule} was not met`,
    yes: 'yes',
    no: 'no',
    none: 'none',
  },
})

/** The small mark of an unverified source: the reason on hover or focus, and written out in print. */
export function Unverified({ note }: { note?: string | undefined }) {
  const text = useText(lawText)
  const why = text.unverifiedWhy(note ?? text.noReason)
  return (
    <Tooltip title={why}>
      <span className="unverified" tabIndex={0} role="note" aria-label={why}>
        <span aria-hidden="true" className="unverified-sign">
          ?
        </span>
        <span className="no-print">{text.unverified}</span>
        <span className="only-print">{why}</span>
      </span>
    </Tooltip>
  )
}

/** Name, article, level and certainty of one source. */
export function Cite({ cite }: { cite: Citation }) {
  const text = useText(lawText)
  return (
    <div className="cite">
      <div className="cite-head">
        <cite>{cite.source}</cite> <strong>{cite.article}</strong>
        <span className="chip">{text.levels[cite.level]}</span>
        {!cite.verified && <Unverified note={cite.note} />}
      </div>
      {cite.quote && <blockquote className="prose">{cite.quote}</blockquote>}
      {(cite.from !== '' || cite.until) && (
        <div className="third">
          {cite.from !== '' && text.from(cite.from)}
          {cite.until && ` ${text.until(cite.until)}`}
        </div>
      )}
    </div>
  )
}

export type FindingCardProps = {
  severity: 'block' | 'warn'
  /** What is the matter: one sentence with the numbers. */
  matter: ReactNode
  cites: readonly Citation[]
  /** What to do now: usually one button. */
  action?: ReactNode
  /** Facts as label and value, under the sentence. */
  facts?: readonly { label: string; value: ReactNode }[]
}

export function FindingCard({ severity, matter, cites, action, facts }: FindingCardProps) {
  const text = useText(lawText)
  return (
    <section className={`finding ${severity}`} aria-label={severity === 'block' ? text.block : text.warn}>
      <div className="finding-matter">
        {severity === 'block' ? <ExclamationCircleFilled aria-hidden /> : <WarningFilled aria-hidden />}
        <div>
          <p className="finding-kind">{severity === 'block' ? text.block : text.warn}</p>
          <p className="finding-sentence prose">{matter}</p>
          {facts && facts.length > 0 && (
            <dl className="facts">
              {facts.map((fact) => (
                <div key={fact.label}>
                  <dt>{fact.label}</dt>
                  <dd>{fact.value}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      </div>
      {cites.length > 0 && (
        <div className="finding-law">
          <p className="finding-label">{text.law}</p>
          {cites.map((cite) => (
            <Cite key={`${cite.source} ${cite.article}`} cite={cite} />
          ))}
        </div>
      )}
      {action && (
        <div className="finding-now">
          <p className="finding-label">{text.now}</p>
          {action}
        </div>
      )}
    </section>
  )
}

/** A refusal from the server or from a rule in the browser. `matter` overrides the sentence given by `wordRules`. */
export function Refusal(props: { refusal: RuleRefusal; matter?: ReactNode; action?: ReactNode }) {
  const { refusal, matter, action } = props
  const text = useText(lawText)
  const [language] = useLanguage()
  const sentence = matter ?? ruleSentence(refusal.rule, refusal.facts, language)
  const word = (value: string | number | boolean | null) => {
    if (value === null) return text.none
    if (typeof value === 'boolean') return value ? text.yes : text.no
    return String(value)
  }
  return (
    <FindingCard
      severity={refusal.severity}
      matter={sentence ?? text.rule(refusal.rule)}
      cites={refusal.cites}
      action={action}
      // Without a sentence the bare facts must speak.
      {...(sentence === undefined
        ? { facts: Object.entries(refusal.facts).map(([label, value]) => ({ label, value: word(value) })) }
        : {})}
    />
  )
}
