// The notice of a meeting as text for the group chat, and the dialog that sends it.
import { App, Button, Modal } from 'antd'
import { client } from '../../../../core/web/client.ts'
import { Section } from '../../../../core/web/page.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { deskText } from '../meeting-words.ts'
import { showMinute } from '../moment.ts'
import { useKindName } from '../words.ts'
import type { Run } from './use-acts.ts'

function useNotice(meeting: Meeting): string {
  const text = useText(deskText).notice
  const kindName = useKindName()
  return [
    text.line(meeting.unitName, kindName(meeting.kind), meeting.title),
    text.time(showMinute(meeting.plannedAt)),
    ...(meeting.place === null ? [] : [text.place(meeting.place)]),
    ...(meeting.agenda.length === 0
      ? []
      : [text.agenda, ...meeting.agenda.map((item, at) => `${at + 1}. ${item.title}`)]),
    text.leave,
  ].join('\n')
}

/** False where the browser does not allow it: the text can still be selected. */
async function copy(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words)
    return true
  } catch {
    return false
  }
}

export function NoticeSection({ meeting }: { meeting: Meeting }) {
  const text = useText(deskText).notice
  const { message } = App.useApp()
  const words = useNotice(meeting)
  const press = async () => {
    if (await copy(words)) void message.success(text.copied)
  }
  return (
    <Section
      title={text.title}
      hint={text.hint}
      extra={<Button onClick={() => void press()}>{text.copy}</Button>}
    >
      <p className="written notice-text">{words}</p>
    </Section>
  )
}

type DialogProps = { meeting: Meeting; run: Run; open: boolean; close: () => void; done: () => void }

export function NoticeDialog({ meeting, run, open, close, done }: DialogProps) {
  const text = useText(deskText).notice
  const desk = useText(deskText)
  const { message } = App.useApp()
  const words = useNotice(meeting)
  const send = async () => {
    // The clipboard belongs to the press of the button: first the copy, then the server.
    const copied = await copy(words)
    const outcome = await run({
      does: ({ id, version }) => client.meetings.notify({ meetingId: id, version }),
    })
    if (outcome !== 'done') return
    if (copied) void message.success(text.copied)
    close()
    done()
  }
  return (
    <Modal
      open={open}
      title={text.dialog}
      okText={text.send}
      cancelText={desk.acts.back}
      onOk={send}
      onCancel={close}
    >
      <div className="meeting-form">
        <p className="second">{text.why}</p>
        <p className="written notice-text">{words}</p>
      </div>
    </Modal>
  )
}
