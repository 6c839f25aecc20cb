// SQL of messages in the product: made once for an account, listed, counted, read.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import type { Both, NoticeKind } from '../rules.ts'

export type NewNotice = {
  readonly accountId: string
  readonly kind: NoticeKind
  /** What it is about: the same key is told an account once. */
  readonly key: string
  readonly title: Both
  readonly body: Both
  readonly link: string | null
}

/** Inserts what was not told yet; answers those. */
export async function insertNotices(
  tx: Tx,
  institutionId: string,
  at: string,
  notices: readonly NewNotice[],
): Promise<readonly { readonly id: string; readonly accountId: string }[]> {
  if (notices.length === 0) return []
  return tx
    .insertInto('notice')
    .values(
      notices.map(({ accountId, kind, key, title, body, link }) => ({
        institution_id: institutionId,
        id: newId(),
        account_id: accountId,
        kind,
        key,
        title_zh: title.zh,
        title_en: title.en,
        body_zh: body.zh,
        body_en: body.en,
        link,
        made_at: at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['institution_id', 'account_id', 'key']).doNothing())
    .returning(['id', 'account_id as accountId'])
    .execute()
}

export type NoticeLine = {
  readonly id: string
  readonly kind: NoticeKind
  readonly title: Both
  readonly body: Both
  readonly link: string | null
  readonly madeAt: string
  readonly readAt: string | null
}

const columns = [
  'id',
  'kind',
  'title_zh',
  'title_en',
  'body_zh',
  'body_en',
  'link',
  'made_at as madeAt',
  'read_at as readAt',
] as const

type Row = {
  readonly id: string
  readonly kind: string
  readonly title_zh: string
  readonly title_en: string
  readonly body_zh: string
  readonly body_en: string
  readonly link: string | null
  readonly madeAt: string
  readonly readAt: string | null
}

const line = ({ title_zh, title_en, body_zh, body_en, kind, ...row }: Row): NoticeLine => ({
  ...row,
  kind: kind as NoticeKind,
  title: { zh: title_zh, en: title_en },
  body: { zh: body_zh, en: body_en },
})

export type NoticeQuery = {
  readonly unread: boolean
  readonly kind: NoticeKind | null
  /** The last one of the page before. */
  readonly before: string | null
  readonly limit: number
}

/** The messages of an account, the newest first. */
export async function listNotices(
  tx: Tx,
  institutionId: string,
  accountId: string,
  query: NoticeQuery,
): Promise<readonly NoticeLine[]> {
  const rows = await tx
    .selectFrom('notice')
    .select([...columns])
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .$if(query.unread, (q) => q.where('read_at', 'is', null))
    .$if(query.kind !== null, (q) => q.where('kind', '=', query.kind ?? ''))
    .$if(query.before !== null, (q) =>
      q.where(sql<boolean>`(made_at, id) < (select made_at, id from notice
        where institution_id = ${institutionId} and account_id = ${accountId} and id = ${query.before})`),
    )
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute()
  return rows.map(line)
}

/** Messages by id, the oldest first. */
export async function noticesById(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<readonly NoticeLine[]> {
  const rows = await tx
    .selectFrom('notice')
    .select([...columns])
    .where('institution_id', '=', institutionId)
    .where('id', '=', sql<string>`any(${sql.val([...ids])}::uuid[])`)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
  return rows.map(line)
}

export async function countUnread(tx: Tx, institutionId: string, accountId: string): Promise<number> {
  const row = await tx
    .selectFrom('notice')
    .select((q) => q.fn.countAll<number>().as('count'))
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Marks messages of an account as read or unread, all of them without ids; answers how many changed. */
export async function markNotices(
  tx: Tx,
  institutionId: string,
  accountId: string,
  ids: readonly string[] | null,
  readAt: string | null,
): Promise<number> {
  const result = await tx
    .updateTable('notice')
    .set({ read_at: readAt })
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .where('read_at', readAt === null ? 'is not' : 'is', null)
    .$if(ids !== null, (q) => q.where('id', '=', sql<string>`any(${sql.val([...(ids ?? [])])}::uuid[])`))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
