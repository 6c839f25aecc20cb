// The list of theme schemes that hold here, and the beginning of a new one.
import { PlusOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Go, useGo } from '../../../core/web/go.tsx'
import { Page, Section } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { useView } from '../../../core/web/view.ts'
import type { MeetingKind } from '../../meetings/rules.ts'
import type { Scheme } from '../contract.ts'
import { examples } from '../rules.ts'
import { useLifeFailure } from './failure.ts'
import { useMeetingKind } from './kinds.ts'
import { PartList } from './part-list.tsx'
import './schemes.css'
import { schemeText } from './scheme-words.ts'

export function Schemes() {
  const text = useText(schemeText)
  const { unit } = useView()
  const [adding, setAdding] = useState(false)
  const query = useQuery(
    api.life.schemes.queryOptions({ input: { unitId: unit?.id ?? '' }, enabled: unit !== null }),
  )
  if (!unit) return <EmptyState title={text.noUnit} />
  const { data } = query
  const add = { label: text.add, icon: <PlusOutlined />, act: () => setAdding(true) }
  const here = data?.schemes.filter((scheme) => scheme.holdsHere) ?? []
  const below = data?.schemes.filter((scheme) => !scheme.holdsHere) ?? []
  return (
    <Page title={text.title} what={text.what} primary={data?.mayCreate ? add : undefined}>
      {query.error && !data ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : !data ? (
        <Loading what={text.title} />
      ) : data.schemes.length === 0 ? (
        <EmptyState title={text.empty} hint={data.mayCreate ? text.emptyHint : text.emptyReader} />
      ) : (
        <>
          {here.map((scheme) => (
            <SchemeCard key={scheme.id} scheme={scheme} />
          ))}
          {below.length > 0 && <h2>{text.below}</h2>}
          {below.map((scheme) => (
            <SchemeCard key={scheme.id} scheme={scheme} />
          ))}
        </>
      )}
      {adding && <NewScheme unitId={unit.id} close={() => setAdding(false)} />}
    </Page>
  )
}

/** The version to show of a scheme: the one in force, or else the newest. */
export const shownVersion = (scheme: Scheme) =>
  scheme.versions.find((version) => version.state === 'in_force') ?? scheme.versions.at(-1)

function SchemeCard({ scheme }: { scheme: Scheme }) {
  const text = useText(schemeText)
  const kinds = useMeetingKind()
  const version = shownVersion(scheme)
  if (!version) return null
  return (
    <Section
      title={scheme.name}
      hint={`${text.owner} ${scheme.unitName} · ${scheme.kinds.map(kinds.name).join('、')} · ${scheme.source}`}
      extra={
        <>
          <SchemeState scheme={scheme} version={version} />
          <Go to={`/life/schemes/${scheme.id}`}>{text.openScheme}</Go>
        </>
      }
    >
      <PartList parts={version.parts} every={version.every} />
      {version.note !== '' && <p className="second prose scheme-note">{version.note}</p>}
    </Section>
  )
}

export function SchemeState({ scheme, version }: { scheme: Scheme; version: Scheme['versions'][number] }) {
  const text = useText(schemeText)
  const { fromOn, untilOn, state } = version
  const days =
    fromOn === null
      ? null
      : state === 'in_force' && untilOn === null
        ? text.since(fromOn)
        : untilOn === null
          ? text.since(fromOn)
          : text.until(fromOn, untilOn)
  return (
    <span className="row">
      <span className={`chip scheme-${state}`}>{text.states[state]}</span>
      {days !== null && <span className="second">{days}</span>}
      {scheme.versions.length > 1 && <span className="third">{text.version(version.number)}</span>}
    </span>
  )
}

type Fields = { name: string; source: string; kinds: MeetingKind[] }

function NewScheme({ unitId, close }: { unitId: string; close: () => void }) {
  const text = useText(schemeText)
  const kinds = useMeetingKind()
  const go = useGo()
  const fail = useLifeFailure()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const [from, setFrom] = useState<string>(examples[0]?.key ?? '')
  const [busy, setBusy] = useState(false)
  const example = examples.find((each) => each.key === from)
  const fill = (key: string) => {
    setFrom(key)
    const chosen = examples.find((each) => each.key === key)
    form.setFieldsValue({
      name: chosen?.name ?? '',
      source: chosen?.source ?? '',
      kinds: (chosen?.kinds ?? ['theme_day']) as MeetingKind[],
    })
  }
  const create = async (fields: Fields) => {
    setBusy(true)
    try {
      const { id } = await client.life.createScheme({
        unitId,
        ...fields,
        every: example?.every ?? 'year',
        note: example?.note ?? '',
        parts: [...(example?.parts ?? [])],
      })
      await queries.invalidateQueries({ queryKey: api.life.key() })
      void message.success(text.saved)
      go(`/life/schemes/${id}`)
    } catch (error) {
      fail(error)
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={text.add}
      onCancel={close}
      okText={text.create}
      cancelText={text.cancel}
      confirmLoading={busy}
      onOk={() => form.submit()}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: example?.name ?? '',
          source: example?.source ?? '',
          kinds: example?.kinds ?? [],
        }}
        onFinish={(fields) => void create(fields)}
      >
        <Form.Item label={text.startFrom}>
          <Radio.Group
            className="scheme-examples"
            value={from}
            onChange={(event) => fill(String(event.target.value))}
            options={[
              ...examples.map((each) => ({
                value: each.key,
                label:
                  each.parts.length === 0
                    ? text.exampleEmpty(each.key)
                    : text.example(each.key, each.parts.length),
              })),
              { value: '', label: text.blank },
            ]}
          />
          <p className="third prose">{example?.note ?? text.blankHint}</p>
        </Form.Item>
        <SchemeFields kinds={kinds.options} />
      </Form>
    </Modal>
  )
}

/** Name, basis and kinds of meeting: the same in the dialog and on the page of a scheme. */
export function SchemeFields({ kinds }: { kinds: { value: string; label: string }[] }) {
  const text = useText(schemeText)
  const needed = [{ required: true, whitespace: true, message: text.missing }]
  return (
    <>
      <Form.Item name="name" label={text.name} rules={needed}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="source" label={text.source} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="kinds" label={text.kinds} rules={[{ required: true, message: text.missing }]}>
        <Select mode="multiple" options={kinds} optionFilterProp="label" />
      </Form.Item>
    </>
  )
}
