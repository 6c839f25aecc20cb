// The facts of a person and the situation that supervision asks about, as drawers.
import { Form, Input, Select, Switch } from 'antd'
import { client } from '../../../../../core/web/client.ts'
import { useText } from '../../../../../core/web/text.ts'
import { DayField, useName } from '../../../../org/web/index.ts'
import type { educations } from '../../../../org/words.ts'
import { abroadReasons } from '../../../words.ts'
import { Change } from '../../change.tsx'
import { changeText } from '../../change-words.ts'
import type { ActProps } from '../part.ts'
import { orNull, NameField, FactsFields } from './fields.tsx'

type FactFields = {
  name: string
  gender: 'female' | 'male' | null
  bornOn: string | null
  education: (typeof educations)[number]['value'] | null
  title: string | null
  departmentId: string | null
  service: 'in_service' | 'retired'
}

export function EditFacts({ person, close }: ActProps) {
  const text = useText(changeText)
  return (
    <Change<FactFields>
      title={text.editTitle}
      button={text.save}
      close={close}
      initial={{ ...person, departmentId: person.department?.id ?? null }}
      act={(fields) =>
        client.people.edit({
          personId: person.id,
          version: person.version,
          ...fields,
          gender: fields.gender ?? null,
          education: fields.education ?? null,
          title: orNull(fields.title),
        })
      }
    >
      <NameField />
      <FactsFields institutionId={person.unit.institutionId} />
    </Change>
  )
}

type SituationFields = {
  floatingSince?: string | null
  floatingPlace?: string | null
  abroadSince?: string | null
  abroadFor?: 'study' | 'other' | null
  lostContactSince?: string | null
  infirm?: boolean
}

export function EditSituation({ person, close }: ActProps) {
  const text = useText(changeText)
  const name = useName()
  return (
    <Change<SituationFields>
      title={text.situationTitle}
      button={text.save}
      close={close}
      initial={person}
      act={(fields) =>
        client.people.setSituation({
          personId: person.id,
          version: person.version,
          floatingSince: fields.floatingSince ?? null,
          floatingPlace: orNull(fields.floatingPlace),
          abroadSince: fields.abroadSince ?? null,
          abroadFor: fields.abroadFor ?? null,
          lostContactSince: fields.lostContactSince ?? null,
          infirm: fields.infirm ?? false,
        })
      }
    >
      <Form.Item name="floatingSince" label={text.floatingSince} extra={text.floatingHint}>
        <DayField />
      </Form.Item>
      <Form.Item name="floatingPlace" label={text.floatingPlace}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="abroadSince" label={text.abroadSince}>
        <DayField />
      </Form.Item>
      <Form.Item name="abroadFor" label={text.abroadFor}>
        <Select
          allowClear
          className="short-field"
          options={abroadReasons.map(({ value }) => ({ value, label: name(abroadReasons, value) }))}
        />
      </Form.Item>
      <Form.Item name="lostContactSince" label={text.lostContactSince}>
        <DayField />
      </Form.Item>
      <Form.Item name="infirm" label={text.infirm} valuePropName="checked">
        <Switch />
      </Form.Item>
    </Change>
  )
}
