// Words in two languages: each part of the screen defines its own texts, Chinese first, English complete by type.
import { useSyncExternalStore } from 'react'
import { makeChoice, oneOf } from './choice.ts'

export type Language = 'zh' | 'en'

// `never` as the facts' type lets any function of facts fit.
export type Words = { readonly [key: string]: string | ((...facts: never[]) => string) | Words }

/** The same keys, the same facts, other words. */
export type SameKeys<T> = {
  readonly [K in keyof T]: T[K] extends (...facts: infer F) => string
    ? (...facts: F) => string
    : T[K] extends string
      ? string
      : SameKeys<T[K]>
}

export type Text<T extends Words = Words> = { readonly zh: T; readonly en: SameKeys<T> }

const defined: Text[] = []

/** Defines the words of a part. `en` must have exactly the keys of `zh`; values are strings or functions of facts. */
export function defineText<T extends Words>(text: { zh: T; en: NoInfer<SameKeys<T>> }): Text<T> {
  // A function's facts are contravariant, so the list can only hold the general shape by assertion.
  defined.push(text as unknown as Text)
  return text
}

/** All texts that the loaded modules have defined; a test reads it. */
export function definedTexts(): readonly Text[] {
  return defined
}

const languageChoice = makeChoice<Language>('language', oneOf('zh', 'en'), () => 'zh')

export function currentLanguage(): Language {
  return languageChoice.read()
}

/** Takes the account's language unless the person has chosen on this device. */
export function adoptLanguage(language: Language): void {
  if (!languageChoice.chosen() && languageChoice.read() !== language) languageChoice.choose(language)
}

export function useLanguage(): [Language, (language: Language) => void] {
  const language = useSyncExternalStore(languageChoice.subscribe, languageChoice.read, languageChoice.read)
  return [language, languageChoice.choose]
}

/** The dictionary in the current language. */
export function useText<T extends Words>(text: Text<T>): SameKeys<T> {
  const [language] = useLanguage()
  return inLanguage(text, language)
}

export function inLanguage<T extends Words>(text: Text<T>, language: Language): SameKeys<T> {
  return language === 'en' ? text.en : (text.zh as unknown as SameKeys<T>)
}

const hanzi = /\p{Script=Han}/u
// What stays Chinese in English text: the product's name and the name of the language itself.
const properMarks = ['领航', '中文']

/** Faults of a text as sentences: empty words, no Chinese in zh, Chinese in en, other number of facts. */
export function textFaults(text: Text): string[] {
  return wordFaults(text.zh, text.en as Words, '')
}

function wordFaults(zh: Words, en: Words, path: string): string[] {
  const faults = Object.keys(en)
    .filter((key) => !(key in zh))
    .map((key) => `${path}${key}: in en only`)
  for (const [key, chinese] of Object.entries(zh)) {
    const name = path + key
    const english = en[key]
    if (english === undefined) faults.push(`${name}: missing in en`)
    else if (typeof chinese === 'object' && typeof english === 'object') {
      faults.push(...wordFaults(chinese, english, `${name}.`))
    } else if (typeof chinese === 'function' && typeof english === 'function') {
      if (chinese.length !== english.length) faults.push(`${name}: other number of facts`)
      if (hanzi.test(withoutMarks(String(english)))) faults.push(`${name}: Chinese in en`)
    } else if (typeof chinese === 'string' && typeof english === 'string') {
      if (chinese.trim() === '' || english.trim() === '') faults.push(`${name}: empty`)
      // Signs (、 %) are the same in both.
      if (!hanzi.test(chinese) && /\p{L}/u.test(chinese)) faults.push(`${name}: no Chinese in zh`)
      if (hanzi.test(withoutMarks(english))) faults.push(`${name}: Chinese in en`)
    } else faults.push(`${name}: other kind in en`)
  }
  return faults
}

function withoutMarks(text: string): string {
  return properMarks.reduce((rest, mark) => rest.replaceAll(mark, ''), text)
}
