// What the page is shown on: a phone, a narrow window, paper, a device that is to move little.
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

/** Under 768 px, but not on paper (A4 is that narrow): bottom bar, cards, sticky action. */
export const useIsPhone = mediaHook('screen and (max-width: 767.98px)')

/** Under 1200 px: the navigation shows icons only unless the person opens it. */
export const useIsNarrow = mediaHook('(max-width: 1199.98px)')

/** The person has asked the device for less movement. */
export const useIsCalm = mediaHook('(prefers-reduced-motion: reduce)')

const paper = globalThis.matchMedia?.('print')
let announced = false

function subscribePrinting(listener: () => void): () => void {
  // The event comes before the pages are laid out, the change of medium too late for new rows.
  const before = () => {
    announced = true
    listener()
  }
  const after = () => {
    announced = false
    listener()
  }
  globalThis.addEventListener('beforeprint', before)
  globalThis.addEventListener('afterprint', after)
  paper?.addEventListener('change', listener)
  return () => {
    globalThis.removeEventListener('beforeprint', before)
    globalThis.removeEventListener('afterprint', after)
    paper?.removeEventListener('change', listener)
  }
}

/** While the page is put on paper: light colours, and all rows instead of those in sight. */
export function useIsPrinting(): boolean {
  return useSyncExternalStore(
    subscribePrinting,
    () => announced || (paper?.matches ?? false),
    () => false,
  )
}
