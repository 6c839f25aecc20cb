// What of a table scrolls is reached and moved by keyboard too: antd's own boxes take no attributes from us.
import { type RefObject, useLayoutEffect } from 'react'

const boxes = '.ant-table-body, .ant-table-content, .ant-table-tbody-virtual-holder'
const line = 40

/** `name` is spoken where the keyboard comes to the box; null while nothing scrolls. */
export function useReach(frame: RefObject<HTMLElement | null>, name: string | null, virtual: boolean): void {
  useLayoutEffect(() => {
    const box = frame.current?.querySelector<HTMLElement>(boxes)
    if (!box || name === null) return undefined
    box.tabIndex = 0
    box.role = 'region'
    box.ariaLabel = name
    const move = (event: KeyboardEvent) => {
      if (event.target !== box) return
      const way = wayOf(event.key, box)
      if (way === undefined) return
      event.preventDefault()
      box.scrollBy({ top: way })
    }
    // The box of a virtual list hides what is beyond it, so the browser's own keys do not move it.
    if (virtual) box.addEventListener('keydown', move)
    return () => {
      box.removeEventListener('keydown', move)
      for (const attribute of ['tabindex', 'role', 'aria-label']) box.removeAttribute(attribute)
    }
  }, [frame, name, virtual])
}

function wayOf(key: string, { clientHeight, scrollHeight }: HTMLElement): number | undefined {
  const ways: Readonly<Record<string, number>> = {
    ArrowDown: line,
    ArrowUp: -line,
    PageDown: clientHeight - line,
    PageUp: line - clientHeight,
    End: scrollHeight,
    Home: -scrollHeight,
  }
  return ways[key]
}
