// The frame of every change of a person: a drawer with a form, its refusals in words, and what is loaded anew.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Form, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { api, readError } from '../../../core/web/client.ts'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { ErrorState } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { useUnitChoices } from '../../org/web/index.ts'
import type { UnitKind } from '../../org/words.ts'
import { changeText } from './change-words.ts'
import './rule-sentences.ts'

type ChangeProps<Fields> = {
  title: string
  /** A verb. */
  button: string
  hint?: ReactNode
  danger?: boolean
  initial?: Partial<Fields>
  /** Failures stay in the drawer; without one it closes. */
  act: (fields: Fields) => Promise<unknown>
  close: () => void
  children: ReactNode
}

export function Change<Fields extends object>(props: ChangeProps<Fields>) {
  const { title, button, hint, danger = false, initial, act, close, children } = props
  const text = useText(changeText)
  const phone = useIsPhone()
  const queries = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async (fields: Fields) => {
    setBusy(true)
    setError(null)
    try {
      await act(fields)
      close()
      // Findings, tables and the tree show people too.
      await queries.invalidateQueries()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Drawer
      open
      onClose={close}
      title={title}
      size={phone ? '100%' : 480}
      maskClosable={false}
      footer={
        <div className="row change-foot">
          <Button onClick={close}>{text.cancel}</Button>
          <Button type="primary" danger={danger} loading={busy} onClick={() => form.submit()}>
            {button}
          </Button>
        </div>
      }
    >
      {hint && <p className="second prose change-hint">{hint}</p>}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError={{ focus: true }}
        validateTrigger="onBlur"
        initialValues={initial as Partial<Fields> & object}
        onFinish={(fields) => void run(fields)}
      >
        {children}
      </Form>
      <Refused error={error} />
    </Drawer>
  )
}

/** A refusal with the sentence that fits its reason, or the general words for the code. */
export function Refused({ error }: { error: unknown }) {
  const text = useText(changeText)
  if (!error) return null
  const { code, facts } = readError(error)
  const reason = String(facts['reason'] ?? facts['state'] ?? '')
  const fault = String(facts['fault'] ?? '')
  const reasons: Readonly<Record<string, string>> = text.reasons
  const faults: Readonly<Record<string, string>> = text.faults
  const sentence =
    faults[fault] ??
    (code === 'invalid_input' || code === 'wrong_state' ? reasons[reason] : undefined) ??
    (code === 'taken' ? text.taken : code === 'overlap' ? text.overlap : undefined)
  return sentence === undefined ? (
    <ErrorState error={error} />
  ) : (
    <Alert type="warning" showIcon role="alert" title={sentence} />
  )
}

type UnitFieldProps = {
  institutionId: string
  kinds: readonly UnitKind[]
  /** Given by the form. */
  id?: string
  value?: string | null
  onChange?: (value: string | null) => void
  clearable?: boolean
}

/** A unit of one institution, found by typing; of a very large tree the server finds it. */
export function UnitField({ institutionId, kinds, id, value, onChange, clearable = false }: UnitFieldProps) {
  const { units, whole, search } = useUnitChoices(kinds)
  const known = units?.find((unit) => unit.id === value)
  // What is chosen already has its name even where only the hits of a search are known.
  const chosen = useQuery(
    api.org.way.queryOptions({
      input: { unitId: value ?? '' },
      enabled: !whole && Boolean(value) && known === undefined,
    }),
  )
  const choices = [
    ...(units ?? []),
    ...(known === undefined && chosen.data?.id === (value ?? '') ? [chosen.data] : []),
  ].filter((unit) => unit.institutionId === institutionId)
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      value={value ?? null}
      onChange={(next: string | undefined) => onChange?.(next ?? null)}
      allowClear={clearable}
      loading={units === undefined}
      showSearch={whole ? { optionFilterProp: 'label' } : { filterOption: false, onSearch: search }}
      options={choices.map((unit) => ({ value: unit.id, label: unit.name }))}
    />
  )
}

export const partyUnitKinds: readonly UnitKind[] = ['branch', 'group']
