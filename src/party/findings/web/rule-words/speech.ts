// What a finding says in each language: the matter in one sentence with its numbers, and the advice.
import type { Fact, Facts } from '../../../../core/law.ts'
import type { Language } from '../../../../core/web/text.ts'
import { postNames } from '../../../../foundation/org/words.ts'

type Speech = { readonly matter: (facts: Facts) => string; readonly advice: (facts: Facts) => string }
export type RuleSpeech = { readonly [language in Language]: Speech }

const dayLength = 86_400_000

/** Whole days between two days. */
export function daysBetween(from: Fact | undefined, until: Fact | undefined): number {
  return Math.round((Date.parse(String(until)) - Date.parse(String(from))) / dayLength)
}

/** A post in words; the law carries its code. */
export function postOf(post: Fact | undefined, language: Language): string {
  return postNames.find((each) => each.value === post)?.[language] ?? String(post)
}
