// Photos and attachments: a wall of small pictures and a list of files; what is too large is said before anything is sent.
import { CameraOutlined, FileOutlined, PaperClipOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useRef, useState } from 'react'
import { client, readError } from '../../../../core/web/client.ts'
import { Section } from '../../../../core/web/page.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { mayEdit } from '../../rules.ts'
import { useMeetingFailure } from '../failure.ts'
import { lifeText } from '../life-words.ts'
import { photoOf, sizeText } from './picture.ts'
import { meetingOptions } from './use-acts.ts'

type Attached = Meeting['files'][number]

const accepted = '.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,image/jpeg,image/png,image/webp'

const addressOf = (meeting: Meeting, file: Attached, size: 'full' | 'small'): string =>
  `/api/v1/meetings/${meeting.id}/files/${file.id}?size=${size}`

export function Files({ meeting }: { meeting: Meeting }) {
  const text = useText(lifeText).files
  const { message, notification } = App.useApp()
  const fail = useMeetingFailure()
  const queries = useQueryClient()
  const photos = useRef<HTMLInputElement>(null)
  const others = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState<string | null>(null)
  const editable = meeting.mayWrite && mayEdit(meeting.state, 'files') && meeting.archivedAt === null
  const removable = editable && meeting.state !== 'confirmed'
  if (!editable && meeting.files.length === 0) return null

  const refuse = (description: string) =>
    notification.open({ title: text.title, description, duration: 10, role: 'alert', placement: 'top' })
  const refresh = () => queries.invalidateQueries({ queryKey: meetingOptions(meeting.id).queryKey })
  const send = async (chosen: readonly File[]) => {
    let done = 0
    for (const given of chosen) {
      setSending(given.name)
      const photo = await photoOf(given)
      const file = photo?.file ?? given
      // Said here, before anything goes over the line.
      if (file.size > meeting.fileMegabytes * 1024 * 1024) {
        refuse(text.tooLarge(given.name, sizeText(file.size), meeting.fileMegabytes))
        continue
      }
      try {
        await client.meetings.addFile({
          meetingId: meeting.id,
          file,
          ...(photo === null ? {} : { thumbnail: photo.thumbnail }),
        })
        done += 1
      } catch (error) {
        const { code } = readError(error)
        if (code === 'unreadable_file') refuse(text.unreadable(given.name))
        else if (code === 'too_large')
          refuse(text.tooLarge(given.name, sizeText(file.size), meeting.fileMegabytes))
        else fail(error)
      }
    }
    setSending(null)
    await refresh()
    if (done > 0) void message.success(text.done(done))
  }
  const remove = async (file: Attached) => {
    try {
      await client.meetings.removeFile({ meetingId: meeting.id, fileId: file.id })
      await refresh()
    } catch (error) {
      fail(error)
    }
  }
  const chosen = (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])]
    input.value = ''
    if (files.length > 0) void send(files)
  }
  return (
    <Section
      title={text.title}
      {...(editable ? { hint: text.limit(meeting.fileMegabytes) } : {})}
      extra={
        editable && (
          <span className="row no-print">
            <Button
              icon={<CameraOutlined />}
              loading={sending !== null}
              onClick={() => photos.current?.click()}
            >
              {text.photo}
            </Button>
            <Button icon={<PaperClipOutlined />} onClick={() => others.current?.click()}>
              {text.file}
            </Button>
          </span>
        )
      }
    >
      <div id="meeting-files" tabIndex={-1} />
      <input
        ref={photos}
        type="file"
        hidden
        multiple
        accept="image/*"
        data-part="photos"
        onChange={(event) => chosen(event.currentTarget)}
      />
      <input
        ref={others}
        type="file"
        hidden
        multiple
        accept={accepted}
        data-part="files"
        onChange={(event) => chosen(event.currentTarget)}
      />
      {sending !== null && (
        <p className="second" role="status">
          {text.sending(sending)}
        </p>
      )}
      {meeting.files.length === 0 && sending === null && <p className="third">{text.none}</p>}
      <ul className="attached">
        {meeting.files.map((file) => (
          <li key={file.id} className={file.thumbnail ? 'attached-photo' : 'attached-file'}>
            <a
              href={addressOf(meeting, file, 'full')}
              target="_blank"
              rel="noreferrer"
              title={file.name}
              aria-label={text.download(file.name)}
            >
              {file.thumbnail ? (
                <img src={addressOf(meeting, file, 'small')} alt={file.name} loading="lazy" />
              ) : (
                <span className="row">
                  <FileOutlined />
                  <span>{file.name}</span>
                  <span className="third">{sizeText(file.size)}</span>
                </span>
              )}
            </a>
            {removable && (
              <Popconfirm
                title={text.removeAsk(file.name)}
                okText={text.remove}
                cancelText={text.keep}
                onConfirm={() => remove(file)}
              >
                <Button
                  type="text"
                  size="small"
                  className="no-print"
                  aria-label={`${text.remove} ${file.name}`}
                >
                  {text.remove}
                </Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
