// My messages: the newest first, unread ones marked, each leading to what it is about.
import { SettingOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Segmented, Select } from 'antd'
import { client } from '../../../core/web/client.ts'
import { tasksKey } from '../../../core/web/frame.tsx'
import { Go, useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading, useFailure, useUndo } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { NoticeLine } from '../contract.ts'
import { noticeKinds, type NoticeKind } from '../rules.ts'
import { minuteOf } from './moment.ts'
import './notices.css'
import { noticeText } from './words.ts'

const pageLength = 30
const messagesKey = ['notices', 'messages'] as const

export function Messages() {
  const text = useText(noticeText)
  const [showPart, setShow] = useQueryPart('show')
  const [kindPart, setKind] = useQueryPart('kind')
  const unread = showPart === 'unread'
  const kind = noticeKinds.find((each) => each === kindPart) ?? null
  const mark = useMark()
  const query = useInfiniteQuery({
    queryKey: [...messagesKey, unread, kind],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      client.notices.list({
        unread,
        limit: pageLength,
        ...(kind === null ? {} : { kind }),
        ...(pageParam === null ? {} : { before: pageParam }),
      }),
    getNextPageParam: (last) => (last.more ? (last.notices.at(-1)?.id ?? null) : null),
  })
  const notices = query.data?.pages.flatMap((page) => page.notices)
  return (
    <Page
      title={text.screens.notices}
      what={text.what}
      extra={
        <>
          <Button
            disabled={notices?.every(({ readAt }) => readAt !== null) ?? true}
            onClick={() => void mark.all()}
          >
            {text.allRead}
          </Button>
          <Go to="/notices/preferences">
            <SettingOutlined aria-hidden /> {text.screens.preferences}
          </Go>
        </>
      }
      filters={
        <>
          <Segmented
            aria-label={text.which}
            value={unread ? 'unread' : 'all'}
            onChange={(value) => setShow(value === 'unread' ? 'unread' : null)}
            options={[
              { value: 'all', label: text.all },
              { value: 'unread', label: text.unread },
            ]}
          />
          <Select
            className="notice-filter"
            aria-label={text.kind}
            value={kind ?? ''}
            onChange={(value: string) => setKind(value === '' ? null : value)}
            options={[
              { value: '', label: text.anyKind },
              ...shownKinds.map((value) => ({ value, label: text.kinds[value] })),
            ]}
          />
        </>
      }
    >
      {query.error && notices === undefined ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : notices === undefined ? (
        <Loading what={text.screens.notices} rows={6} />
      ) : notices.length === 0 ? (
        <EmptyState title={unread ? text.noneUnread : text.none} hint={text.noneHint} />
      ) : (
        <>
          <ul className="notices" aria-label={text.screens.notices}>
            {notices.map((notice) => (
              <Message key={notice.id} notice={notice} mark={mark.one} />
            ))}
          </ul>
          {query.hasNextPage && (
            <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
              {text.more}
            </Button>
          )}
        </>
      )}
    </Page>
  )
}

/** Kinds that anything makes today. */
const shownKinds: readonly NoticeKind[] = ['digest', 'imposed', 'message', 'term']

function useMark() {
  const text = useText(noticeText)
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const fail = useFailure()
  const reload = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: messagesKey }),
      queries.invalidateQueries({ queryKey: tasksKey }),
    ])
  const one = async (id: string, read: boolean) => {
    try {
      await client.notices.mark({ ids: [id], read })
      await reload()
    } catch (error) {
      fail(error)
    }
  }
  const all = async () => {
    try {
      // What was unread is known before, so that it can be so again.
      const { notices } = await client.notices.list({ unread: true, limit: 200 })
      const { changed } = await client.notices.mark({ read: true })
      await reload()
      offerUndo({
        message: text.allReadDone(changed),
        undo: async () => {
          await client.notices.mark({ ids: notices.map(({ id }) => id), read: false })
          await reload()
        },
      })
    } catch (error) {
      fail(error)
    }
  }
  return { one, all }
}

type MessageProps = { notice: NoticeLine; mark: (id: string, read: boolean) => Promise<void> }

function Message({ notice, mark }: MessageProps) {
  const text = useText(noticeText)
  const [language] = useLanguage()
  const go = useGo()
  const { id, kind, link, madeAt, readAt } = notice
  const title = notice.title[language]
  const fresh = readAt === null
  return (
    <li className={fresh ? 'notice fresh' : 'notice'}>
      <div className="notice-head">
        <h3>
          {fresh && <span className="visually-hidden">{text.newMark} </span>}
          {title}
        </h3>
        <span className="third">
          {text.kinds[kind]} · {minuteOf(madeAt)}
        </span>
      </div>
      <div className="notice-body">
        {notice.body[language].split('\n').map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <div className="row">
        {link !== null && (
          <Button
            size="small"
            aria-label={`${text.open}：${title}`}
            onClick={() => {
              if (fresh) void mark(id, true)
              go(link)
            }}
          >
            {text.open}
          </Button>
        )}
        <Button
          size="small"
          type="text"
          aria-label={`${fresh ? text.read : text.markUnread}：${title}`}
          onClick={() => void mark(id, fresh)}
        >
          {fresh ? text.read : text.markUnread}
        </Button>
      </div>
    </li>
  )
}
