// The dialog of an action: what, about which indicator of whom, owned by which Party unit, until when, on what ground.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Form, Input, InputNumber, Modal, Radio, Select } from 'antd'
import { useMemo } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { useFailure, useUndo } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { DayField, today, useUnitChoices } from '../../../foundation/org/web/index.ts'
import type { Action } from '../contract.ts'
import { ownerKinds } from '../rules.ts'
import { unitWord } from '../words.ts'
import { joinText } from './words.ts'

type Fields = {
  what: string
  indicatorId: string
  /** '' for the whole hospital. */
  departmentId: string
  direction: 'up' | 'down'
  target?: number | null
  unitId: string
  fromOn: string
  untilOn: string
  ground?: string | null
}

type FormProps = {
  close: () => void
  /** Without one a new action is made. */
  action?: Action
  /** What a new action begins with: an indicator with a gap, a department. */
  begin?: Partial<Pick<Fields, 'indicatorId' | 'departmentId' | 'direction'>>
}

export function ActionForm({ close, action, begin }: FormProps) {
  const text = useText(joinText)
  const [language] = useLanguage()
  const [form] = Form.useForm<Fields>()
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const fail = useFailure()
  const scope = useQuery(api.join.scope.queryOptions({ input: {}, staleTime: 5 * 60_000 }))
  const departmentId = Form.useWatch('departmentId', form) ?? ''
  const indicatorId = Form.useWatch('indicatorId', form)
  const direction = Form.useWatch('direction', form)
  const indicators = scope.data?.indicators ?? []
  const indicator = indicators.find(({ id }) => id === indicatorId)
  const institutions = scope.data?.institutions ?? []
  const departments = useMemo(
    () => (scope.data?.institutions ?? []).flatMap((each) => each.departments),
    [scope.data],
  )
  const branches = departments.find(({ id }) => id === departmentId)?.branches ?? []
  const reload = () => queries.invalidateQueries()
  const save = useMutation({
    mutationFn: async ({ unitId, departmentId: of, target, ground, what, ...fields }: Fields) => {
      const aim = {
        ...fields,
        what: what.trim(),
        departmentId: of === '' ? null : of,
        target: target ?? null,
        ground: ground === undefined || ground === null || ground.trim() === '' ? null : ground.trim(),
      }
      if (action === undefined) return (await client.join.make({ unitId, ...aim })).actionId
      await client.join.change({ actionId: action.id, version: action.version, ...aim })
      return null
    },
    onError: fail,
    onSuccess: (actionId) => {
      close()
      void reload()
      offerUndo({
        message: actionId === null ? text.saved : text.made,
        undo: async () => {
          if (actionId !== null) await client.join.withdraw({ actionId })
          else if (action !== undefined) await client.join.change(asBefore(action))
          await reload()
        },
      })
    },
  })
  const suggest = (id: string) => {
    const own = departments.find((each) => each.id === id)?.branches ?? []
    const [only] = own
    if (own.length === 1 && only && action === undefined) form.setFieldValue('unitId', only.id)
  }
  const begun: Partial<Fields> = action
    ? {
        what: action.what,
        indicatorId: action.indicatorId,
        departmentId: action.departmentId ?? '',
        direction: action.direction,
        target: action.target,
        unitId: action.unitId,
        fromOn: action.fromOn,
        untilOn: action.untilOn,
        ground: action.ground,
      }
    : { departmentId: '', fromOn: today(), ...begin }
  return (
    <Modal
      open
      title={action ? text.editTitle : text.makeTitle}
      okText={action ? text.save : text.make}
      cancelText={text.notNow}
      confirmLoading={save.isPending}
      onCancel={close}
      onOk={() => form.submit()}
      width={560}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        validateTrigger="onBlur"
        scrollToFirstError={{ focus: true }}
        initialValues={begun}
        onFinish={(fields) => save.mutate(fields)}
      >
        <Form.Item
          name="what"
          label={text.whatField}
          rules={[{ required: true, whitespace: true, message: text.whatMissing }]}
        >
          <Input maxLength={200} placeholder={text.whatHint} autoFocus />
        </Form.Item>
        <Form.Item name="departmentId" label={text.departmentField}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={scope.isPending}
            onChange={suggest}
            options={[
              { value: '', label: text.wholeHospital },
              ...institutions.map((each) => ({
                label: each.name,
                options: each.departments.map(({ id, name }) => ({ value: id, label: name })),
              })),
            ]}
          />
        </Form.Item>
        <Form.Item
          name="indicatorId"
          label={text.indicator}
          rules={[{ required: true, message: text.indicatorMissing }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={scope.isPending}
            onChange={(id: string) => {
              const good = indicators.find((each) => each.id === id)?.direction
              if (good === 'up' || good === 'down') form.setFieldValue('direction', good)
            }}
            options={indicators.map((each) => ({ value: each.id, label: each[language] }))}
          />
        </Form.Item>
        <div className="join-pair">
          <Form.Item
            name="direction"
            label={text.direction}
            rules={[{ required: true, message: text.outcomeMissing }]}
          >
            <Radio.Group
              options={[
                { value: 'up', label: text.up },
                { value: 'down', label: text.down },
              ]}
            />
          </Form.Item>
          <Form.Item
            name="target"
            label={text.target}
            extra={text.targetHint(indicator ? unitWord(indicator.unit, language) : '')}
          >
            <InputNumber style={{ width: 160 }} />
          </Form.Item>
        </div>
        {indicator && direction && indicator.direction !== 'compare' && indicator.direction !== direction && (
          <Alert type="warning" showIcon title={text.against} style={{ marginBottom: 16 }} />
        )}
        {action === undefined && <OwnerField branches={departmentId === '' ? null : branches} />}
        <div className="join-pair">
          <Form.Item name="fromOn" label={text.from} rules={[{ required: true, message: text.dayMissing }]}>
            <DayField />
          </Form.Item>
          <Form.Item name="untilOn" label={text.until} rules={[{ required: true, message: text.dayMissing }]}>
            <DayField least={today()} />
          </Form.Item>
        </div>
        <Form.Item name="ground" label={text.ground} extra={text.groundHint}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

/** The words of an action as they were, for the version that the change has made. */
const asBefore = (action: Action) => ({
  actionId: action.id,
  version: action.version + 1,
  what: action.what,
  indicatorId: action.indicatorId,
  departmentId: action.departmentId,
  direction: action.direction,
  target: action.target,
  fromOn: action.fromOn,
  untilOn: action.untilOn,
  ground: action.ground,
})

/** `branches`: those that cover the department; null for the whole hospital. */
function OwnerField({ branches }: { branches: readonly { id: string; name: string }[] | null }) {
  const text = useText(joinText)
  const { units, whole, search } = useUnitChoices(ownerKinds)
  const said =
    branches === null
      ? text.ownerHint
      : branches.length === 0
        ? text.ownerNone
        : text.ownerSuggested(branches.map(({ name }) => name).join('、'))
  return (
    <Form.Item
      name="unitId"
      label={text.ownerField}
      extra={said}
      rules={[{ required: true, message: text.ownerMissing }]}
    >
      <Select
        loading={units === undefined}
        showSearch={whole ? { optionFilterProp: 'label' } : { filterOption: false, onSearch: search }}
        options={(units ?? []).map((unit) => ({
          value: unit.id,
          label: unit.parentName === null ? unit.name : `${unit.name}（${unit.parentName}）`,
        }))}
      />
    </Form.Item>
  )
}
