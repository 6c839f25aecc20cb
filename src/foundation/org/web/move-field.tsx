// The choice of a new unit above: the institution's tree, with what cannot hold this kind greyed.
import { useQuery } from '@tanstack/react-query'
import { TreeSelect } from 'antd'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { useText } from '../../../core/web/text.ts'
import type { CountedUnit, UnitLine } from '../contract.ts'
import { mayStandBelow } from '../rules.ts'
import { type UnitKind, unitKinds } from '../words.ts'
import { actText } from './act-words.ts'
import { KindTag } from './names.tsx'
import { childrenIn, growTree, type Tree } from './tree.ts'
import { useTree } from './use-tree.ts'

type MoveFieldProps = {
  unit: CountedUnit
  onName: (name: string) => void
  /** Given by the form. */
  id?: string
  value?: string
  onChange?: (value: string) => void
}

type Choice = {
  value: string
  title: string
  label: ReactNode
  disabled: boolean
  children: Choice[]
  isLeaf: boolean
}

export function MoveField({ unit, onName, id, value, onChange }: MoveFieldProps) {
  const text = useText(actText)
  const { tree, whole, load } = useTree({})
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useQuery(
    api.org.search.queryOptions({
      input: { q, kinds: kindsAbove(unit.kind) },
      enabled: !whole && q !== '',
      staleTime: 60_000,
    }),
  )
  const inside = (each: UnitLine) => each.institutionId === unit.institutionId
  const own = growTree((tree?.units ?? []).filter(inside))
  const below = own.units.filter((each) => each.id !== unit.id && each.path.includes(unit.id)).length
  const hits = !whole && q !== '' ? (found.data?.hits ?? []).filter(inside) : null
  const shown = hits ?? own.units
  return (
    <>
      {whole && <p className="second dialog-hint">{text.moveWith(below, unit.members)}</p>}
      <TreeSelect
        {...(id === undefined ? {} : { id })}
        {...(value === undefined ? {} : { value })}
        onChange={(next: string) => {
          onName(shown.find((each) => each.id === next)?.name ?? '')
          onChange?.(next)
        }}
        treeData={hits === null ? choices(own, own.roots, unit) : choices(growTree([]), hits, unit)}
        treeDefaultExpandedKeys={[...unit.path]}
        loadData={(node) => {
          load(node.value as string)
          return Promise.resolve()
        }}
        showSearch={
          whole
            ? { treeNodeFilterProp: 'title' }
            : { filterTreeNode: () => true, onSearch: (word: string) => setTyped(word) }
        }
        treeNodeLabelProp="title"
        loading={!tree}
        virtual
        listHeight={320}
        placeholder={text.needParent}
      />
    </>
  )
}

const kindsAbove = (kind: UnitKind): UnitKind[] =>
  unitKinds.map((each) => each.value).filter((above) => mayStandBelow[above].includes(kind))

function choices(tree: Tree, units: readonly UnitLine[], unit: UnitLine): Choice[] {
  return units
    .filter((each) => each.id !== unit.id)
    .map((each) => ({
      value: each.id,
      title: each.name,
      label: (
        <span className="row">
          {each.name} <KindTag kind={each.kind} />
        </span>
      ),
      disabled: !mayStandBelow[each.kind].includes(unit.kind),
      children: choices(tree, childrenIn(tree, each.id), unit),
      isLeaf: each.kids === 0,
    }))
    .filter((choice) => !choice.disabled || choice.children.length > 0 || !choice.isLeaf)
}
