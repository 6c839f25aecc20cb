// The tree on a wide screen: lines of equal height of which only the visible ones are drawn, moved through by arrows.
import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { Go } from '../../../core/web/go.tsx'
import { useText } from '../../../core/web/text.ts'
import { KindTag, partless } from './names.tsx'
import { type Line, markWords } from './tree.ts'
import { treeText } from './words.ts'

const lineHeight = 36
const headHeight = 40
const spare = 8
const bottomSpace = 34

type TreeViewProps = {
  lines: readonly Line[]
  words: readonly string[]
  members: Readonly<Record<string, number>>
  /** null while searching: then everything shown is open. */
  toggle: ((id: string, open: boolean) => void) | null
  visit: (id: string) => void
}

// Where one was, for the way back from a unit's page.
const kept: { id: string | null; top: number } = { id: null, top: 0 }

/** Puts the keyboard into the tree, from the search field. */
export function focusTree(): void {
  document.getElementById('unit-tree')?.focus()
}

export function TreeView({ lines, words, members, toggle, visit }: TreeViewProps) {
  const text = useText(treeText)
  const [top, setTop] = useState(kept.top)
  const [height, setHeight] = useState(600)
  const [chosen, setChosen] = useState(kept.id)
  const box = useRef<HTMLDivElement>(null)
  // A new search begins at its first hit, not at the top of what stands above it.
  const [sought, setSought] = useState(words)
  if (sought !== words) {
    setSought(words)
    const hit = lines.find((line) => line.hit)
    if (hit) setChosen(hit.unit.id)
  }
  const found = lines.findIndex((line) => line.unit.id === chosen)
  const active = Math.max(found, 0)

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const measure = () => {
      const above = element.getBoundingClientRect().top + globalThis.scrollY
      setHeight(Math.max(240, globalThis.innerHeight - above - bottomSpace))
    }
    measure()
    element.scrollTop = kept.top
    globalThis.addEventListener('resize', measure)
    return () => globalThis.removeEventListener('resize', measure)
  }, [])

  const choose = (index: number) => {
    const line = lines[Math.min(Math.max(index, 0), lines.length - 1)]
    const element = box.current
    if (!line || !element) return
    setChosen(line.unit.id)
    kept.id = line.unit.id
    // The head covers the top of the box; what is chosen must stand below it.
    const from = lines.indexOf(line) * lineHeight
    const until = from + lineHeight + headHeight
    if (from < element.scrollTop) element.scrollTop = from
    else if (until > element.scrollTop + element.clientHeight)
      element.scrollTop = until - element.clientHeight
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[active]
    if (!line || event.altKey || event.ctrlKey || event.metaKey) return
    const page = Math.max(1, Math.floor(height / lineHeight) - 1)
    const acts: Record<string, () => void> = {
      ArrowDown: () => choose(active + 1),
      ArrowUp: () => choose(active - 1),
      PageDown: () => choose(active + page),
      PageUp: () => choose(active - page),
      Home: () => choose(0),
      End: () => choose(lines.length - 1),
      Enter: () => visit(line.unit.id),
      ArrowRight: () => {
        if (line.open) choose(active + 1)
        else if (line.kids > 0) toggle?.(line.unit.id, true)
      },
      ArrowLeft: () => {
        if (line.open && toggle) toggle(line.unit.id, false)
        else choose(lines.findIndex((other) => other.unit.id === line.unit.parentId))
      },
    }
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  const first = Math.max(0, Math.floor(top / lineHeight) - spare)
  const last = Math.min(lines.length, Math.ceil((top + height) / lineHeight) + spare)
  // The chosen line is drawn even out of sight, since the tree points to it by id.
  const drawn = lines.slice(first, last).map((line, index) => ({ line, index: first + index }))
  const activeLine = lines[active]
  if (activeLine && (active < first || active >= last)) drawn.push({ line: activeLine, index: active })

  return (
    <div
      ref={box}
      className="unit-tree"
      style={{ maxHeight: height }}
      onScroll={(event) => {
        setTop(event.currentTarget.scrollTop)
        kept.top = event.currentTarget.scrollTop
      }}
    >
      <div className="unit-line unit-head" aria-hidden="true">
        <span>{text.name}</span>
        <span>{text.kind}</span>
        <span>{text.code}</span>
        <span className="unit-members">{text.members}</span>
      </div>
      <div
        id="unit-tree"
        className="unit-lines"
        style={{ height: lines.length * lineHeight }}
        role="tree"
        tabIndex={0}
        aria-label={text.title}
        aria-activedescendant={activeLine ? `line-${activeLine.unit.id}` : undefined}
        onKeyDown={onKeyDown}
      >
        {drawn.map(({ line, index }) => (
          <TreeLine
            key={line.unit.id}
            line={line}
            words={words}
            members={members[line.unit.id]}
            index={index}
            active={index === active}
            toggle={toggle}
            visit={visit}
            choose={() => choose(index)}
          />
        ))}
      </div>
    </div>
  )
}

type TreeLineProps = {
  line: Line
  words: readonly string[]
  members: number | undefined
  index: number
  active: boolean
  toggle: TreeViewProps['toggle']
  visit: (id: string) => void
  choose: () => void
}

function TreeLine({ line, words, members, index, active, toggle, visit, choose }: TreeLineProps) {
  const text = useText(treeText)
  const { unit, depth, kids, open, hit } = line
  const className = ['unit-line', active && 'active', hit && 'hit', unit.dissolvedOn !== null && 'dissolved']
  return (
    <div
      id={`line-${unit.id}`}
      className={className.filter(Boolean).join(' ')}
      style={{ top: index * lineHeight }}
      role="treeitem"
      aria-level={depth + 1}
      aria-setsize={line.siblings}
      aria-posinset={line.place}
      aria-selected={active}
      {...(kids > 0 ? { 'aria-expanded': open } : {})}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a, .unit-caret')) return
        visit(unit.id)
      }}
    >
      <span className="unit-name" style={{ paddingLeft: depth * 20 }}>
        <span
          className={kids > 0 && toggle ? 'unit-caret can' : 'unit-caret'}
          aria-hidden="true"
          onClick={() => {
            choose()
            if (kids > 0) toggle?.(unit.id, !open)
          }}
        >
          {kids > 0 && (open ? <CaretDownOutlined /> : <CaretRightOutlined />)}
        </span>
        <Go to={`/units/${unit.id}`} tabIndex={-1} className="door" title={unit.name}>
          <Marked text={unit.name} words={hit ? words : []} />
        </Go>
        {unit.dissolvedOn !== null && <span className="third">{text.dissolvedOn(unit.dissolvedOn)}</span>}
      </span>
      <span>
        <KindTag kind={unit.kind} form={unit.form} />
      </span>
      <span className="unit-code">
        <Marked text={unit.code} words={hit ? words : []} />
      </span>
      <span className="unit-members">{partless.includes(unit.kind) ? '' : members}</span>
    </div>
  )
}

/** A text with what was searched for in it marked. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  return markWords(text, words).map((piece, index) =>
    // The pieces of a text have no other identity than their place.
    piece.hit ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
  )
}
