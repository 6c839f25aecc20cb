// What people are told of a meeting: the notice and a cancelling to those expected, a request for leave to its keepers, the answer to the member.

import type { Work } from '../../../core/pipeline.ts'
import { accountsOfPeople, answering, notify } from '../../../foundation/notices/index.ts'
import { locateUnit, unitNames } from '../../../foundation/org/index.ts'
import { type MeetingKind, kindWords } from '../rules.ts'
import type { MeetingRecord } from '../store/index.ts'
import { expectedOn } from './expected.ts'

type Both = { readonly zh: string; readonly en: string }
/** What is told, once for each `key` of a meeting. */
type Message = { readonly key: string; readonly title: Both; readonly body: Both }

const kindOf = (kind: MeetingKind) => kindWords.find(({ value }) => value === kind) ?? { zh: kind, en: kind }

async function send(
  work: Work,
  meeting: MeetingRecord,
  accountIds: Iterable<string>,
  { key, title, body }: Message,
): Promise<void> {
  await notify(
    work.tx,
    meeting.institutionId,
    [...new Set(accountIds)].map((accountId) => ({
      accountId,
      kind: 'message',
      key: `meeting:${meeting.id}:${key}`,
      title,
      body,
      link: `/meetings/${meeting.id}`,
    })),
    work.now,
  )
}

/** When, where, and of which unit. */
async function factsOf(work: Work, meeting: MeetingRecord): Promise<Both> {
  const unit = (await unitNames(work.tx, [meeting.unitId])).get(meeting.unitId)?.name ?? ''
  const at = meeting.plannedAt.slice(0, 16).replace('T', ' ')
  const { title, place } = meeting
  const facts = `${title}\n${[unit, at, ...(place === null ? [] : [place])].join(' · ')}`
  return { zh: facts, en: facts }
}

/** Tells everybody who is expected on the planned day, partners' people with them. */
export async function tellExpected(
  work: Work,
  meeting: MeetingRecord,
  what: 'notified' | 'cancelled',
): Promise<void> {
  const expected = await expectedOn(work.tx, meeting, meeting.plannedAt.slice(0, 10))
  const accounts = await accountsOfPeople(
    work.tx,
    meeting.institutionId,
    expected.map(({ personId }) => personId),
  )
  const { zh, en } = kindOf(meeting.kind)
  const title = {
    notified: { zh: `会议通知：${zh}`, en: `You are invited: ${en}` },
    cancelled: { zh: `会议取消：${zh}`, en: `Cancelled: ${en}` },
  }[what]
  const body = await factsOf(work, meeting)
  await send(work, meeting, [...accounts.values()].flat(), { key: what, title, body })
}

/** Tells whoever answers for the meeting's unit that leave is asked. The reason stays with the meeting: mail may carry this on. */
export async function tellKeepers(work: Work, meeting: MeetingRecord, personId: string): Promise<void> {
  const { tx, principal, today } = work
  const unit = await locateUnit(tx, meeting.unitId)
  if (unit === null) return
  const place = { unitId: unit.id, path: unit.path, post: null, personId: null }
  const { owners } = await answering(tx, meeting.institutionId, today, [])
  const accounts = owners(place).filter((accountId) => accountId !== principal.accountId)
  const { zh, en } = kindOf(meeting.kind)
  await send(work, meeting, accounts, {
    key: `leave:${personId}`,
    title: { zh: `请假申请：${principal.name} · ${zh}`, en: `Leave asked by ${principal.name}: ${en}` },
    body: await factsOf(work, meeting),
  })
}

/** Tells the member what became of the request; the meeting's version tells one answer from a later one. */
export async function tellMember(
  work: Work,
  meeting: MeetingRecord,
  personId: string,
  state: 'approved' | 'declined',
): Promise<void> {
  const accounts = await accountsOfPeople(work.tx, meeting.institutionId, [personId])
  const { zh, en } = kindOf(meeting.kind)
  const title = {
    approved: { zh: `请假已批准：${zh}`, en: `Leave approved: ${en}` },
    declined: { zh: `请假未批准：${zh}`, en: `Leave declined: ${en}` },
  }[state]
  const body = await factsOf(work, meeting)
  await send(work, meeting, [...accounts.values()].flat(), {
    key: `answer:${personId}:${meeting.version}`,
    title,
    body,
  })
}
