// Adding a person to a unit; only what cannot be known is asked, dates only for members.
import { App, Button, Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { client } from '../../../core/web/client.ts'
import { useGo } from '../../../core/web/go.tsx'
import { useText } from '../../../core/web/text.ts'
import { DayField, today, type UnitPage, useName } from '../../org/web/index.ts'
import { isMember } from '../../org/rules.ts'
import { type PartyStatus, partyStatuses } from '../../org/words.ts'
import { identityFields } from '../words.ts'
import { Change, partyUnitKinds } from './change.tsx'
import { changeText } from './change-words.ts'
import { FactsFields, NameField, useNeed } from './person/acts/index.ts'
import { personText } from './words.ts'

type AddFields = {
  staffNo: string
  name: string
  gender?: 'female' | 'male'
  bornOn?: string | null
  education?: 'doctor' | 'master' | 'bachelor' | 'college' | 'other'
  title?: string
  departmentId?: string | null
  service: 'in_service' | 'retired'
  status: PartyStatus
  probationOn?: string | null
  fullOn?: string | null
  statusSince?: string | null
  fromOn?: string | null
  idNumber?: string
  phone?: string
  arrives?: boolean
  arrivalFrom?: string
  letterNo?: string
}

export function AddPerson({ unit, close }: { unit: UnitPage; close: () => void }) {
  const text = useText(changeText)
  const labels = useText(personText)
  const name = useName()
  const need = useNeed()
  const go = useGo()
  const { notification } = App.useApp()
  const inParty = partyUnitKinds.includes(unit.kind)
  const [status, setStatus] = useState<PartyStatus>(inParty ? 'full' : 'none')
  const [arrives, setArrives] = useState(false)
  const member = isMember(status)
  const statuses = partyStatuses.filter(({ value }) =>
    inParty ? value !== 'transferred' : !isMember(value) && value !== 'transferred' && value !== 'suspended',
  )
  return (
    <Change<AddFields>
      title={text.addTitle(unit.name)}
      button={text.addNow}
      close={close}
      initial={{ status, service: 'in_service', fromOn: today() }}
      act={async ({ arrives: _, arrivalFrom, letterNo, fromOn, title, ...fields }) => {
        const { id } = await client.people.add({
          ...fields,
          unitId: unit.id,
          title: title?.trim() ? title : null,
          ...(fromOn ? { fromOn } : {}),
          arrival: member && arrives ? { fromName: arrivalFrom ?? '', letterNo: letterNo ?? '' } : null,
        })
        notification.success({
          key: id,
          title: text.added(fields.name),
          actions: (
            <Button
              size="small"
              onClick={() => {
                notification.destroy(id)
                go(`/people/${id}`)
              }}
            >
              {text.open}
            </Button>
          ),
        })
      }}
    >
      <Form.Item name="staffNo" label={text.staffNo} rules={need.text}>
        <Input maxLength={40} className="short-field" autoFocus />
      </Form.Item>
      <NameField />
      <Form.Item name="status" label={labels.status} rules={need.choice}>
        <Select
          className="short-field"
          onChange={(value: PartyStatus) => setStatus(value)}
          options={statuses.map(({ value }) => ({ value, label: name(partyStatuses, value) }))}
        />
      </Form.Item>
      {member && (
        <Form.Item name="probationOn" label={labels.probationOn} rules={need.day}>
          <DayField />
        </Form.Item>
      )}
      {status === 'full' && (
        <Form.Item name="fullOn" label={labels.fullOn} rules={need.day}>
          <DayField />
        </Form.Item>
      )}
      {!member && status !== 'none' && (
        <Form.Item name="statusSince" label={text.statusSince}>
          <DayField />
        </Form.Item>
      )}
      {inParty && (
        <Form.Item name="fromOn" label={text.partyFrom} rules={need.day}>
          <DayField />
        </Form.Item>
      )}
      {member && (
        <Form.Item name="arrives" valuePropName="checked">
          <Checkbox onChange={(event) => setArrives(event.target.checked)}>{text.arrival}</Checkbox>
        </Form.Item>
      )}
      {member && arrives && (
        <>
          <Form.Item name="arrivalFrom" label={text.arrivalFrom} rules={need.text}>
            <Input maxLength={120} />
          </Form.Item>
          <Form.Item name="letterNo" label={text.letterNo} rules={need.text}>
            <Input maxLength={60} className="short-field" />
          </Form.Item>
        </>
      )}
      <Form.Item name="idNumber" label={name(identityFields, 'idNumber')} extra={text.idNumberHint}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={name(identityFields, 'phone')}>
        <Input maxLength={40} autoComplete="off" inputMode="tel" className="short-field" />
      </Form.Item>
      <FactsFields institutionId={unit.institutionId} />
    </Change>
  )
}
