// Party standing and affiliation, changed and taken back, as drawers.
import { Form, Input, Select } from 'antd'
import { client } from '../../../../../core/web/client.ts'
import { useUndo } from '../../../../../core/web/status.tsx'
import { useText } from '../../../../../core/web/text.ts'
import { DayField, today, useName } from '../../../../org/web/index.ts'
import { type PartyStatus, partyStatuses } from '../../../../org/words.ts'
import { nextStatuses } from '../../../rules/standing.ts'
import { Change, partyUnitKinds, UnitField } from '../../change.tsx'
import { changeText } from '../../change-words.ts'
import type { ActProps } from '../part.ts'
import { useNeed, ReasonChange } from './fields.tsx'

export function ChangeStatus({ person, close }: ActProps) {
  const text = useText(changeText)
  const name = useName()
  const need = useNeed()
  const offerUndo = useUndo()
  const latest = person.history[0]?.fromOn ?? ''
  // A change dated in the past may lead elsewhere than today's status does: all are offered, fitting ones first.
  const next = nextStatuses(person.status)
  const others = partyStatuses
    .map((word) => word.value)
    .filter((status) => !next.includes(status) && status !== 'transferred')
  return (
    <Change<{ status: PartyStatus; fromOn: string; basis: string }>
      title={text.statusTitle}
      button={text.statusNow}
      hint={next.length === 0 ? text.statusNone : undefined}
      close={close}
      initial={{ fromOn: today() }}
      act={async (fields) => {
        const { version } = await client.people.changeStatus({
          personId: person.id,
          version: person.version,
          ...fields,
        })
        const message = text.statusDone(person.name, name(partyStatuses, fields.status))
        if (fields.fromOn > latest) {
          offerUndo({
            message,
            undo: () =>
              client.people.takeBackStatus({ personId: person.id, version, reason: text.takeBackNow }),
          })
        }
      }}
    >
      <Form.Item name="status" label={text.statusTo} rules={need.choice}>
        <Select
          className="short-field"
          options={[...next, ...others].map((value) => ({ value, label: name(partyStatuses, value) }))}
        />
      </Form.Item>
      <Form.Item name="fromOn" label={text.on} rules={need.day}>
        <DayField />
      </Form.Item>
      <Form.Item name="basis" label={text.basis} extra={text.basisHint} rules={need.text}>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </Change>
  )
}

export function TakeBackStatus({ person, close }: ActProps) {
  const text = useText(changeText)
  return (
    <ReasonChange
      title={text.takeBackTitle}
      button={text.takeBackNow}
      hint={text.takeBackHint}
      close={close}
      act={(reason) => client.people.takeBackStatus({ personId: person.id, version: person.version, reason })}
    />
  )
}

export function Affiliate({ person, close }: ActProps) {
  const text = useText(changeText)
  const need = useNeed()
  return (
    <Change<{ unitId: string; fromOn: string }>
      title={text.affiliateTitle}
      button={text.affiliateNow}
      close={close}
      initial={{ fromOn: today() }}
      act={(fields) => client.people.affiliate({ personId: person.id, version: person.version, ...fields })}
    >
      <Form.Item name="unitId" label={text.partyUnit} rules={need.choice}>
        <UnitField institutionId={person.unit.institutionId} kinds={partyUnitKinds} />
      </Form.Item>
      <Form.Item name="fromOn" label={text.from} rules={need.day}>
        <DayField />
      </Form.Item>
    </Change>
  )
}
