// The desk of one meeting: steps and next act on top, the record at the left, notice or roll at the right.
import { Alert, App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { DownloadOutlined, MoreOutlined } from '@ant-design/icons'
import { client } from '../../../../core/web/client.ts'
import { Refusal } from '../../../../core/web/law.tsx'
import { Page } from '../../../../core/web/page.tsx'
import { useIsPhone } from '../../../../core/web/screen-size.ts'
import { useMe } from '../../../../core/web/session.ts'
import { save } from '../../../../core/web/table.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { lifeCycle, mayEdit, tookPart } from '../../rules.ts'
import { useMeetingFailure } from '../failure.ts'
import { LaterParts } from '../later-parts.tsx'
import { lifeText } from '../life-words.ts'
import { deskText } from '../meeting-words.ts'
import { showMinute } from '../moment.ts'
import { useKindName } from '../words.ts'
import { Agenda } from './agenda.tsx'
import { AmendDialog, Revisions } from './amend.tsx'
import { CloseDialog } from './close-dialog.tsx'
import { EditDialog } from './edit-dialog.tsx'
import { Facts } from './facts.tsx'
import { Files } from './files.tsx'
import { Guests } from './guests.tsx'
import { Leaves } from './leaves.tsx'
import { inTheWay } from './live.ts'
import { MinutesSection } from './minutes.tsx'
import { useNext } from './next.ts'
import { NoticeDialog, NoticeSection } from './notice.tsx'
import { Parts } from './parts.tsx'
import { OpenDialog } from './open-dialog.tsx'
import { RecountPart } from './recount.tsx'
import { reach } from './reach.ts'
import { Resolutions } from './resolutions.tsx'
import { Roll, useAttend } from './roll.tsx'
import { Steps } from './steps.tsx'
import { type Run, useForgetLists } from './use-acts.ts'
import { useMinutes } from './use-minutes.ts'

type Dialog = 'notify' | 'open' | 'close' | 'edit' | 'amend' | null

export function Desk({ meeting, run, busy }: { meeting: Meeting; run: Run; busy: boolean }) {
  const text = useText(deskText)
  const life = useText(lifeText)
  const phone = useIsPhone()
  const kindName = useKindName()
  const { accountId } = useMe()
  const { modal, message } = App.useApp()
  const fail = useMeetingFailure()
  const forget = useForgetLists()
  const [dialog, setDialog] = useState<Dialog>(null)
  const [moving, setMoving] = useState(false)
  const minutes = useMinutes(meeting, accountId, run)
  const { allPresent } = useAttend(meeting, run)
  const missing = inTheWay(meeting, minutes.draft)
  const next = useNext(meeting, missing.length)
  const may = (move: Meeting['moves'][number]) => meeting.mayWrite && lifeCycle.allows(meeting.state, move)
  const begun = meeting.startedAt !== null
  const close = () => setDialog(null)

  const confirm = async () => {
    if (missing.length > 0) {
      reach(
        meeting.chair === null
          ? 'meeting-chair'
          : meeting.recorder === null
            ? 'meeting-recorder'
            : 'meeting-minutes',
      )
      return
    }
    setMoving(true)
    const saved = await minutes.save()
    setMoving(false)
    if (!saved) return
    modal.confirm({
      title: text.confirm.dialog,
      content: text.confirm.ask(meeting.title, meeting.present, meeting.due),
      okText: text.confirm.go,
      cancelText: text.acts.back,
      onOk: async () => {
        const outcome = await run({
          does: ({ id, version }) => client.meetings.confirm({ meetingId: id, version }),
        })
        forget()
        if (outcome === 'done') void message.success(text.confirm.done)
      },
    })
  }
  const cancel = () =>
    modal.confirm({
      title: text.acts.cancel,
      content: text.acts.cancelAsk(meeting.title),
      okText: text.acts.cancel,
      okButtonProps: { danger: true },
      cancelText: text.acts.keep,
      onOk: async () => {
        await run({ does: ({ id, version }) => client.meetings.cancel({ meetingId: id, version }) })
        forget()
      },
    })
  const amendable = meeting.mayWrite && mayEdit(meeting.state, 'amend') && meeting.archivedAt === null
  const archive = () =>
    modal.confirm({
      title: life.amend.archive,
      content: life.amend.archiveAsk,
      okText: life.amend.archive,
      cancelText: text.acts.back,
      onOk: async () => {
        await run({
          does: ({ id, version }) => client.meetings.archive({ meetingId: id, version }),
          reread: true,
        })
      },
    })
  const word = async () => {
    try {
      if (!(await minutes.save())) return
      const file = await client.meetings.minutesFile({ meetingId: meeting.id })
      save(file.name, file)
      void message.success(text.acts.saved(file.name))
    } catch (error) {
      fail(error)
    }
  }
  const acts = {
    notify: () => setDialog('notify'),
    open: () => setDialog('open'),
    present: () => void allPresent(),
    close: () => setDialog('close'),
    confirm: () => void confirm(),
  }
  const primary =
    next.act === null
      ? undefined
      : { label: next.label, act: acts[next.act], busy: moving || (busy && next.act === 'present') }

  const others = [
    ...(may('open') && next.act !== 'open'
      ? [{ key: 'open', label: text.acts.openNow, onClick: acts.open }]
      : []),
    ...(may('close') && next.act !== 'close'
      ? [{ key: 'close', label: text.next.close, onClick: acts.close }]
      : []),
    ...(may('notify') && next.act !== 'notify'
      ? [{ key: 'notify', label: text.next.notify, onClick: acts.notify }]
      : []),
    ...(meeting.mayWrite && mayEdit(meeting.state, 'update')
      ? [{ key: 'edit', label: text.acts.edit, onClick: () => setDialog('edit') }]
      : []),
    ...(amendable
      ? [
          { key: 'amend', label: life.amend.open, onClick: () => setDialog('amend') },
          { key: 'archive', label: life.amend.archive, onClick: archive },
        ]
      : []),
    ...(may('cancel') ? [{ key: 'cancel', label: text.acts.cancel, onClick: cancel }] : []),
  ]
  const menu = phone && begun ? [{ key: 'word', label: text.acts.word, onClick: () => void word() }] : []
  const extra = (
    <>
      {begun && !phone && (
        <Button icon={<DownloadOutlined />} onClick={() => void word()}>
          {text.acts.word}
        </Button>
      )}
      {others.length + menu.length > 0 && (
        <Dropdown menu={{ items: [...menu, ...others] }} trigger={['click']} placement="bottomRight">
          <Button icon={<MoreOutlined />} aria-label={text.acts.more} title={text.acts.more} />
        </Dropdown>
      )}
    </>
  )
  const underWay = phone && meeting.state === 'open'
  const facts = <Facts meeting={meeting} run={run} />
  const roll = (
    <>
      {begun && <Roll meeting={meeting} run={run} />}
      <Leaves meeting={meeting} run={run} />
      <Guests meeting={meeting} run={run} />
    </>
  )
  const record = (
    <>
      <Agenda meeting={meeting} run={run} />
      <LaterParts meeting={meeting} />
      {begun && <Resolutions meeting={meeting} run={run} />}
      {(begun || minutes.draft !== '') && (
        <MinutesSection
          minutes={minutes}
          speakers={meeting.roll.filter((line) => tookPart(line.attendance)).map((line) => line.name)}
        />
      )}
      {meeting.state !== 'planned' && meeting.state !== 'cancelled' && <Files meeting={meeting} />}
      {begun && <RecountPart meeting={meeting} />}
      <Revisions meeting={meeting} />
    </>
  )
  const notice = !begun && meeting.state !== 'cancelled' ? <NoticeSection meeting={meeting} /> : null
  return (
    <Page
      title={meeting.title}
      what={`${meeting.unitName} · ${kindName(meeting.kind)}`}
      up={{ to: '/meetings', label: text.up }}
      extra={extra}
      primary={phone ? primary : undefined}
    >
      <div className="meeting-bar">
        <Steps state={meeting.state} notified={meeting.notifiedAt !== null} />
        <p className="second meeting-hint">{next.hint}</p>
        {!phone && primary && (
          <Button type="primary" loading={primary.busy} onClick={primary.act}>
            {primary.label}
          </Button>
        )}
      </div>
      {meeting.state === 'held' && meeting.mayWrite && missing.length > 0 && (
        <div role="status">
          {missing.map((refusal) => (
            <Refusal
              key={refusal.rule}
              refusal={refusal}
              action={<Button onClick={() => void confirm()}>{text.confirm.fill}</Button>}
            />
          ))}
        </div>
      )}
      {meeting.overlaps.map((other) => (
        <Alert
          key={other.id}
          type="warning"
          showIcon
          title={life.overlap(other.title, showMinute(other.startsAt))}
        />
      ))}
      {phone && begun && <Parts meeting={meeting} />}
      {!underWay && facts}
      <div className="meeting-desk">
        {underWay ? (
          <>
            {roll}
            {record}
            {facts}
          </>
        ) : (
          <>
            <div className="meeting-record">{record}</div>
            <div className="meeting-side">
              {notice}
              {roll}
            </div>
          </>
        )}
      </div>
      <NoticeDialog meeting={meeting} run={run} open={dialog === 'notify'} close={close} done={forget} />
      <OpenDialog meeting={meeting} run={run} open={dialog === 'open'} close={close} done={forget} />
      <CloseDialog
        meeting={meeting}
        run={run}
        open={dialog === 'close'}
        close={close}
        done={forget}
        minutes={minutes.draft}
        flush={minutes.save}
      />
      {dialog === 'amend' && <AmendDialog meeting={meeting} run={run} close={close} />}
      {dialog === 'edit' && <EditDialog meeting={meeting} run={run} close={close} />}
    </Page>
  )
}
