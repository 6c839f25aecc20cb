// The groups of units: added with their robot's address, tried, switched off, removed.
import { PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Select, Switch } from 'antd'
import { useState } from 'react'
import { api, type Client, client, readError } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useFailure } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { useUnitChoices } from '../../org/web/index.ts'
import type { UnitKind } from '../../org/words.ts'
import { channelText } from './words.ts'

type Group = Awaited<ReturnType<Client['notices']['groups']>>['groups'][number]

export function Groups() {
  const text = useText(channelText)
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const fail = useFailure()
  const query = useQuery(api.notices.groups.queryOptions({ input: {} }))
  const [edited, setEdited] = useState<Group | 'new' | null>(null)
  const reload = () => queries.invalidateQueries({ queryKey: api.notices.key() })
  const tryOut = async ({ unitId }: Group) => {
    try {
      await client.notices.tryGroup({ unitId })
      void message.success(text.tried)
      await reload()
    } catch (error) {
      fail(error)
    }
  }
  const remove = ({ unitId, unitName }: Group) =>
    modal.confirm({
      title: text.removeAsk(unitName),
      okText: text.remove,
      okButtonProps: { danger: true },
      cancelText: text.cancel,
      onOk: async () => {
        try {
          await client.notices.removeGroup({ unitId })
          void message.success(text.removed)
          await reload()
        } catch (error) {
          fail(error)
        }
      },
    })
  const columns: readonly Column<Group>[] = [
    { key: 'unit', title: text.unit, text: (group) => group.unitName, sort: true, width: 240, card: 'title' },
    {
      key: 'state',
      title: text.state,
      text: (group) => (group.enabled ? text.on : text.off),
      width: 100,
      card: 'fact',
    },
    {
      key: 'acts',
      title: '',
      text: () => '',
      render: (group) => (
        <span className="row">
          <Button
            size="small"
            onClick={() => void tryOut(group)}
            aria-label={`${text.try}：${group.unitName}`}
          >
            {text.try}
          </Button>
          <Button
            size="small"
            type="text"
            onClick={() => setEdited(group)}
            aria-label={`${text.edit}：${group.unitName}`}
          >
            {text.edit}
          </Button>
          <Button
            size="small"
            type="text"
            onClick={() => remove(group)}
            aria-label={`${text.remove}：${group.unitName}`}
          >
            {text.remove}
          </Button>
        </span>
      ),
      width: 260,
      card: 'fact',
    },
  ]
  return (
    <Section
      title={text.groups}
      hint={text.groupsHint}
      extra={
        <Button icon={<PlusOutlined />} onClick={() => setEdited('new')}>
          {text.addGroup}
        </Button>
      }
    >
      <Table
        name="groups"
        title={text.groups}
        rows={query.data?.groups}
        columns={columns}
        rowKey={(group) => group.unitId}
        error={query.error}
        retry={() => void query.refetch()}
        empty={{ title: text.noGroups, hint: text.noGroupsHint }}
        dense
        bare
      />
      {edited !== null && (
        <GroupDialog
          kept={edited === 'new' ? null : edited}
          taken={query.data?.groups.map(({ unitId }) => unitId) ?? []}
          close={() => setEdited(null)}
          done={() => void reload()}
        />
      )}
    </Section>
  )
}

type Fields = { unitId: string; address?: string; enabled: boolean }
type DialogProps = { kept: Group | null; taken: readonly string[]; close: () => void; done: () => void }

function GroupDialog({ kept, taken, close, done }: DialogProps) {
  const text = useText(channelText)
  const { message } = App.useApp()
  const fail = useFailure()
  const [form] = Form.useForm<Fields>()
  const save = useMutation({
    mutationFn: ({ unitId, address = '', enabled }: Fields) =>
      client.notices.saveGroup({
        unitId: kept?.unitId ?? unitId,
        address: address.trim() === '' ? null : address.trim(),
        enabled,
        version: kept?.version ?? 0,
      }),
    onSuccess: () => {
      void message.success(text.saved)
      close()
      done()
    },
    onError: (error) => {
      const { code, facts } = readError(error)
      if (code === 'invalid_input' && facts['field'] === 'address')
        form.setFields([{ name: 'address', errors: [text.addressWrong] }])
      else fail(error)
    },
  })
  return (
    <Modal
      open
      title={kept === null ? text.addGroup : text.editGroup(kept.unitName)}
      okText={text.save}
      cancelText={text.cancel}
      confirmLoading={save.isPending}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        validateTrigger="onBlur"
        scrollToFirstError={{ focus: true }}
        initialValues={{ enabled: kept?.enabled ?? true }}
        onFinish={(fields) => save.mutate(fields)}
      >
        {kept === null && (
          <Form.Item name="unitId" label={text.unit} rules={[{ required: true, message: text.unitMissing }]}>
            <UnitChoice taken={taken} />
          </Form.Item>
        )}
        <Form.Item
          name="address"
          label={text.address}
          extra={text.addressHint}
          rules={kept === null ? [{ required: true, whitespace: true, message: text.addressMissing }] : []}
        >
          <Input
            maxLength={1000}
            autoComplete="off"
            placeholder={
              kept === null ? 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…' : text.addressKeep
            }
          />
        </Form.Item>
        <Form.Item name="enabled" label={text.enabled} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
    </Modal>
  )
}

const kinds: readonly UnitKind[] = [
  'institution',
  'commission',
  'committee',
  'general_branch',
  'branch',
  'group',
]
type ChoiceProps = {
  id?: string
  value?: string
  onChange?: (value: string) => void
  taken: readonly string[]
}

function UnitChoice({ id, value, onChange, taken }: ChoiceProps) {
  const text = useText(channelText)
  const { units, whole, search } = useUnitChoices(kinds)
  return (
    <Select
      className="group-field"
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      onChange={(next: string) => onChange?.(next)}
      showSearch={whole ? { optionFilterProp: 'label' } : { filterOption: false, onSearch: search }}
      loading={units === undefined}
      placeholder={text.choose}
      options={(units ?? [])
        .filter((unit) => !taken.includes(unit.id))
        .map((unit) => ({
          value: unit.id,
          label: unit.parentName === null ? unit.name : `${unit.name}（${unit.parentName}）`,
        }))}
    />
  )
}
