// What a room gives to the frame: a screen with its path, its place in the navigation and its permission.
import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { Permission } from '../access.ts'

export type Wing = 'home' | 'organization' | 'life' | 'governance' | 'service' | 'performance' | 'system'

export const wings: readonly Wing[] = [
  'home',
  'organization',
  'life',
  'governance',
  'service',
  'performance',
  'system',
]

export type Nav = {
  wing: Wing
  icon: ComponentType
  zh: string
  en: string
  order: number
  /** Shown in the phone's bottom bar (the first four in order; the others are under "more"); with a shorter name where there is one. */
  bottom?: true | { zh: string; en: string }
}

export type ScreenComponent = RouteComponent

export type Screen = {
  /** '/units/$unitId' */
  path: string
  component: ScreenComponent
  nav?: Nav
  /** null: whoever is signed in */
  permission: Permission | null
  /** Outside the frame and without a session: sign-in, a patient's page, a wall display. */
  open?: true
}

/** A screen's component that is fetched when it is first needed: `lazyScreen(() => import('./units.tsx'), 'Units')`. */
export function lazyScreen<K extends string>(
  load: () => Promise<{ [key in K]: ComponentType }>,
  name: K,
): ScreenComponent {
  return lazyRouteComponent<{ [key in string]: ComponentType }, string>(load, name)
}

/** The screens of the navigation that a person with these permissions may open, in order. */
export function navigable(
  screens: readonly Screen[],
  permissions: readonly string[],
): (Screen & { nav: Nav })[] {
  return screens
    .flatMap((screen) => (screen.nav ? [{ ...screen, nav: screen.nav }] : []))
    .filter((screen) => mayOpen(screen, permissions))
    .sort((a, b) => wings.indexOf(a.nav.wing) - wings.indexOf(b.nav.wing) || a.nav.order - b.nav.order)
}

export function mayOpen(screen: Screen, permissions: readonly string[]): boolean {
  return screen.permission === null || permissions.includes(screen.permission)
}
