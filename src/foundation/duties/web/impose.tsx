// The dialog of an order: what is asked, of whom, by when and on what ground.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Form, Input, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { useFailure, useUndo } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { DayField, today, useName } from '../../org/web/index.ts'
import { postNames } from '../../org/words.ts'
import { imposedText } from './words.ts'

type Whom = 'unit' | 'branches' | 'post' | 'post_in_branches' | 'person'
type Fields = { what: string; whom: Whom; post?: string; personId?: string; due: string; basis?: string }
type Post = (typeof postNames)[number]['value']

type ImposeProps = {
  unit: { readonly id: string; readonly name: string; readonly kind: string }
  open: boolean
  close: () => void
}

export function Impose({ unit, open, close }: ImposeProps) {
  const text = useText(imposedText)
  const name = useName()
  const [form] = Form.useForm<Fields>()
  const whom = Form.useWatch('whom', form) ?? 'unit'
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const fail = useFailure()
  const reload = () => queries.invalidateQueries()
  // A branch has no branches below it.
  const single = unit.kind === 'branch' || unit.kind === 'group'
  const choices: readonly Whom[] = single
    ? ['unit', 'post', 'person']
    : ['unit', 'branches', 'post_in_branches', 'post', 'person']
  const impose = useMutation({
    mutationFn: ({ what, due, basis, post, personId, whom: to }: Fields) =>
      client.duties.impose({
        unitId: unit.id,
        to: to === 'branches' || to === 'post_in_branches' ? 'branches' : 'unit',
        post: to === 'post' || to === 'post_in_branches' ? ((post ?? null) as Post | null) : null,
        personId: to === 'person' ? (personId ?? null) : null,
        what: what.trim(),
        basis: basis?.trim() === '' || basis === undefined ? null : basis.trim(),
        from: today(),
        due,
      }),
    onError: fail,
    onSuccess: ({ count, dutyIds }) => {
      close()
      form.resetFields()
      void reload()
      offerUndo({
        message: text.imposed(count),
        undo: async () => {
          for (const dutyId of dutyIds) await client.duties.withdraw({ dutyId })
          await reload()
        },
      })
    },
  })
  return (
    <Modal
      open={open}
      title={text.imposeTitle(unit.name)}
      okText={text.impose}
      cancelText={text.notNow}
      confirmLoading={impose.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        className="waive-form"
        validateTrigger="onBlur"
        scrollToFirstError={{ focus: true }}
        initialValues={{ whom: 'unit' }}
        onFinish={(fields) => impose.mutate(fields)}
      >
        <Form.Item
          name="what"
          label={text.what}
          rules={[{ required: true, whitespace: true, message: text.whatMissing }]}
        >
          <Input maxLength={200} placeholder={text.whatHint} autoFocus />
        </Form.Item>
        <Form.Item name="whom" label={text.whom} required>
          <Radio.Group
            className="impose-whom"
            options={choices.map((value) => ({ value, label: text.whoms[value](unit.name) }))}
          />
        </Form.Item>
        {(whom === 'post' || whom === 'post_in_branches') && (
          <Form.Item name="post" label={text.post} rules={[{ required: true, message: text.postMissing }]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={postNames.map(({ value }) => ({ value, label: name(postNames, value) }))}
            />
          </Form.Item>
        )}
        {whom === 'person' && <PersonField unitId={unit.id} />}
        <Form.Item name="due" label={text.due} rules={[{ required: true, message: text.dueMissing }]}>
          <DayField least={today()} />
        </Form.Item>
        <Form.Item name="basis" label={text.basis} extra={text.basisHint}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function PersonField({ unitId }: { unitId: string }) {
  const text = useText(imposedText)
  const [typed, setTyped] = useState('')
  const search = typed.trim()
  const { data, isFetching } = useQuery(
    api.people.list.queryOptions({
      input: { unitId, limit: 50, ...(search === '' ? {} : { search }) },
    }),
  )
  return (
    <Form.Item name="personId" label={text.person} rules={[{ required: true, message: text.personMissing }]}>
      <Select
        showSearch={{ filterOption: false, onSearch: setTyped }}
        loading={isFetching}
        placeholder={text.personHint}
        options={(data?.people ?? []).map((person) => ({
          value: person.id,
          label: [person.name, person.partyUnitName].filter((part) => part !== null).join(' · '),
        }))}
      />
    </Form.Item>
  )
}
