// A post at a unit, begun from its page: who takes it is found among the people of the institution.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { App, Form, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { useText } from '../../../core/web/text.ts'
import { DayField, today, type UnitPage, useName } from '../../org/web/index.ts'
import { type PostName, postNames } from '../../org/words.ts'
import { Change } from './change.tsx'
import { changeText } from './change-words.ts'
import { administrative, partyKinds, useNeed } from './person/acts/index.ts'
import { personText } from './words.ts'

type AppointFields = { personId: string; post: PostName; fromOn: string; untilOn?: string | null }

export function Appoint({ unit, close }: { unit: UnitPage; close: () => void }) {
  const text = useText(changeText)
  const labels = useText(personText)
  const name = useName()
  const need = useNeed()
  const { message } = App.useApp()
  const inParty = partyKinds.includes(unit.kind)
  const posts = postNames.filter(({ value }) => administrative.includes(value) !== inParty)
  return (
    <Change<AppointFields>
      title={text.postAt(unit.name)}
      button={text.postNow}
      close={close}
      initial={{ fromOn: today() }}
      act={async ({ personId, ...fields }) => {
        const { version } = await client.people.person({ personId })
        await client.people.addPost({ personId, version, unitId: unit.id, ...fields })
        void message.success(text.postNow)
      }}
    >
      <Form.Item name="post" label={text.post} rules={need.choice}>
        <Select
          className="short-field"
          options={posts.map(({ value }) => ({ value, label: name(postNames, value) }))}
        />
      </Form.Item>
      <Form.Item name="personId" label={labels.fullName} rules={need.choice}>
        <PersonField unit={unit} />
      </Form.Item>
      <Form.Item name="fromOn" label={text.from} rules={need.day}>
        <DayField />
      </Form.Item>
      <Form.Item name="untilOn" label={text.until} extra={text.untilHint}>
        <DayField />
      </Form.Item>
    </Change>
  )
}

/** `id`, `value` and `onChange` are given by the form. */
type PersonFieldProps = {
  unit: UnitPage
  id?: string
  value?: string
  onChange?: (value: string) => void
}

function PersonField({ unit, id, value, onChange }: PersonFieldProps) {
  const text = useText(changeText)
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  // Whoever takes a post need not belong to the unit: all of the institution who lie within reach.
  const root = unit.above.find((each) => each.within && each.kind !== 'commission')
  const query = useQuery(
    api.people.list.queryOptions({
      input: { unitId: root?.id ?? unit.id, limit: 50, ...(search === '' ? {} : { search }) },
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      onChange={(next: string) => onChange?.(next)}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={query.isFetching}
      placeholder={text.personSearch}
      notFoundContent={null}
      options={(query.data?.people ?? []).map((person) => ({
        value: person.id,
        label: [person.name, person.staffNo, person.partyUnitName ?? person.departmentName]
          .filter(Boolean)
          .join(' · '),
      }))}
    />
  )
}
