// The entry of one yearly figure, with the year before computed while one types.
import { Alert, Form, Input, InputNumber, Select } from 'antd'
import { client } from '../../../core/web/client.ts'
import { useText } from '../../../core/web/text.ts'
import { currentYear } from '../../../core/web/view.ts'
import type { Workload } from '../contract.ts'
import { compareWorkload, mostOf, type WorkloadItem, workloadItems } from '../rules.ts'
import { differencesOf, EntryForm, oneLine, useEntry } from './entry.tsx'
import type { Target } from './entry-drawer.tsx'
import { entryText } from './entry-words.ts'
import { shareText, signed, unitText, valueText } from './format.ts'
import type { Institution } from './institution.ts'
import { Preview } from './result-preview.tsx'
import { figureText } from './words.ts'
import { growthFormula } from './yearly.tsx'

type Fields = {
  item: WorkloadItem
  year: number | null
  value: number | null
  growthPercent: number | null
  source: string
}

type YearlyFormProps = {
  institution: Institution
  /** The entry to correct; undefined for a new one. */
  entry: Workload | undefined
  open: (target: Target) => void
  close: () => void
}

export function YearlyForm({ institution, entry, open, close }: YearlyFormProps) {
  const text = useText(entryText)
  const words = useText(figureText)
  const { unitId, workload } = institution
  const [form] = Form.useForm<Fields>()
  const initial: Fields = entry ? fieldsOf(entry) : freshFields(workload)
  const fields: Fields = { ...initial, ...Form.useWatch([], form) }
  const nameOf = ({ year, item }: { year: number | null; item: WorkloadItem }) =>
    [year === null ? '' : words.yearOf(year), words.items[item]].filter(Boolean).join(' ')
  const saving = useEntry(client.assessment.saveWorkload, (input) =>
    nameOf({ ...input, year: Number(input.year) }),
  )
  const existing = entry
    ? undefined
    : workload.find(({ year, item }) => year === fields.year && item === fields.item)
  const openExisting = () =>
    fields.year !== null && open({ what: 'yearly', year: fields.year, item: fields.item })
  const submit = async () => {
    const { year, value, item, growthPercent, source } = { ...initial, ...form.getFieldsValue() }
    if (year === null || value === null || existing) return
    const version = entry?.version ?? null
    // A failure is shown above the form.
    await saving
      .save({
        unitId,
        year,
        item,
        value,
        growthPercent: growthPercent ?? null,
        source: oneLine(source),
        version,
      })
      .then(close, () => undefined)
  }
  const labels = { value: words.value, growthPercent: text.growth, source: text.source }
  return (
    <EntryForm<Fields>
      form={form}
      initial={initial}
      submit={submit}
      name={nameOf(fields)}
      entry={saving}
      differences={entry ? differencesOf(fieldsOf(entry), fields, labels, text.empty) : []}
      exists={existing !== undefined}
      openExisting={openExisting}
      saveLabel={text.saveYearly}
      close={close}
      preview={<YearlyPreview fields={fields} workload={workload} />}
    >
      <Form.Item name="item" label={words.item}>
        <Select
          disabled={entry !== undefined}
          options={workloadItems.map((value) => ({ value, label: words.items[value] }))}
        />
      </Form.Item>
      <Form.Item name="year" label={words.year} rules={[{ required: true, message: text.needYear }]}>
        <InputNumber<number>
          min={1949}
          max={2200}
          precision={0}
          controls={false}
          disabled={entry !== undefined}
        />
      </Form.Item>
      <Form.Item
        name="value"
        label={words.value}
        rules={[
          { required: true, message: text.needValue },
          {
            type: 'number',
            max: mostOf(fields.item),
            message: text.tooMuch(valueText(fields.item, mostOf(fields.item))),
          },
        ]}
      >
        <InputNumber<number>
          min={0}
          precision={fields.item === 'satisfaction' ? 2 : 0}
          controls={false}
          suffix={unitText(fields.item, words.units)}
        />
      </Form.Item>
      <Form.Item name="growthPercent" label={text.growth} extra={text.growthHint}>
        <InputNumber<number> min={-99.99} max={100_000} precision={2} controls={false} suffix="%" />
      </Form.Item>
      <Form.Item
        name="source"
        label={text.source}
        className="wide"
        rules={[{ required: true, whitespace: true, message: text.needSource }]}
      >
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} placeholder={text.sourceHint} />
      </Form.Item>
    </EntryForm>
  )
}

function YearlyPreview({ fields, workload }: { fields: Fields; workload: readonly Workload[] }) {
  const text = useText(entryText)
  const words = useText(figureText)
  const { item, year } = fields
  const value = fields.value ?? null
  const entered = workload.find((figure) => figure.year === (year ?? 0) - 1 && figure.item === item)
  const { before, change, conflict } = compareWorkload(
    item,
    { value, change: fields.growthPercent ?? null },
    entered?.value ?? null,
  )
  if (before === null || change === null || value === null) return <Preview lines={[]} />
  const known = before.from === 'entered'
  const formula = growthFormula({ item, value, growth: change, before: before.value })
  const shown = (
    <>
      {valueText(item, before.value)}{' '}
      <span className="third">{known ? text.enteredChange(signed(change, shareText)) : words.computed}</span>
      {!known && <div className="third">{formula}</div>}
    </>
  )
  return (
    <Preview lines={[{ label: text.valueBefore, shown }]}>
      {conflict && (
        <Alert
          type="warning"
          showIcon
          title={words.conflictTitle}
          description={words.conflict(
            words.items[item],
            valueText(item, conflict.stated),
            valueText(item, conflict.entered),
          )}
        />
      )}
    </Preview>
  )
}

const fieldsOf = ({ item, year, value, stated, source }: Workload): Fields => ({
  item,
  year,
  value,
  growthPercent: stated.growthPercent,
  source,
})

/** The first item that the newest year still lacks, with that year's source; else the next year. */
function freshFields(workload: readonly Workload[]): Fields {
  const newest = workload[0]
  if (newest === undefined) {
    return { item: 'visits', year: currentYear() - 1, value: null, growthPercent: null, source: '' }
  }
  const missing = workloadItems.find(
    (item) => !workload.some((figure) => figure.year === newest.year && figure.item === item),
  )
  return {
    item: missing ?? 'visits',
    year: missing === undefined ? newest.year + 1 : newest.year,
    value: null,
    growthPercent: null,
    source: missing === undefined ? '' : newest.source,
  }
}
