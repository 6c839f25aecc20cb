// The closed vocabulary of the tree in the language of the screen, and the small tag that names a unit's kind.
import { HomeOutlined, LinkOutlined, SafetyCertificateOutlined, TeamOutlined } from '@ant-design/icons'
import { type ComponentType, useCallback } from 'react'
import { type Language, useLanguage } from '../../../core/web/text.ts'
import { placeKinds } from '../rules.ts'
import { type UnitForm, unitForms, type UnitKind, unitKinds } from '../words.ts'

type Word<V extends string> = { readonly value: V; readonly zh: string; readonly en: string }

export function nameOf<V extends string>(words: readonly Word<V>[], value: V, language: Language): string {
  return words.find((word) => word.value === value)?.[language] ?? value
}

/** `const name = useName(); name(unitKinds, unit.kind)`; stays the same as long as the language does. */
export function useName(): <V extends string>(words: readonly Word<V>[], value: V) => string {
  const [language] = useLanguage()
  return useCallback((words, value) => nameOf(words, value, language), [language])
}

/** Kinds without members of their own. */
export const partless: readonly UnitKind[] = ['department', 'discipline_commission', ...placeKinds]

const signs: Partial<Record<UnitKind, ComponentType>> = {
  discipline_commission: SafetyCertificateOutlined,
  site: LinkOutlined,
  village: HomeOutlined,
  community: TeamOutlined,
}

export function KindTag({ kind, form = 'plain' }: { kind: UnitKind; form?: UnitForm }) {
  const name = useName()
  const Sign = signs[kind]
  return (
    <span className="chip kind-tag">
      {Sign && (
        <span className="kind-sign" aria-hidden="true">
          <Sign />
        </span>
      )}
      {form === 'plain' ? name(unitKinds, kind) : name(unitForms, form)}
    </span>
  )
}
