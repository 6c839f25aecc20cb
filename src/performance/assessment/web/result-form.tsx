// The entry of one assessment result, with what will follow from it computed while one types.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input, InputNumber, Select } from 'antd'
import { api, client } from '../../../core/web/client.ts'
import { useFailure, useUndo } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { currentYear } from '../../../core/web/view.ts'
import { DayField } from '../../../foundation/org/web/index.ts'
import type { Result } from '../contract.ts'
import { assessments, dimensions, faultOfResult } from '../rules.ts'
import { differencesOf, EntryForm, useEntry } from './entry.tsx'
import type { Target } from './entry-drawer.tsx'
import { entryText } from './entry-words.ts'
import type { Institution } from './institution.ts'
import { fieldsOf, freshFields, inputOf, type ResultFields, seriesOf } from './result-fields.ts'
import { ResultPreview } from './result-preview.tsx'
import { isSameSeries } from './series.ts'
import { figureText } from './words.ts'

type ResultFormProps = {
  institution: Institution
  /** The entry to correct; undefined for a new one. */
  entry: Result | undefined
  open: (target: Target) => void
  close: () => void
}

export function ResultForm({ institution, entry, open, close }: ResultFormProps) {
  const text = useText(entryText)
  const words = useText(figureText)
  const { unitId, results } = institution
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const failed = useFailure()
  const [form] = Form.useForm<ResultFields>()
  const initial = entry ? fieldsOf(entry) : freshFields(results, currentYear())
  const fields: ResultFields = { ...initial, ...Form.useWatch([], form) }
  const nameOf = (of: {
    year: number | null
    assessment: Result['assessment']
    peerGroup?: string | null | undefined
  }) =>
    [of.year === null ? '' : words.yearOf(of.year), words.assessments[of.assessment], of.peerGroup]
      .filter(Boolean)
      .join(' ')
  const saving = useEntry(client.assessment.saveResult, (input) =>
    nameOf({ ...input, year: Number(input.year) }),
  )
  const existing = entry
    ? undefined
    : results.find((result) => result.year === fields.year && isSameSeries(result, seriesOf(fields)))
  const openExisting = () =>
    fields.year !== null && open({ what: 'result', year: fields.year, ...seriesOf(fields) })
  const submit = async () => {
    const { year, ...rest } = { ...initial, ...form.getFieldsValue() }
    if (year === null || existing) return
    const former = entry === undefined ? {} : { formerGroup: entry.peerGroup }
    const input = { unitId, ...inputOf({ ...rest, year }, year), ...former, version: entry?.version ?? null }
    // A failure is shown above the form.
    await saving.save(input).then(close, () => undefined)
  }
  const remove = useMutation({
    mutationFn: ({ year, assessment, peerGroup, version }: Result) =>
      client.assessment.removeResult({ unitId, year, assessment, peerGroup: peerGroup ?? '', version }),
    onSuccess: async (_, gone) => {
      const reload = () => queries.invalidateQueries({ queryKey: api.assessment.key() })
      close()
      await reload()
      offerUndo({
        message: text.removed(nameOf(gone)),
        undo: async () => {
          await client.assessment.saveResult({ unitId, ...inputOf(fieldsOf(gone), gone.year), version: null })
          await reload()
        },
      })
    },
    onError: failed,
  })
  const labels = {
    publishedOn: text.publishedOn,
    ...words.dimensions,
    peerGroup: words.peerGroup,
    score: words.score,
    scoreChange: text.scoreChange,
    rank: words.rank,
    rankChange: text.rankChange,
    groupSize: text.groupSize,
    grade: words.grade,
    gradeBefore: text.gradeBefore,
    source: text.source,
  }
  return (
    <EntryForm<ResultFields>
      form={form}
      initial={initial}
      submit={submit}
      name={nameOf(fields)}
      entry={saving}
      differences={entry ? differencesOf(fieldsOf(entry), fields, labels, text.empty) : []}
      exists={existing !== undefined}
      openExisting={openExisting}
      saveLabel={text.save}
      close={close}
      remove={entry && (() => remove.mutate(entry))}
      preview={<ResultPreview fields={fields} results={results} />}
    >
      <Form.Item name="assessment" label={words.assessment} className="wide">
        <Select
          disabled={entry !== undefined}
          options={assessments.map((value) => ({ value, label: words.assessments[value] }))}
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
      <Form.Item name="peerGroup" label={words.peerGroup}>
        <Input maxLength={80} placeholder={text.peerGroupHint} />
      </Form.Item>
      <Form.Item
        name="score"
        label={words.score}
        rules={[
          () => ({
            validator: () =>
              faultOfResult(inputOf({ ...initial, ...form.getFieldsValue() }, 0)) === 'empty_result'
                ? Promise.reject(new Error(text.needOne))
                : Promise.resolve(),
            validateTrigger: 'onSubmit',
          }),
        ]}
      >
        <InputNumber<number> min={0} max={1000} precision={2} controls={false} />
      </Form.Item>
      <Form.Item name="scoreChange" label={text.scoreChange} extra={text.scoreChangeHint}>
        <InputNumber<number> min={-1000} max={1000} precision={2} controls={false} />
      </Form.Item>
      <Form.Item
        name="rank"
        label={words.rank}
        dependencies={['groupSize']}
        rules={[
          () => ({
            validator: () => {
              const { rank, groupSize } = form.getFieldsValue()
              const beyond = (rank ?? 0) > (groupSize ?? Number.POSITIVE_INFINITY)
              return beyond
                ? Promise.reject(new Error(text.rankBeyond(rank ?? 0, groupSize ?? 0)))
                : Promise.resolve()
            },
          }),
        ]}
      >
        <InputNumber<number> min={1} max={1_000_000} precision={0} controls={false} />
      </Form.Item>
      <Form.Item name="rankChange" label={text.rankChange} extra={text.rankChangeHint}>
        <InputNumber<number> min={-1_000_000} max={1_000_000} precision={0} controls={false} />
      </Form.Item>
      <Form.Item name="groupSize" label={text.groupSize}>
        <InputNumber<number> min={1} max={1_000_000} precision={0} controls={false} />
      </Form.Item>
      <Form.Item name="publishedOn" label={text.publishedOn}>
        <DayField />
      </Form.Item>
      <div className="entry-pair">
        <Form.Item name="gradeBefore" label={text.gradeBefore}>
          <Input maxLength={10} />
        </Form.Item>
        <Form.Item name="grade" label={words.grade}>
          <Input maxLength={10} />
        </Form.Item>
      </div>
      <details className="wide entry-more" open={dimensions.some((key) => initial[key] !== null)}>
        <summary>{text.dimensions}</summary>
        <div className="entry-fields">
          {dimensions.map((key) => (
            <Form.Item key={key} name={key} label={words.dimensions[key]}>
              <InputNumber<number> min={0} max={1000} precision={2} controls={false} />
            </Form.Item>
          ))}
        </div>
      </details>
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
