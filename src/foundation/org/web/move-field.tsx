// The choice of a new unit above: the institution's tree, with what cannot hold this kind greyed.
import { useQuery } from '@tanstack/react-query'
import { TreeSelect } from 'antd'
import type { ReactNode } from 'react'
import { api } from '../../../core/web/client.ts'
import { useText } from '../../../core/web/text.ts'
import type { UnitLine } from '../contract.ts'
import { mayStandBelow } from '../rules.ts'
import { actText } from './act-words.ts'
import { KindTag } from './names.tsx'
import { childrenIn, growTree, type Tree } from './tree.ts'

type MoveFieldProps = {
  unit: UnitLine
  onName: (name: string) => void
  /** Given by the form. */
  id?: string
  value?: string
  onChange?: (value: string) => void
}

type Choice = { value: string; title: string; label: ReactNode; disabled: boolean; children: Choice[] }

export function MoveField({ unit, onName, id, value, onChange }: MoveFieldProps) {
  const text = useText(actText)
  const { data } = useQuery(api.org.tree.queryOptions({ input: {}, staleTime: 5 * 60_000 }))
  const units = (data?.units ?? []).filter((each) => each.institutionId === unit.institutionId)
  const tree = growTree(units)
  const below = units.filter((each) => each.id !== unit.id && each.path.includes(unit.id)).length
  return (
    <>
      <p className="second dialog-hint">{text.moveWith(below, unit.members)}</p>
      <TreeSelect
        {...(id === undefined ? {} : { id })}
        {...(value === undefined ? {} : { value })}
        onChange={(next: string) => {
          onName(tree.byId.get(next)?.name ?? '')
          onChange?.(next)
        }}
        treeData={choices(tree, tree.roots, unit)}
        treeDefaultExpandedKeys={[...unit.path]}
        showSearch={{ treeNodeFilterProp: 'title' }}
        treeNodeLabelProp="title"
        loading={!data}
        virtual
        listHeight={320}
        placeholder={text.needParent}
      />
    </>
  )
}

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
    }))
    .filter((choice) => !choice.disabled || choice.children.length > 0)
}
