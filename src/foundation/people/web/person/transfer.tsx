// Asking for a transfer: to another branch here, to another institution of the system, or elsewhere with a letter.
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Radio, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { api, client } from '../../../../core/web/client.ts'
import { useUndo } from '../../../../core/web/status.tsx'
import { useText } from '../../../../core/web/text.ts'
import { Change, partyUnitKinds, UnitField } from '../change.tsx'
import { changeText } from '../change-words.ts'
import { useNeed } from './acts/index.ts'
import type { ActProps } from './part.ts'

type Where = 'within' | 'institution' | 'outside'
type Fields = {
  where: Where
  unitId?: string
  institutionId?: string
  name?: string
  letterNo?: string
  note?: string
}

export function RequestTransfer({ person, close }: ActProps) {
  const text = useText(changeText)
  const need = useNeed()
  const offerUndo = useUndo()
  const [where, setWhere] = useState<Where>('within')
  return (
    <Change<Fields>
      title={text.transferTitle(person.name)}
      button={text.transferNow}
      hint={text.transferHint}
      close={close}
      initial={{ where: 'within' }}
      act={async ({ unitId = '', institutionId = '', name = '', letterNo = '', note }) => {
        const to =
          where === 'within'
            ? { where, unitId }
            : where === 'institution'
              ? { where, institutionId }
              : { where, name, letterNo }
        const { id } = await client.people.requestTransfer({
          personId: person.id,
          version: person.version,
          to,
          note: note ?? null,
        })
        offerUndo({
          message: text.requested(person.name),
          undo: () => client.people.withdrawTransfer({ transferId: id, version: 1, reason: text.cancel }),
        })
      }}
    >
      <Form.Item name="where" label={text.where}>
        <Radio.Group
          vertical
          onChange={(event) => setWhere(event.target.value as Where)}
          options={[
            { value: 'within', label: text.within },
            { value: 'institution', label: text.institution },
            { value: 'outside', label: text.outside },
          ]}
        />
      </Form.Item>
      {where === 'within' && (
        <Form.Item name="unitId" label={text.partyUnit} rules={need.choice}>
          <UnitField institutionId={person.unit.institutionId} kinds={partyUnitKinds} />
        </Form.Item>
      )}
      {where === 'institution' && (
        <Form.Item name="institutionId" label={text.institution} rules={need.choice}>
          <InstitutionField />
        </Form.Item>
      )}
      {where === 'outside' && (
        <>
          <Form.Item name="name" label={text.outsideName} rules={need.text}>
            <Input maxLength={120} />
          </Form.Item>
          <Form.Item name="letterNo" label={text.letterNo} rules={need.text}>
            <Input maxLength={60} className="short-field" />
          </Form.Item>
        </>
      )}
      <Form.Item name="note" label={text.note}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </Change>
  )
}

type InstitutionFieldProps = { id?: string; value?: string; onChange?: (value: string) => void }

function InstitutionField({ id, value, onChange }: InstitutionFieldProps) {
  const text = useText(changeText)
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed.trim())
  const query = useQuery(
    api.people.institutions.queryOptions({ input: { search }, enabled: search.length >= 2 }),
  )
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      onChange={(next: string) => onChange?.(next)}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={query.isFetching}
      placeholder={text.institutionSearch}
      notFoundContent={null}
      options={(query.data?.institutions ?? []).map((each) => ({ value: each.id, label: each.name }))}
    />
  )
}
