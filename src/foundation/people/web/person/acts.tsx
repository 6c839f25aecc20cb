// The changes of a person's facts and Party life as drawers.
import { Form, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { useUndo } from '../../../../core/web/status.tsx'
import { useText } from '../../../../core/web/text.ts'
import { DayField, today, useName } from '../../../org/web/index.ts'
import {
  educations,
  genders,
  type PartyStatus,
  partyStatuses,
  type PostName,
  postNames,
  services,
  type UnitKind,
} from '../../../org/words.ts'
import { nextStatuses } from '../../rules/standing.ts'
import { abroadReasons, type MeasureKind, measureKinds } from '../../words.ts'
import { Change, partyUnitKinds, UnitField } from '../change.tsx'
import { changeText } from '../change-words.ts'
import { personText } from '../words.ts'
import type { ActProps } from './part.ts'

type Needed = { required: true; message: string; whitespace?: true }
export const useNeed = (): { text: Needed[]; day: Needed[]; choice: Needed[] } => {
  const text = useText(changeText)
  return {
    text: [{ required: true, whitespace: true, message: text.need }],
    day: [{ required: true, message: text.needDay }],
    choice: [{ required: true, message: text.need }],
  }
}

/** The empty text of a cleared field is nothing. */
const orNull = (value: string | null | undefined): string | null =>
  value === undefined || value === null || value.trim() === '' ? null : value

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

export function NameField() {
  const labels = useText(personText)
  const need = useNeed()
  return (
    <Form.Item name="name" label={labels.fullName} rules={need.text}>
      <Input maxLength={60} className="short-field" />
    </Form.Item>
  )
}

const departments: readonly UnitKind[] = ['department']

export function FactsFields({ institutionId }: { institutionId: string }) {
  const name = useName()
  const labels = useText(personText)
  const options = <V extends string>(words: readonly { value: V; zh: string; en: string }[]) =>
    words.map(({ value }) => ({ value, label: name(words, value) }))
  return (
    <>
      <Form.Item name="gender" label={labels.gender}>
        <Select allowClear options={options(genders)} className="short-field" />
      </Form.Item>
      <Form.Item name="bornOn" label={labels.bornOn}>
        <DayField />
      </Form.Item>
      <Form.Item name="education" label={labels.education}>
        <Select allowClear options={options(educations)} className="short-field" />
      </Form.Item>
      <Form.Item name="title" label={labels.title}>
        <Input maxLength={60} className="short-field" />
      </Form.Item>
      <Form.Item name="departmentId" label={labels.department}>
        <UnitField institutionId={institutionId} kinds={departments} clearable />
      </Form.Item>
      <Form.Item name="service" label={labels.service}>
        <Select options={options(services)} className="short-field" />
      </Form.Item>
    </>
  )
}

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

/** A change that needs nothing but its reason. */
export function ReasonChange(props: {
  title: string
  button: string
  hint?: string
  label?: string
  close: () => void
  act: (reason: string) => Promise<unknown>
}) {
  const text = useText(changeText)
  const need = useNeed()
  return (
    <Change<{ reason: string }>
      title={props.title}
      button={props.button}
      hint={props.hint}
      danger
      close={props.close}
      act={({ reason }) => props.act(reason)}
    >
      <Form.Item name="reason" label={props.label ?? text.reason} rules={need.text}>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} autoFocus />
      </Form.Item>
    </Change>
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

export const administrative: readonly PostName[] = [
  'president',
  'vice_president',
  'department_head',
  'department_deputy',
  'head_nurse',
]
export const partyKinds: readonly UnitKind[] = [
  'committee',
  'discipline_commission',
  'general_branch',
  'branch',
  'group',
]
const otherKinds: readonly UnitKind[] = ['department', 'institution', 'commission', 'site']

export function AddPost({ person, close }: ActProps) {
  const text = useText(changeText)
  const name = useName()
  const need = useNeed()
  const [post, setPost] = useState<PostName | null>(null)
  return (
    <Change<{ unitId: string; post: PostName; fromOn: string; untilOn?: string | null }>
      title={text.postTitle}
      button={text.postNow}
      close={close}
      initial={{ fromOn: today() }}
      act={(fields) => client.people.addPost({ personId: person.id, version: person.version, ...fields })}
    >
      <Form.Item name="post" label={text.post} rules={need.choice}>
        <Select
          className="short-field"
          onChange={(value: PostName) => setPost(value)}
          options={postNames.map(({ value }) => ({ value, label: name(postNames, value) }))}
        />
      </Form.Item>
      <Form.Item name="unitId" label={text.unit} rules={need.choice}>
        <UnitField
          institutionId={person.unit.institutionId}
          kinds={post !== null && administrative.includes(post) ? otherKinds : partyKinds}
        />
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

type PostActProps = ActProps & { post: ActProps['person']['posts'][number] }
const keyOf = ({ unitId, post, fromOn }: PostActProps['post']) => ({ unitId, post, fromOn })

export function EndPost({ person, post, close }: PostActProps) {
  const text = useText(changeText)
  return (
    <Change<{ untilOn?: string | null }>
      title={text.endPostTitle}
      button={text.endPostNow}
      close={close}
      initial={{ untilOn: post.untilOn ?? today() }}
      act={({ untilOn }) =>
        client.people.endPost({
          personId: person.id,
          version: person.version,
          ...keyOf(post),
          untilOn: untilOn ?? null,
        })
      }
    >
      <Form.Item name="untilOn" label={text.lastDay} extra={text.untilHint}>
        <DayField least={post.fromOn} />
      </Form.Item>
    </Change>
  )
}

export function RemovePost({ person, post, close }: PostActProps) {
  const text = useText(changeText)
  return (
    <ReasonChange
      title={text.removePostTitle}
      button={text.removeNow}
      close={close}
      act={(reason) =>
        client.people.removePost({ personId: person.id, version: person.version, ...keyOf(post), reason })
      }
    />
  )
}

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
