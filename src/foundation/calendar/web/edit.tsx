// The entry of a year: choose a holiday, click its days, name the notice, save the whole year.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, type InputRef, Segmented } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { client } from '../../../core/web/client.ts'
import { ErrorState, useUndo } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { type Day, differing, toggled } from './days.ts'
import { Legend } from './month.tsx'
import { calendarText } from './words.ts'
import { Year } from './year.tsx'

type Saved = {
  readonly year: number
  readonly known: boolean
  readonly source: string | null
  readonly days: readonly Day[]
}

// What is stored is the notice's Chinese name, in whichever language one enters it.
const holidays = ['元旦', '春节', '清明', '劳动节', '端午', '中秋', '国庆节'] as const
const other = 'other'

type Arrangement = Parameters<typeof client.calendar.saveYear>[0]

export function Edit({ saved, close }: { saved: Saved; close: () => void }) {
  const text = useText(calendarText)
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const { message } = App.useApp()
  const { year } = saved
  const before = new Map(saved.days.map((day) => [day.day, day]))
  const [marked, setMarked] = useState<ReadonlyMap<string, Day>>(before)
  const [holiday, setHoliday] = useState<string>(holidays[0])
  const [otherName, setOtherName] = useState('')
  const [source, setSource] = useState(saved.source ?? '')
  const [faults, setFaults] = useState<{ source?: string; name?: string }>({})
  const sourceField = useRef<InputRef>(null)
  const nameField = useRef<InputRef>(null)
  const name = holiday === other ? otherName.trim() : holiday
  const changes = differing(before, marked) + (source.trim() === (saved.source ?? '') ? 0 : 1)

  const save = useMutation({
    mutationFn: (input: Arrangement) => client.calendar.saveYear(input),
    onSuccess: async () => {
      // Reminders and terms everywhere were computed across this year.
      await queries.invalidateQueries()
      const { source: oldSource, days } = saved
      if (saved.known && oldSource !== null) {
        offerUndo({
          message: text.saved(year),
          undo: async () => {
            await client.calendar.saveYear({ year, source: oldSource, days: [...days] })
            await queries.invalidateQueries()
          },
        })
      } else message.success(text.saved(year))
      close()
    },
  })
  const submit = () => {
    if (source.trim() === '') {
      setFaults({ source: text.needSource })
      sourceField.current?.focus()
      return
    }
    // A year without any holiday does not exist: saving it would only silence the warning.
    if (marked.size === 0) {
      setFaults({ name: text.needDays })
      return
    }
    save.mutate({
      year,
      source: source.trim(),
      days: [...marked.values()].sort((a, b) => a.day.localeCompare(b.day)),
    })
  }
  const press = (day: string) => {
    if (!marked.has(day) && name === '') {
      setFaults({ name: text.needName })
      nameField.current?.focus()
      return
    }
    setFaults({})
    setMarked(toggled(marked, day, name))
  }
  useLeaveWarning(changes > 0 && !save.isSuccess)
  return (
    <>
      <section className="section calendar-edit" aria-label={text.editing(year)}>
        <p className="prose">{text.editHow}</p>
        <Form layout="vertical" component="div" requiredMark>
          <Form.Item
            label={text.name}
            validateStatus={faults.name === undefined ? '' : 'error'}
            help={faults.name}
          >
            <div className="row">
              <div className="calendar-names">
                <Segmented
                  aria-label={text.name}
                  value={holiday}
                  onChange={setHoliday}
                  options={[
                    ...holidays.map((value, index) => ({
                      value: value as string,
                      label: text.names.split(' ')[index]?.replaceAll('-', ' ') ?? value,
                    })),
                    { value: other, label: text.otherHint },
                  ]}
                />
              </div>
              {holiday === other && (
                <Input
                  ref={nameField}
                  className="calendar-name"
                  aria-label={text.otherName}
                  placeholder={text.otherName}
                  maxLength={40}
                  value={otherName}
                  onChange={(event) => setOtherName(event.target.value)}
                />
              )}
            </div>
          </Form.Item>
          <Form.Item
            label={text.sourceLabel}
            htmlFor="calendar-source"
            required
            validateStatus={faults.source === undefined ? '' : 'error'}
            help={faults.source}
          >
            <Input
              id="calendar-source"
              ref={sourceField}
              maxLength={200}
              placeholder={text.sourceHint}
              value={source}
              onChange={(event) => setSource(event.target.value)}
            />
          </Form.Item>
        </Form>
        {save.isError && <ErrorState error={save.error} retry={submit} />}
        <div className="row">
          <Button type="primary" loading={save.isPending} onClick={submit}>
            {marked.size === 0 ? text.saveNone : text.save(marked.size)}
          </Button>
          <Button onClick={close}>{text.cancel}</Button>
          <span className="second" aria-live="polite">
            {changes === 0 ? text.unchanged : text.changed(changes)}
          </span>
          <span className="third">{text.copies}</span>
        </div>
      </section>
      <Legend today={false} />
      <Year year={year} marked={marked} press={press} />
    </>
  )
}

/** Closing the window would lose what was clicked. */
function useLeaveWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    globalThis.addEventListener('beforeunload', warn)
    return () => globalThis.removeEventListener('beforeunload', warn)
  }, [active])
}
