// The tree on a phone: one level at a time, with the way back up; hits of a search as one list.
import { RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { Go, useQueryPart } from '../../../core/web/go.tsx'
import { tableText } from '../../../core/web/table/words.ts'
import { useText } from '../../../core/web/text.ts'
import type { UnitLine } from '../contract.ts'
import { KindTag, partless } from './names.tsx'
import { Marked } from './tree-view.tsx'
import { childrenIn, namesAbove, type Tree } from './tree.ts'
import { useMembers } from './use-tree.ts'
import { treeText } from './words.ts'

const step = 60

type DrillDownProps = {
  tree: Tree
  hits: readonly UnitLine[] | null
  words: readonly string[]
  at: string | null
  load: (id: string) => void
  /** The address of this page at another level; keeps the other filters. */
  levelPath: (id: string | null) => string
}

export function DrillDown({ tree, hits, words, at: day, load, levelPath }: DrillDownProps) {
  const text = useText(treeText)
  const [at] = useQueryPart('at')
  const here = at === null ? undefined : tree.byId.get(at)
  // A single root is no choice: its page and its children are shown at once.
  const shown = here ?? (tree.roots.length === 1 ? tree.roots[0] : undefined)
  const shownId = hits === null ? shown?.id : undefined
  const members = useMembers(
    useMemo(() => (shownId === undefined ? [] : [shownId]), [shownId]),
    day,
  )
  useEffect(() => {
    if (shownId !== undefined) load(shownId)
  }, [shownId, load])
  if (hits !== null) {
    return <Level units={hits} words={words} tree={tree} above at={day} levelPath={levelPath} key="hits" />
  }
  const way = shown
    ? shown.path.flatMap((id) => tree.byId.get(id) ?? []).filter((unit) => unit.id !== shown.id)
    : []
  return (
    <>
      {way.length > 0 && (
        <nav className="way" aria-label={text.title}>
          {way.map((unit) => (
            <span key={unit.id}>
              <Go to={levelPath(unit.id)}>{unit.name}</Go> /
            </span>
          ))}
        </nav>
      )}
      {shown && (
        <section className="section here">
          <div className="row">
            <h2>{shown.name}</h2>
            <KindTag kind={shown.kind} form={shown.form} />
          </div>
          <div className="row spread">
            <span className="second">
              {partless.includes(shown.kind) ? shown.code : text.membersOf(members[shown.id] ?? 0)}
            </span>
            <Go to={`/units/${shown.id}`}>{text.openUnit}</Go>
          </div>
        </section>
      )}
      <Level
        key={shown?.id ?? 'top'}
        units={shown ? childrenIn(tree, shown.id) : tree.roots}
        words={[]}
        tree={tree}
        at={day}
        levelPath={levelPath}
      />
    </>
  )
}

type LevelProps = {
  units: readonly UnitLine[]
  words: readonly string[]
  tree: Tree
  above?: boolean
  at: string | null
  levelPath: (id: string | null) => string
}

function Level({ units, words, tree, above = false, at, levelPath }: LevelProps) {
  const text = useText(treeText)
  const more = useText(tableText)
  const [shown, setShown] = useState(step)
  const rest = units.length - shown
  const ids = useMemo(() => units.slice(0, shown).map((unit) => unit.id), [units, shown])
  const members = useMembers(ids, at)
  return (
    <>
      <ul className="levels">
        {units.slice(0, shown).map((unit) => {
          const kids = Math.max(childrenIn(tree, unit.id).length, unit.kids)
          return (
            <li key={unit.id}>
              {/* With units below one goes down a level, without to the unit itself. */}
              <Go to={kids > 0 && !above ? levelPath(unit.id) : `/units/${unit.id}`} className="level">
                <span className="level-body">
                  {above && <span className="third">{namesAbove(tree, unit).join(' / ')}</span>}
                  <span className="level-name">
                    <Marked text={unit.name} words={words} />
                  </span>
                  <span className="row third">
                    <KindTag kind={unit.kind} form={unit.form} />
                    {!partless.includes(unit.kind) && text.membersOf(members[unit.id] ?? 0)}
                    {kids > 0 && <span>{text.below(kids, !tree.below.has(unit.id) && kids >= 10)}</span>}
                    {unit.dissolvedOn !== null && <span>{text.dissolvedOn(unit.dissolvedOn)}</span>}
                  </span>
                </span>
                <RightOutlined aria-hidden className="card-arrow" />
              </Go>
            </li>
          )
        })}
      </ul>
      {rest > 0 && (
        <Button block onClick={() => setShown(shown + step)}>
          {more.more(Math.min(step, rest))}
        </Button>
      )}
    </>
  )
}
