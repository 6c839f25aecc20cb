// The entry of one assessment result, with what will follow from it computed while one types.
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { client } from '../../../core/web/client.ts'
import { useText } from '../../../core/web/text.ts'
import { currentYear } from '../../../core/web/view.ts'
import type { Result } from '../contract.ts'
import { assessments, faultOfResult } from '../rules.ts'
import { differencesOf, EntryProblem, Notice, useEntry } from './entry.tsx'
import type { Target } from './entry-drawer.tsx'
import { entryText } from './entry-words.ts'
import type { Institution } from './institution.ts'
import { fieldsOf, freshFields, inputOf, type ResultFields } from './result-fields.ts'
import { ResultPreview } from './result-preview.tsx'
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
  const [form] = Form.useForm<ResultFields>()
  const initial = entry ? fieldsOf(entry) : freshFields(results, currentYear())
  const fields: ResultFields = { ...initial, ...Form.useWatch([], form) }
  const nameOf = ({ year, assessment }: { year: number | null; assessment: Result['assessment'] }) =>
    [year === null ? '' : words.yearOf(year), words.assessments[assessment]].filter(Boolean).join(' ')
  const { problem, clear, save, busy } = useEntry(client.assessment.saveResult, (input) =>
    nameOf({ ...input, year: Number(input.year) }),
  )
  const existing = entry
    ? undefined
    : results.find(({ year, assessment }) => year === fields.year && assessment === fields.assessment)
  const openExisting = () =>
    fields.year !== null && open({ what: 'result', year: fields.year, assessment: fields.assessment })
  const submit = async () => {
    const { year, ...rest } = { ...initial, ...form.getFieldsValue() }
    if (year === null || existing) return
    const input = { unitId, ...inputOf({ ...rest, year }, year), version: entry?.version ?? null }
    // A failure is shown above the form.
    await save(input).then(close, () => undefined)
  }
  const labels = {
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
    <Form<ResultFields>
      form={form}
      layout="vertical"
      initialValues={initial}
      validateTrigger="onBlur"
      // Most fields are optional: the few that are not carry the mark.
      requiredMark
      onFinish={() => void submit()}
    >
      <EntryProblem
        problem={problem}
        name={nameOf(fields)}
        differences={entry ? differencesOf(fieldsOf(entry), fields, labels, text.empty) : []}
        openExisting={openExisting}
        useTheirs={() => {
          form.resetFields()
          clear()
        }}
        useMine={() => form.submit()}
      />
      {existing && problem === null && (
        <Notice title={text.takenTitle(nameOf(fields))}>
          <Button size="small" onClick={openExisting}>
            {text.openExisting}
          </Button>
        </Notice>
      )}
      <div className="entry-fields">
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
        <div className="entry-pair">
          <Form.Item name="gradeBefore" label={text.gradeBefore}>
            <Input maxLength={10} />
          </Form.Item>
          <Form.Item name="grade" label={words.grade}>
            <Input maxLength={10} />
          </Form.Item>
        </div>
        <Form.Item
          name="source"
          label={text.source}
          className="wide"
          rules={[{ required: true, whitespace: true, message: text.needSource }]}
        >
          <Input.TextArea
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            placeholder={text.sourceHint}
          />
        </Form.Item>
      </div>
      <ResultPreview fields={fields} results={results} />
      <div className="row entry-acts">
        <Button type="primary" htmlType="submit" loading={busy} disabled={existing !== undefined}>
          {text.save}
        </Button>
        <Button onClick={close}>{text.cancel}</Button>
      </div>
    </Form>
  )
}
