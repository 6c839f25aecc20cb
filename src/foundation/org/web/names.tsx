// The closed vocabulary of the tree in the language of the screen, and the small tag that names a unit's kind.
import { useCallback } from 'react'
import { type Language, useLanguage } from '../../../core/web/text.ts'
import { type UnitKind, unitKinds } from '../words.ts'

type Word<V extends string> = { readonly value: V; readonly zh: string; readonly en: string }

export function nameOf<V extends string>(words: readonly Word<V>[], value: V, language: Language): string {
  return words.find((word) => word.value === value)?.[language] ?? value
}

/** `const name = useName(); name(unitKinds, unit.kind)`; stays the same as long as the language does. */
export function useName(): <V extends string>(words: readonly Word<V>[], value: V) => string {
  const [language] = useLanguage()
  return useCallback((words, value) => nameOf(words, value, language), [language])
}

export function KindTag({ kind }: { kind: UnitKind }) {
  const name = useName()
  return <span className="chip kind-tag">{name(unitKinds, kind)}</span>
}
