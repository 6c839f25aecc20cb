// The acts on a unit: which it allows, and the dialog of the one that the address names (`?act=split`).
import { createElement, type ReactNode } from 'react'
import { useQueryPart } from '../../../core/web/go.tsx'
import { divisibleKinds } from '../rules.ts'
import { ByWorkbook } from './acts/by-workbook.tsx'
import { Dissolve } from './acts/dissolve.tsx'
import { Found } from './acts/found.tsx'
import { Merge } from './acts/merge.tsx'
import { Move } from './acts/move.tsx'
import { Rename } from './acts/rename.tsx'
import { Split } from './acts/split.tsx'
import { foundable } from './tree.ts'
import type { UnitPage } from './unit-parts.tsx'

const dialogs = { found: Found, rename: Rename, move: Move, merge: Merge, split: Split, dissolve: Dissolve }
export type Act = keyof typeof dialogs
/** What is entered in a sheet of the workbook; a finding sends here as it does to the other acts. */
const bySheet = ['cover', 'term', 'form'] as const

/** The acts that the caller may begin on this unit. */
function actsOn(unit: UnitPage): readonly Act[] {
  if (!unit.mayWrite) return []
  if (unit.dissolvedOn !== null) return ['rename']
  const top = unit.kind === 'institution' || unit.kind === 'commission'
  return [
    ...(foundable(unit.kind).length > 0 ? (['found'] as const) : []),
    'rename',
    ...(top ? [] : (['move'] as const)),
    ...(!top && divisibleKinds.includes(unit.kind) ? (['merge', 'split'] as const) : []),
    ...(top ? [] : (['dissolve'] as const)),
  ]
}

/** `show` opens a dialog and writes it into the address; `dialogs` must stand in the page. */
export function useUnitActs(unit: UnitPage): {
  may: (act: Act) => boolean
  show: (act: Act) => void
  dialogs: ReactNode
} {
  const [named, setNamed] = useQueryPart('act')
  const acts = actsOn(unit)
  const shown = acts.find((act) => act === named)
  const sheet = unit.mayWrite ? bySheet.find((act) => act === named) : undefined
  const close = () => setNamed(null)
  return {
    may: (act) => acts.includes(act),
    show: setNamed,
    dialogs: shown
      ? createElement(dialogs[shown], { unit, close })
      : sheet && <ByWorkbook unit={unit} act={sheet} close={close} />,
  }
}
