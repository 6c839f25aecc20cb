// Grade schemes: which share gets which grade and how sure that is; changed in a drawer, back to the shipped one at any time.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Columns, Section } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { ErrorState, Loading, useFailure, useUndo } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import type { SchemeView } from '../schemes/contract.ts'
import { type Certainty, certainties, faultOfBands, levels } from '../schemes/rules.ts'
import { CertaintyMark } from './band.tsx'
import { oneLine } from './entry.tsx'
import { roundText } from './round-words.ts'
import { figureText } from './words.ts'

type FaultWord = 'no_bands' | 'grade_twice' | 'not_rising' | 'no_name' | 'years_reversed'
const nameOf = (
  scheme: SchemeView,
  text: { readonly shippedNames: Readonly<Record<string, string>> },
): string => scheme.name ?? text.shippedNames[scheme.id] ?? scheme.id

export function Schemes({ unitId }: { unitId: string }) {
  const text = useText(roundText)
  const words = useText(figureText)
  const queries = useQueryClient()
  const failed = useFailure()
  const offerUndo = useUndo()
  const { data, error, refetch } = useQuery(api.assessment.schemes.queryOptions({ input: { unitId } }))
  const [editing, edit] = useState<SchemeView | 'new' | null>(null)
  const reload = () => queries.invalidateQueries({ queryKey: api.assessment.key() })
  const remove = useMutation({
    mutationFn: (scheme: SchemeView) =>
      client.assessment.removeScheme({ unitId, schemeId: scheme.id, version: scheme.version ?? 0 }),
    onSuccess: async (_, scheme) => {
      await reload()
      offerUndo({
        message: scheme.shipped ? text.resetDone : text.removed,
        undo: async () => {
          await client.assessment.saveScheme(inputOf(unitId, scheme, null))
          await reload()
        },
      })
    },
    onError: failed,
  })
  if (!data)
    return error ? <ErrorState error={error} retry={() => void refetch()} /> : <Loading what={text.schemes} />
  return (
    <Section
      title={text.schemes}
      hint={text.schemesHint}
      extra={
        data.mayWrite && (
          <Button icon={<PlusOutlined />} onClick={() => edit('new')}>
            {text.add}
          </Button>
        )
      }
    >
      <ul className="certainties">
        {certainties.map((certainty) => (
          <li key={certainty}>
            <CertaintyMark certainty={certainty} /> {words.certainties[certainty]}
          </li>
        ))}
      </ul>
      <Columns min={300}>
        {data.schemes.map((scheme) => (
          <article key={scheme.id} className="scheme" aria-label={nameOf(scheme, text)}>
            <h3>{nameOf(scheme, text)}</h3>
            <p className="third">
              {[
                text.levels[scheme.level],
                scheme.group === '' ? text.anyGroup : text.groupOf(scheme.group),
                text.scope(String(scheme.fromYear ?? text.anyYear), String(scheme.untilYear ?? text.anyYear)),
                ...(scheme.shipped && scheme.version !== null ? [text.changed] : []),
              ].join(' · ')}
            </p>
            <table className="plain-table left">
              <thead>
                <tr>
                  <th scope="col">{text.grade}</th>
                  <th scope="col">{text.upTo}</th>
                  <th scope="col">{text.certainty}</th>
                </tr>
              </thead>
              <tbody>
                {scheme.bands.map(({ grade, upTo, certainty }) => (
                  <tr key={grade}>
                    <th scope="row">{grade}</th>
                    <td>≤ {upTo}</td>
                    <td>
                      <CertaintyMark certainty={certainty} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="third prose">
              {text.source}：{scheme.source}
            </p>
            {data.mayWrite && (
              <div className="row no-print">
                <Button size="small" onClick={() => edit(scheme)}>
                  {text.edit}
                </Button>
                {scheme.version !== null && (
                  <Button size="small" loading={remove.isPending} onClick={() => remove.mutate(scheme)}>
                    {scheme.shipped ? text.reset : text.remove}
                  </Button>
                )}
              </div>
            )}
          </article>
        ))}
      </Columns>
      {editing !== null && (
        <SchemeDrawer
          unitId={unitId}
          scheme={editing === 'new' ? null : editing}
          close={() => edit(null)}
          reload={reload}
        />
      )}
    </Section>
  )
}

const inputOf = (unitId: string, scheme: SchemeView, version: number | null) => ({
  unitId,
  schemeId: scheme.id,
  name: scheme.name,
  level: scheme.level,
  group: scheme.group,
  fromYear: scheme.fromYear,
  untilYear: scheme.untilYear,
  bands: [...scheme.bands],
  source: scheme.source,
  version,
})

type Fields = Pick<SchemeView, 'level' | 'fromYear' | 'untilYear' | 'source'> & {
  name: string
  group: string
  bands: { grade: string; upTo: number; certainty: Certainty }[]
}

const fresh: Fields = {
  name: '',
  level: 'provincial',
  group: '',
  fromYear: null,
  untilYear: null,
  bands: [{ grade: '', upTo: 100, certainty: 'own' }],
  source: '',
}

type DrawerProps = {
  unitId: string
  scheme: SchemeView | null
  close: () => void
  reload: () => Promise<unknown>
}

function SchemeDrawer({ unitId, scheme, close, reload }: DrawerProps) {
  const text = useText(roundText)
  const words = useText(figureText)
  const phone = useIsPhone()
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const [fault, setFault] = useState<FaultWord | null>(null)
  const shipped = scheme?.shipped === true
  const save = useMutation({
    mutationFn: (fields: Fields) =>
      client.assessment.saveScheme({
        ...fields,
        unitId,
        schemeId: scheme?.id ?? `own-${crypto.randomUUID().slice(0, 8)}`,
        name: shipped ? null : oneLine(fields.name),
        group: oneLine(fields.group ?? ''),
        fromYear: fields.fromYear ?? null,
        untilYear: fields.untilYear ?? null,
        source: oneLine(fields.source),
        version: scheme?.version ?? null,
      }),
    onSuccess: async () => {
      message.success(text.saved)
      await reload()
      close()
    },
  })
  const submit = (fields: Fields) => {
    const bands = fields.bands.map((band) => ({
      ...band,
      grade: oneLine(band.grade ?? ''),
      upTo: band.upTo ?? 0,
    }))
    const found =
      (!shipped && oneLine(fields.name) === '' ? ('no_name' as const) : null) ??
      faultOfBands(bands) ??
      ((fields.fromYear ?? 0) > (fields.untilYear ?? 9999) ? ('years_reversed' as const) : null)
    setFault(found)
    if (found === null) save.mutate({ ...fields, bands })
  }
  return (
    <Drawer
      open
      onClose={close}
      maskClosable={false}
      size={phone ? '100%' : 560}
      title={scheme === null ? text.add : nameOf(scheme, text)}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={scheme === null ? fresh : { ...scheme, name: scheme.name ?? '' }}
        onFinish={submit}
        // Whoever touches a band answers for it.
        onValuesChange={(change: { bands?: (Partial<Fields['bands'][number]> | undefined)[] }) => {
          for (const [index, band] of (change.bands ?? []).entries()) {
            if (band !== undefined && !('certainty' in band)) {
              form.setFieldValue(['bands', index, 'certainty'], 'own')
            }
          }
        }}
      >
        {save.error !== null && <ErrorState error={save.error} />}
        {fault !== null && (
          <Alert type="error" showIcon role="alert" title={text.faults[fault]} className="entry-problem" />
        )}
        {!shipped && (
          <Form.Item name="name" label={text.name} required>
            <Input maxLength={80} />
          </Form.Item>
        )}
        <div className="entry-fields">
          <Form.Item name="level" label={text.level}>
            <Select
              options={levels.map((value) => ({ value, label: text.levels[value] }))}
              disabled={shipped}
            />
          </Form.Item>
          <Form.Item name="group" label={text.group}>
            <Input maxLength={80} />
          </Form.Item>
          <Form.Item name="fromYear" label={text.fromYear}>
            <InputNumber<number> min={1949} max={2200} precision={0} controls={false} />
          </Form.Item>
          <Form.Item name="untilYear" label={text.untilYear}>
            <InputNumber<number> min={1949} max={2200} precision={0} controls={false} />
          </Form.Item>
        </div>
        <Form.List name="bands">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <div key={key} className="scheme-band">
                  <Form.Item name={[name, 'grade']} label={text.grade} required>
                    <Input maxLength={10} />
                  </Form.Item>
                  <Form.Item name={[name, 'upTo']} label={text.upTo} required>
                    <InputNumber<number> min={0.01} max={100} precision={2} controls={false} />
                  </Form.Item>
                  <Form.Item name={[name, 'certainty']} label={text.certainty}>
                    <Select
                      popupMatchSelectWidth={false}
                      options={certainties.map((value) => ({ value, label: words.certainties[value] }))}
                    />
                  </Form.Item>
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={text.removeBand}
                    onClick={() => remove(name)}
                  />
                </div>
              ))}
              <Button
                icon={<PlusOutlined />}
                disabled={fields.length >= 30}
                onClick={() => add({ grade: '', upTo: 100, certainty: 'own' })}
              >
                {text.addBand}
              </Button>
            </>
          )}
        </Form.List>
        <Form.Item
          name="source"
          label={text.source}
          className="scheme-source"
          rules={[{ required: true, whitespace: true, message: text.needSource }]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <div className="row entry-acts">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {text.save}
          </Button>
          <Button onClick={close}>{text.cancel}</Button>
        </div>
      </Form>
    </Drawer>
  )
}
