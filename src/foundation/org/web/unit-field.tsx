// A field for one or more units: all of a small tree to choose from, of a very large one what the typed words find.
import { Select } from 'antd'
import { useMemo } from 'react'
import type { UnitKind } from '../words.ts'
import { type UnitChoice, useUnitChoices } from './use-unit-choices.ts'

type UnitFieldProps = {
  kinds: readonly UnitKind[]
  /** Whether a unit may be chosen; the others are not shown. */
  suits: (unit: UnitChoice) => boolean
  placeholder: string
  /** Given by the form. */
  id?: string
  value?: string[]
  onChange?: (value: string[]) => void
}

export function UnitsField({ kinds, suits, placeholder, id, value, onChange }: UnitFieldProps) {
  const { units, whole, search } = useUnitChoices(kinds)
  const options = useMemo(
    () =>
      (units ?? []).filter(suits).map((unit) => ({
        value: unit.id,
        label: unit.parentName === null ? unit.name : `${unit.name}（${unit.parentName}）`,
      })),
    [units, suits],
  )
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      mode="multiple"
      {...(value === undefined ? {} : { value })}
      onChange={(next: string[]) => onChange?.(next)}
      options={options}
      showSearch={whole ? { optionFilterProp: 'label' } : { filterOption: false, onSearch: search }}
      loading={units === undefined}
      placeholder={placeholder}
    />
  )
}
