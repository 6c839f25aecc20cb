// How wide the window is, in the two steps that the look knows: phone and not wide.
import { useSyncExternalStore } from 'react'

function mediaHook(query: string): () => boolean {
  const media = globalThis.matchMedia?.(query)
  const subscribe = (listener: () => void) => {
    media?.addEventListener('change', listener)
    return () => media?.removeEventListener('change', listener)
  }
  const read = () => media?.matches ?? false
  return () => useSyncExternalStore(subscribe, read, () => false)
}

/** Under 768 px: bottom bar, cards, sticky action. */
export const useIsPhone = mediaHook('(max-width: 767.98px)')

/** Under 1200 px: the navigation shows icons only unless the person opens it. */
export const useIsNarrow = mediaHook('(max-width: 1199.98px)')
