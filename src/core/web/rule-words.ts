// The sentences that rooms give to their rules: what is the matter, with the numbers.
import type { Facts } from '../law.ts'
import type { Language } from './text.ts'

export type RuleWords = { readonly [language in Language]: (facts: Facts) => string }

const words = new Map<string, RuleWords>()

/** A room words its rules once, by rule id; every screen that meets a refusal then says the same. */
export function wordRules(rules: Readonly<Record<string, RuleWords>>): void {
  for (const [rule, sentence] of Object.entries(rules)) words.set(rule, sentence)
}

export function ruleSentence(rule: string, facts: Facts, language: Language): string | undefined {
  return words.get(rule)?.[language](facts)
}
