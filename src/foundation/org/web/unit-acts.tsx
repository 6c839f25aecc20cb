// The acts on a unit: which dialog is open.
import { type ReactNode, useState } from 'react'
import { Dissolve } from './acts/dissolve.tsx'
import { Found } from './acts/found.tsx'
import { Merge } from './acts/merge.tsx'
import { Move } from './acts/move.tsx'
import { Rename } from './acts/rename.tsx'
import { Split } from './acts/split.tsx'
import type { UnitPage } from './unit-parts.tsx'

const dialogs = { found: Found, rename: Rename, move: Move, merge: Merge, split: Split, dissolve: Dissolve }
export type Act = keyof typeof dialogs

/** `show` opens a dialog; `dialogs` must stand in the page. */
export function useUnitActs(unit: UnitPage): { show: (act: Act) => void; dialogs: ReactNode } {
  const [shown, setShown] = useState<Act | null>(null)
  const Shown = shown === null ? null : dialogs[shown]
  return { show: setShown, dialogs: Shown && <Shown unit={unit} close={() => setShown(null)} /> }
}
