// Fits the yearly table to the window: row height and size of the signs, so that all branches stand on one screen.
import { type CSSProperties, type RefObject, useLayoutEffect, useRef, useState } from 'react'

// px; below the least a row cannot be read, above the most it only takes space
const leastRow = 16
const mostRow = 26
const usualRow = 24
const headHeight = 34
const nameWidth = { one: 176, two: 88 }
const shareWidth = { one: 124, two: 44 }

export type Fit = { frame: RefObject<HTMLDivElement | null>; style: CSSProperties }

export function useFit(shape: { lines: number; columns: 1 | 2; slots: number }): Fit {
  const { lines, columns, slots } = shape
  const frame = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const measure = () => {
      const top = element.getBoundingClientRect().top + globalThis.scrollY
      const next = { width: element.clientWidth, height: Math.max(320, globalThis.innerHeight - top - 10) }
      setRoom((last) => (last.width === next.width && last.height === next.height ? last : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    observer.observe(document.body)
    globalThis.addEventListener('resize', measure)
    return () => {
      observer.disconnect()
      globalThis.removeEventListener('resize', measure)
    }
  }, [])
  const fitting = Math.floor((room.height - headHeight) / Math.max(1, lines))
  // One column of many branches scrolls anyway: then its rows are as high as reads well.
  const least = columns === 1 && fitting < 20 ? usualRow : leastRow
  const row = Math.max(least, Math.min(mostRow, fitting))
  const key = columns === 2 ? 'two' : 'one'
  const width = (room.width - (columns - 1) * 16) / columns - nameWidth[key] - shareWidth[key] - 12 * 3
  const slot = Math.max(9, Math.min(16, row - 4, Math.floor(width / Math.max(1, slots))))
  const style: Record<`--${string}`, string> = {
    '--row': `${row}px`,
    '--lines': String(lines),
    '--slot': `${slot}px`,
    '--room': `${room.height}px`,
    '--name': `${nameWidth[key]}px`,
    '--name-most': columns === 2 ? '0px' : '260px',
    '--share': `${shareWidth[key]}px`,
  }
  return { frame, style }
}
