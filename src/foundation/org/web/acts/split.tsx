// Splits new units off this one, from a day on, with the people, units and departments chosen for each.
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Select } from 'antd'
import { useMemo } from 'react'
import { api, client } from '../../../../core/web/client.ts'
import { useText } from '../../../../core/web/text.ts'
import { actText } from '../act-words.ts'
import { today } from '../day-field.tsx'
import { type ActProps, Dialog, OnField } from './dialog.tsx'

type Part = { code: string; name: string; people?: string[]; units?: string[]; departments?: string[] }
type Fields = { on: string; parts: Part[] }

const mostParts = 10

export function Split({ unit, close }: ActProps) {
  const text = useText(actText)
  const { message } = App.useApp()
  const here = useQuery(
    api.people.list.queryOptions({
      input: { unitId: unit.id, limit: 1000 },
      enabled: unit.mayReadPeople && unit.kind !== 'department',
    }),
  )
  const people = useMemo(
    () =>
      (here.data?.people ?? [])
        .filter((person) => person.partyUnitId === unit.id)
        .map((person) => ({ value: person.id, label: `${person.name}（${person.staffNo}）` })),
    [here.data, unit.id],
  )
  const units = unit.children.map((child) => ({ value: child.id, label: child.name }))
  const departments = unit.covers.map((each) => ({ value: each.id, label: each.name }))
  return (
    <Dialog<Fields>
      title={text.splitOf(unit.name)}
      button={text.splitNow}
      wide
      close={close}
      initial={{ on: today(), parts: [{ code: '', name: '' }] }}
      act={async ({ on, parts }) => {
        const { planned } = await client.org.splitUnit({
          unitId: unit.id,
          version: unit.version,
          on,
          // A choice that was never made is undefined in the form.
          parts: parts.map(({ people = [], units: below = [], departments: covered = [], ...part }) => ({
            ...part,
            people,
            units: below,
            departments: covered,
          })),
        })
        const names = parts.map((part) => part.name.trim()).join('、')
        void message.success(planned ? text.willSplit(names, on) : text.splitDone(names))
      }}
    >
      <p className="second prose dialog-hint">{text.splitHint}</p>
      <Form.List name="parts">
        {(fields, { add, remove }) => (
          <>
            {fields.map((field, index) => (
              <div key={field.key} className="split-part" role="group" aria-label={text.splitPart(index + 1)}>
                <div className="row spread split-title">
                  <strong>{text.splitPart(index + 1)}</strong>
                  {fields.length > 1 && (
                    <Button type="link" size="small" onClick={() => remove(field.name)}>
                      {text.splitLess}
                    </Button>
                  )}
                </div>
                <div className="split-head">
                  <Form.Item
                    name={[field.name, 'name']}
                    label={text.name}
                    rules={[{ required: true, whitespace: true, message: text.needName }]}
                  >
                    <Input maxLength={80} />
                  </Form.Item>
                  <Form.Item
                    name={[field.name, 'code']}
                    label={text.code}
                    rules={[{ required: true, whitespace: true, message: text.needCode }]}
                  >
                    <Input maxLength={40} />
                  </Form.Item>
                </div>
                <Choice name={[field.name, 'people']} label={text.splitPeople} options={people} />
                <Choice name={[field.name, 'units']} label={text.splitUnits} options={units} />
                <Choice
                  name={[field.name, 'departments']}
                  label={text.splitDepartments}
                  options={departments}
                />
              </div>
            ))}
            {fields.length < mostParts && (
              <Button type="dashed" block className="dialog-hint" onClick={() => add({ code: '', name: '' })}>
                {text.splitMore}
              </Button>
            )}
          </>
        )}
      </Form.List>
      <OnField unit={unit} />
    </Dialog>
  )
}

type ChoiceProps = {
  name: (string | number)[]
  label: string
  options: { value: string; label: string }[]
}

/** What there is none of is not asked for. */
function Choice({ name, label, options }: ChoiceProps) {
  if (options.length === 0) return null
  return (
    <Form.Item name={name} label={label}>
      <Select mode="multiple" options={options} showSearch={{ optionFilterProp: 'label' }} />
    </Form.Item>
  )
}
