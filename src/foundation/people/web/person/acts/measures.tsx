// Talks, corrections and discipline: added, and taken away as an error.
import { Form, Input, Select } from 'antd'
import { client } from '../../../../../core/web/client.ts'
import { useText } from '../../../../../core/web/text.ts'
import { DayField, today, useName } from '../../../../org/web/index.ts'
import { type MeasureKind, measureKinds } from '../../../words.ts'
import { Change } from '../../change.tsx'
import { changeText } from '../../change-words.ts'
import type { ActProps } from '../part.ts'
import { useNeed, ReasonChange } from './fields.tsx'

export function AddMeasure({ person, close }: ActProps) {
  const text = useText(changeText)
  const name = useName()
  const need = useNeed()
  return (
    <Change<{ kind: MeasureKind; fromOn: string; untilOn?: string | null; basis: string }>
      title={text.measureTitle}
      button={text.measureNow}
      close={close}
      initial={{ kind: 'reminder_talk', fromOn: today() }}
      act={(fields) => client.people.addMeasure({ personId: person.id, version: person.version, ...fields })}
    >
      <Form.Item name="kind" label={text.kind} rules={need.choice}>
        <Select
          className="short-field"
          options={measureKinds.map(({ value }) => ({ value, label: name(measureKinds, value) }))}
        />
      </Form.Item>
      <Form.Item name="fromOn" label={text.from} rules={need.day}>
        <DayField />
      </Form.Item>
      <Form.Item name="untilOn" label={text.until} extra={text.untilHint}>
        <DayField />
      </Form.Item>
      <Form.Item name="basis" label={text.basis} extra={text.basisHint} rules={need.text}>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
      </Form.Item>
    </Change>
  )
}

export function RemoveMeasure({ person, measureId, close }: ActProps & { measureId: string }) {
  const text = useText(changeText)
  return (
    <ReasonChange
      title={text.removeMeasureTitle}
      button={text.removeNow}
      close={close}
      act={(reason) =>
        client.people.removeMeasure({ personId: person.id, version: person.version, measureId, reason })
      }
    />
  )
}
