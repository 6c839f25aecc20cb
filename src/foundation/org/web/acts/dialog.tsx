// The dialog of every act on a unit: a form whose failures stay in it, the field of its day, and the way back.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { api } from '../../../../core/web/client.ts'
import { useFailure, useUndo } from '../../../../core/web/status.tsx'
import { useText } from '../../../../core/web/text.ts'
import { actText } from '../act-words.ts'
import { DayField } from '../day-field.tsx'
import { ActFailure, type ActFacts } from '../refusals.tsx'
import type { UnitPage } from '../unit-parts.tsx'

export type ActProps = { unit: UnitPage; close: () => void }

type DialogProps<Fields> = {
  title: string
  button: string
  danger?: boolean
  close: () => void
  initial: Partial<Fields>
  /** Failures stay in the dialog; without one it closes. */
  act: (fields: Fields) => Promise<void>
  wide?: boolean
  known?: (fields: Partial<Fields>) => ActFacts
  children: ReactNode
}

export function Dialog<Fields extends object>(props: DialogProps<Fields>) {
  const { title, button, danger = false, close, initial, act, known, wide = false, children } = props
  const text = useText(actText)
  const queries = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [sent, setSent] = useState<Partial<Fields>>({})
  const run = async (fields: Fields) => {
    setBusy(true)
    setError(null)
    setSent(fields)
    try {
      await act(fields)
      close()
      // People, findings and tables hang on the tree.
      await queries.invalidateQueries()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      width={wide ? 720 : 520}
      title={title}
      onCancel={close}
      onOk={() => form.submit()}
      okText={button}
      okButtonProps={{ danger }}
      cancelText={text.cancel}
      confirmLoading={busy}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(fields) => void run(fields)}
      >
        {children}
      </Form>
      <ActFailure error={error} known={known?.(sent) ?? {}} />
    </Modal>
  )
}

/** The day from which an act holds; today when nothing else is chosen. */
export function OnField({ unit }: { unit: UnitPage }) {
  const text = useText(actText)
  const history = useQuery(api.org.history.queryOptions({ input: { unitId: unit.id }, staleTime: 60_000 }))
  const { stages = [], today = '' } = history.data ?? {}
  const present = stages.findLast((stage) => stage.fromOn <= today)
  return (
    <Form.Item
      name="on"
      label={text.on}
      extra={text.onHint}
      rules={[{ required: true, message: text.needDay }]}
    >
      <DayField least={present?.fromOn ?? null} />
    </Form.Item>
  )
}

/** Offers for ten seconds to take an act back, and loads the tree anew when that was done. */
export function useTakeBack(): (message: string, undo: () => Promise<unknown>, verb?: string) => void {
  const offerUndo = useUndo()
  const queries = useQueryClient()
  const failed = useFailure()
  const { notification } = App.useApp()
  return (message, undo, verb) => {
    const back = async () => {
      await undo()
      await queries.invalidateQueries()
    }
    if (verb === undefined) {
      offerUndo({ message, undo: back })
      return
    }
    const key = `take-back-${message}`
    notification.open({
      key,
      title: message,
      duration: 10,
      showProgress: true,
      pauseOnHover: true,
      role: 'status',
      actions: (
        <Button
          size="small"
          type="primary"
          onClick={() => {
            notification.destroy(key)
            back().catch(failed)
          }}
        >
          {verb}
        </Button>
      ),
    })
  }
}
