// The parts of a page as tabs: arrow keys move along them, and where a phone is too narrow their strip scrolls.
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'

type TabsProps<Key extends string> = {
  /** What is divided into these parts; spoken, not shown. */
  label: string
  tabs: readonly { readonly key: Key; readonly label: ReactNode }[]
  chosen: Key
  choose: (key: Key) => void
  /** The chosen part; the others are not on the page. */
  children: ReactNode
}

export function Tabs<Key extends string>({ label, tabs, chosen, choose, children }: TabsProps<Key>) {
  const id = useId()
  const strip = useRef<HTMLDivElement>(null)
  const at = tabs.findIndex(({ key }) => key === chosen)
  useEffect(() => {
    strip.current?.children[at]?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [at])
  const move = (event: KeyboardEvent) => {
    const last = tabs.length - 1
    const ways: Readonly<Record<string, number>> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }
    const to = ways[event.key]
    const next = to === undefined ? undefined : tabs[to]
    if (to === undefined || next === undefined) return
    event.preventDefault()
    choose(next.key)
    const tab = strip.current?.children[to]
    if (tab instanceof HTMLElement) tab.focus()
  }
  return (
    <div className="tabs">
      <div ref={strip} role="tablist" aria-label={label} className="tab-strip" onKeyDown={move}>
        {tabs.map((tab, index) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            className="plain tab"
            aria-selected={index === at}
            aria-controls={`${id}-panel`}
            tabIndex={index === at ? 0 : -1}
            onClick={() => choose(tab.key)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`} tabIndex={0}>
        {children}
      </div>
    </div>
  )
}
