// A finding of the tree as a card: facts, article, what to do, and the ways to where it is done.
import { Button } from 'antd'
import type { Citation } from '../../../core/law.ts'
import { Go, useGo } from '../../../core/web/go.tsx'
import { FindingCard } from '../../../core/web/law.tsx'
import { ruleSentence } from '../../../core/web/rule-words.ts'
import { useMay } from '../../../core/web/session.ts'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { Finding } from '../contract.ts'
import './findings.css'
import { adviceFor, ruleTitle } from './rule-words.ts'
import { findingsText } from './words.ts'

/** On the wire an absent part may be undefined; the card wants it left out. */
function asCitation({ until, quote, note, ...rest }: Finding['cites'][number]): Citation {
  return {
    ...rest,
    ...(until === undefined ? {} : { until }),
    ...(quote === undefined ? {} : { quote }),
    ...(note === undefined ? {} : { note }),
  }
}

export function useSentence(): (finding: Finding) => string {
  const [language] = useLanguage()
  return (finding) => ruleSentence(finding.rule, finding.facts, language) ?? ruleTitle(finding.rule, language)
}

/** `at` names the unit and leads to it; on the unit's own page it is left out. */
export function FindingOf({ finding, at = false }: { finding: Finding; at?: boolean }) {
  const text = useText(findingsText)
  const [language] = useLanguage()
  const sentence = useSentence()(finding)
  const may = useMay()
  const go = useGo()
  const advice = adviceFor(finding.rule, finding.facts, language)
  const sheet = advice?.sheet === true && may('org.write')
  return (
    <FindingCard
      severity={finding.severity}
      matter={
        at ? (
          <>
            <Go to={`/units/${finding.unitId}`}>{finding.unitName}</Go>
            {language === 'zh' ? '：' : ': '}
            {sentence}
          </>
        ) : (
          sentence
        )
      }
      cites={finding.cites.map(asCitation)}
      action={
        advice && (
          <div className="finding-acts">
            <p className="prose">{advice.text}</p>
            {(at || sheet) && (
              <div className="row">
                {at && <Button onClick={() => go(`/units/${finding.unitId}`)}>{text.openUnit}</Button>}
                {sheet && <Button onClick={() => go('/workbook')}>{text.openSheet}</Button>}
              </div>
            )}
          </div>
        )
      }
    />
  )
}
