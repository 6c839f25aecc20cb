// Brings a part of the page into view and puts the keyboard there.

/** `start` for a part with a head of its own, `center` for a field. */
export function reach(id: string, block: 'start' | 'center' = 'center'): void {
  // A dialog that sends people here closes first and gives the focus back.
  setTimeout(
    () => {
      const target = document.getElementById(id)
      const part = block === 'start' ? (target?.closest('.section') ?? target) : target
      part?.scrollIntoView({ block, behavior: 'smooth' })
      target?.focus({ preventScroll: true })
    },
    block === 'start' ? 0 : 250,
  )
}
