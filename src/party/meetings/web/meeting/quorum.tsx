// The quorum line: the base by name, how many are needed, here and missing, and the article it rests on.
import { Popover } from 'antd'
import type { Rule } from '../../../../core/law.ts'
import { Cite } from '../../../../core/web/law.tsx'
import { StateTag } from '../../../../core/web/state.tsx'
import { useLanguage, useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { kindLaw, quorumRuleOf } from '../../rules.ts'
import { rollText } from '../roll-words.ts'
import { liveQuorum } from './live.ts'

/** A rule's article as a word that opens its text. */
export function Article({ rule }: { rule: Pick<Rule<never>, 'zh' | 'en' | 'cites'> }) {
  const text = useText(rollText)
  const [language] = useLanguage()
  const [first] = rule.cites
  const name =
    first.level === 'institution'
      ? text.convention(first.source, first.article)
      : text.article(first.source, first.article)
  return (
    <Popover
      trigger={['click']}
      content={
        <div className="article-text">
          <p className="prose">{rule[language]}</p>
          {rule.cites.map((cite) => (
            <Cite key={`${cite.source} ${cite.article}`} cite={cite} />
          ))}
        </div>
      }
    >
      <button type="button" className="plain door article-door">
        {name}
      </button>
    </Popover>
  )
}

export function QuorumLine({ meeting }: { meeting: Meeting }) {
  const text = useText(rollText)
  const quorum = liveQuorum(meeting)
  const rule = quorumRuleOf(meeting.kind)
  if (quorum.needed === null || rule === null) {
    return <p className="quorum second">{text.noQuorum(meeting.present)}</p>
  }
  const base =
    quorum.base === 'committee_members'
      ? text.bases.committee_members(quorum.baseCount)
      : text.bases.due_with_vote(quorum.baseCount)
  return (
    <div className="quorum" role="status">
      <div className="row">
        <strong>{text.quorum}</strong>
        <StateTag state={quorum.reached ? 'done' : 'overdue'}>
          {quorum.reached ? text.reached : text.missing(quorum.needed - quorum.present)}
        </StateTag>
        <Article rule={rule} />
      </div>
      <p className="second">
        {text.line(
          base,
          kindLaw[meeting.kind].quorum?.denominator === 3 ? text.twoThirds : text.half,
          quorum.needed,
          quorum.present,
        )}
      </p>
    </div>
  )
}
