// What both entry forms share: saving, and what is said when somebody else entered or changed the same.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, type FormInstance } from 'antd'
import { type ReactNode, useState } from 'react'
import { api, readError } from '../../../core/web/client.ts'
import { ErrorState } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { entryText } from './entry-words.ts'

type Problem = { readonly code: 'taken' | 'stale' | 'other'; readonly error: unknown }

/** Saves through `send`; after it, or when it met a newer entry, the figures are loaded anew. */
export function useEntry<Input>(send: (input: Input) => Promise<unknown>, saved: (input: Input) => string) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const text = useText(entryText)
  const [problem, setProblem] = useState<Problem | null>(null)
  const reload = () => queries.invalidateQueries({ queryKey: api.assessment.key() })
  const mutation = useMutation({
    mutationFn: send,
    onMutate: () => setProblem(null),
    onSuccess: async (_, input) => {
      const time = new Date().toTimeString().slice(0, 5)
      message.success(text.saved(saved(input), time))
      await reload()
    },
    onError: async (error) => {
      const { code } = readError(error)
      const known = code === 'taken' || code === 'stale' ? code : 'other'
      if (known !== 'other') await reload()
      setProblem({ code: known, error })
    },
  })
  return { problem, clear: () => setProblem(null), save: mutation.mutateAsync, busy: mutation.isPending }
}

type EntryFormProps<F extends object> = {
  form: FormInstance<F>
  initial: F
  submit: () => Promise<void>
  /** The entry's name: '2023 年 国考' */
  name: string
  entry: Pick<ReturnType<typeof useEntry>, 'problem' | 'clear' | 'busy'>
  differences: readonly Difference[]
  /** Whether what is typed names an entry that exists already. */
  exists: boolean
  openExisting: () => void
  saveLabel: string
  /** Takes the entry away; undefined where there is none yet. */
  remove?: (() => void) | undefined
  close: () => void
  preview: ReactNode
  children: ReactNode
}

/** The frame of an entry form: what went wrong above, the fields, what follows from them, and the two buttons. */
export function EntryForm<F extends object>(props: EntryFormProps<F>) {
  const { form, initial, submit, name, entry, differences, exists, openExisting, close } = props
  const text = useText(entryText)
  return (
    <Form<F>
      form={form}
      layout="vertical"
      initialValues={initial}
      validateTrigger="onBlur"
      // Most fields are optional: the few that are not carry the mark.
      requiredMark
      onFinish={() => void submit()}
    >
      <EntryProblem
        problem={entry.problem}
        name={name}
        differences={differences}
        openExisting={openExisting}
        useTheirs={() => {
          form.resetFields()
          entry.clear()
        }}
        useMine={() => form.submit()}
      />
      {exists && entry.problem === null && (
        <Notice title={text.takenTitle(name)}>
          <Button size="small" onClick={openExisting}>
            {text.openExisting}
          </Button>
        </Notice>
      )}
      <div className="entry-fields">{props.children}</div>
      {props.preview}
      <div className="row entry-acts">
        <Button type="primary" htmlType="submit" loading={entry.busy} disabled={exists}>
          {props.saveLabel}
        </Button>
        <Button onClick={close}>{text.cancel}</Button>
        {props.remove && (
          <Button danger onClick={props.remove}>
            {text.remove}
          </Button>
        )}
      </div>
    </Form>
  )
}

type Difference = { readonly field: string; readonly theirs: string; readonly mine: string }

type ProblemProps = {
  problem: Problem | null
  /** The entry's name: '2023 年 国考' */
  name: string
  differences: readonly Difference[]
  openExisting: () => void
  useTheirs: () => void
  useMine: () => void
}

function EntryProblem(props: ProblemProps) {
  const { problem, name, differences, openExisting, useTheirs, useMine } = props
  const text = useText(entryText)
  if (problem === null) return null
  if (problem.code === 'other') return <ErrorState error={problem.error} />
  if (problem.code === 'taken') {
    return (
      <Notice title={text.takenTitle(name)}>
        <p>{text.taken}</p>
        <Button size="small" onClick={openExisting}>
          {text.openExisting}
        </Button>
      </Notice>
    )
  }
  return (
    <Notice title={text.staleTitle}>
      {differences.length === 0 ? (
        <p>{text.staleSame}</p>
      ) : (
        <>
          <p>{text.stale}</p>
          <Differences differences={differences} />
        </>
      )}
      <div className="row">
        <Button size="small" onClick={useTheirs}>
          {text.useTheirs}
        </Button>
        {differences.length > 0 && (
          <Button size="small" onClick={useMine}>
            {text.useMine}
          </Button>
        )}
      </div>
    </Notice>
  )
}

/** A notice that stands above the form and is read aloud when it appears. */
function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Alert
      className="entry-problem"
      type="warning"
      showIcon
      role="alert"
      title={title}
      description={children}
    />
  )
}

function Differences({ differences }: { differences: readonly Difference[] }) {
  const text = useText(entryText)
  return (
    <table>
      <thead>
        <tr>
          {[text.field, text.theirs, text.mine].map((head) => (
            <th key={head} scope="col" className="third">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {differences.map(({ field, theirs, mine }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>{theirs}</td>
            <td>{mine}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The fields in which two versions of an entry differ, written for people. */
export function differencesOf<F extends object>(
  theirs: F,
  mine: F,
  labels: { readonly [K in keyof F]?: string },
  empty: string,
): Difference[] {
  return (Object.keys(labels) as (keyof F)[]).flatMap((key) => {
    const [left, right] = [theirs[key] ?? '', mine[key] ?? '']
    const field = labels[key]
    if (left === right || field === undefined) return []
    return [{ field, theirs: String(left) || empty, mine: String(right) || empty }]
  })
}

/** What people paste from a report: line breaks become spaces, which is what the server takes. */
export const oneLine = (text: string): string => text.replaceAll(/\s*[\r\n\t]+\s*/g, ' ').trim()
/** An empty field of text is no value. */
export const textOrNull = (text: string | null | undefined): string | null => oneLine(text ?? '') || null
