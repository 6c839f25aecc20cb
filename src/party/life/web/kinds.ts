// The names of kinds of meeting, and the words of codes that a later version may add to.
import { useLanguage } from '../../../core/web/text.ts'
import { kindWords } from '../../meetings/rules.ts'

/** The name of a kind of meeting; an unknown one shows its code. */
export function useMeetingKind() {
  const [language] = useLanguage()
  const words: readonly { readonly value: string; readonly zh: string; readonly en: string }[] = kindWords
  return {
    name: (kind: string): string => words.find((word) => word.value === kind)?.[language] ?? kind,
    options: kindWords.map((word) => ({ value: word.value, label: word[language] })),
  }
}
