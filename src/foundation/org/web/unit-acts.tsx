// The acts on a unit as dialogs: found a child, rename, move, dissolve; each can be taken back where that is possible.
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { useGo } from '../../../core/web/go.tsx'
import { useFailure, useUndo } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { type UnitKind, unitKinds } from '../words.ts'
import { actText } from './act-words.ts'
import { DayField, today } from './day-field.tsx'
import { MoveField } from './move-field.tsx'
import { useName } from './names.tsx'
import { ActFailure, type ActFacts } from './refusals.tsx'
import { foundable } from './tree.ts'
import type { UnitPage } from './unit-parts.tsx'
import { unitText } from './words.ts'

type Act = 'found' | 'rename' | 'move' | 'dissolve'

/** `show` opens a dialog; `dialogs` must stand in the page. */
export function useUnitActs(unit: UnitPage): { show: (act: Act) => void; dialogs: ReactNode } {
  const [shown, setShown] = useState<Act | null>(null)
  const close = () => setShown(null)
  return {
    show: setShown,
    dialogs: (
      <>
        {shown === 'found' && <Found unit={unit} close={close} />}
        {shown === 'rename' && <Rename unit={unit} close={close} />}
        {shown === 'move' && <Move unit={unit} close={close} />}
        {shown === 'dissolve' && <Dissolve unit={unit} close={close} />}
      </>
    ),
  }
}

type ActProps = { unit: UnitPage; close: () => void }

type DialogProps<Fields> = {
  title: string
  button: string
  danger?: boolean
  close: () => void
  initial: Partial<Fields>
  /** Failures stay in the dialog; without one it closes. */
  act: (fields: Fields) => Promise<void>
  known?: (fields: Partial<Fields>) => ActFacts
  children: ReactNode
}

function Dialog<Fields extends object>(props: DialogProps<Fields>) {
  const { title, button, danger = false, close, initial, act, known, children } = props
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
      await queries.invalidateQueries({ queryKey: api.org.key() })
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Modal
      open
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

type FoundFields = { kind: UnitKind; code: string; name: string; foundedOn: string }

function Found({ unit, close }: ActProps) {
  const text = useText(actText)
  const name = useName()
  const go = useGo()
  const { notification } = App.useApp()
  const kinds = foundable(unit.kind)
  const [first] = kinds
  return (
    <Dialog<FoundFields>
      title={text.foundIn(unit.name)}
      button={text.foundNow}
      close={close}
      initial={{ foundedOn: today(), ...(first ? { kind: first } : {}) }}
      known={({ code }) => (code === undefined ? {} : { code })}
      act={async (fields) => {
        const { id } = await client.org.createUnit({ parentId: unit.id, ...fields })
        notification.success({
          key: `founded-${id}`,
          title: text.founded(fields.name),
          actions: (
            <Button
              size="small"
              onClick={() => {
                notification.destroy(`founded-${id}`)
                go(`/units/${id}`)
              }}
            >
              {text.open}
            </Button>
          ),
        })
      }}
    >
      <Form.Item name="kind" label={text.kind} rules={[{ required: true, message: text.needKind }]}>
        <Select
          options={kinds.map((value) => ({ value, label: name(unitKinds, value) }))}
          className="short-field"
        />
      </Form.Item>
      <Form.Item
        name="name"
        label={text.name}
        rules={[{ required: true, whitespace: true, message: text.needName }]}
      >
        <Input maxLength={80} autoFocus />
      </Form.Item>
      <Form.Item
        name="code"
        label={text.code}
        extra={text.codeHint}
        rules={[{ required: true, whitespace: true, message: text.needCode }]}
      >
        <Input maxLength={40} className="short-field" />
      </Form.Item>
      <Form.Item name="foundedOn" label={text.foundedOn} rules={[{ required: true, message: text.needDay }]}>
        <DayField />
      </Form.Item>
    </Dialog>
  )
}

function Rename({ unit, close }: ActProps) {
  const text = useText(actText)
  const offerUndo = useTakeBack()
  return (
    <Dialog<{ name: string }>
      title={text.renameOf(unit.name)}
      button={text.renameNow}
      close={close}
      initial={{ name: unit.name }}
      act={async ({ name }) => {
        const { version } = await client.org.renameUnit({ unitId: unit.id, name, version: unit.version })
        offerUndo(text.renamed(unit.name, name.trim()), () =>
          client.org.renameUnit({ unitId: unit.id, name: unit.name, version }),
        )
      }}
    >
      <Form.Item
        name="name"
        label={text.name}
        rules={[{ required: true, whitespace: true, message: text.needName }]}
      >
        <Input maxLength={80} autoFocus />
      </Form.Item>
    </Dialog>
  )
}

function Move({ unit, close }: ActProps) {
  const text = useText(actText)
  const offerUndo = useTakeBack()
  const [parentName, setParentName] = useState('')
  const now = unit.above.at(-1)
  return (
    <Dialog<{ parentId: string }>
      title={text.moveOf(unit.name)}
      button={text.moveNow}
      close={close}
      initial={{}}
      act={async ({ parentId }) => {
        const { version } = await client.org.moveUnit({ unitId: unit.id, parentId, version: unit.version })
        offerUndo(text.moved(unit.name, parentName), async () => {
          if (now) await client.org.moveUnit({ unitId: unit.id, parentId: now.id, version })
        })
      }}
    >
      <Form.Item
        name="parentId"
        label={text.moveTo}
        extra={text.moveHint}
        rules={[
          { required: true, message: text.needParent },
          {
            validator: (_, value) =>
              value === now?.id ? Promise.reject(new Error(text.sameParent)) : Promise.resolve(),
          },
        ]}
      >
        <MoveField unit={unit} onName={setParentName} />
      </Form.Item>
    </Dialog>
  )
}

function Dissolve({ unit, close }: ActProps) {
  const text = useText(actText)
  const page = useText(unitText)
  const takeBack = useTakeBack()
  return (
    <Dialog<{ on: string }>
      title={text.dissolveOf(unit.name)}
      button={text.dissolveNow}
      danger
      close={close}
      initial={{ on: today() }}
      known={() => ({ foundedOn: unit.foundedOn })}
      act={async ({ on }) => {
        const { version } = await client.org.dissolveUnit({ unitId: unit.id, on, version: unit.version })
        // Said with its own verb: 撤销 is both what was done here and the usual word for taking something back.
        takeBack(
          text.dissolved(unit.name, on),
          () => client.org.dissolveUnit({ unitId: unit.id, on: null, version }),
          page.restore,
        )
      }}
    >
      <p className="second prose dialog-hint">{text.dissolveHint}</p>
      <Form.Item name="on" label={text.dissolveOn} rules={[{ required: true, message: text.needDay }]}>
        <DayField />
      </Form.Item>
    </Dialog>
  )
}

/** Offers for ten seconds to take an act back, and loads the tree anew when that was done. */
function useTakeBack(): (message: string, undo: () => Promise<unknown>, verb?: string) => void {
  const offerUndo = useUndo()
  const queries = useQueryClient()
  const failed = useFailure()
  const { notification } = App.useApp()
  return (message, undo, verb) => {
    const back = async () => {
      await undo()
      await queries.invalidateQueries({ queryKey: api.org.key() })
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
