// The sentences of the findings' rules, given to every screen that meets them; advice and titles for this room's own.
import { declaredRules, type Facts } from '../../../core/law.ts'
import { wordRules } from '../../../core/web/rule-words.ts'
import type { Language } from '../../../core/web/text.ts'
import '../rules.ts'
import { memberSpeech } from './rule-words/members.ts'
import { organizationSpeech } from './rule-words/organization.ts'
import { termSpeech } from './rule-words/terms.ts'

export const speeches = { ...organizationSpeech, ...termSpeech, ...memberSpeech }

wordRules(
  Object.fromEntries(
    Object.entries(speeches).map(([rule, speech]) => [rule, { zh: speech.zh.matter, en: speech.en.matter }]),
  ),
)

/** What to do about a finding. */
export function adviceFor(rule: string, facts: Facts, language: Language): string | null {
  return speeches[rule]?.[language].advice(facts) ?? null
}

const titles = new Map(declaredRules().map((rule) => [rule.id, { zh: rule.zh, en: rule.en }] as const))

/** What a rule demands, in one sentence; its id when it is not one of ours. */
export function ruleTitle(rule: string, language: Language): string {
  return titles.get(rule)?.[language] ?? rule
}
