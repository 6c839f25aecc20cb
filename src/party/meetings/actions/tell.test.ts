// Who hears of a meeting, and in whose calendar it stands: exactly those, once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '../../../../test/harness.ts'
import {
  type Branch,
  openStage,
  phonesOf,
  planned,
  type Stage,
  versionOf,
} from '../../../../test/meeting-stage.ts'

let stage: Stage
let branch: Branch
let phones: readonly Caller[]
let secretary: Caller
let stranger: Caller
beforeAll(async () => {
  stage = await openStage()
  branch = await stage.branchOf(4)
  secretary = branch.secretary
  phones = await phonesOf(stage, branch, branch.people)
  const other = await stage.branchOf(1)
  stranger = (await phonesOf(stage, other, other.people))[0] ?? secretary
  stage.harness.setNow('2026-03-10')
})
afterAll(() => stage.harness.close())

const plan = async (): Promise<string> =>
  (await secretary.call('meetings.plan', { unitId: branch.unit.id, kind: 'theme_day', ...planned })).id
const announced = async (): Promise<string> => {
  const meetingId = await plan()
  await secretary.call('meetings.notify', { meetingId, version: 1 })
  return meetingId
}
/** The titles of an account's messages about a meeting, the newest first. */
const heard = async (caller: Caller, meetingId: string): Promise<readonly string[]> =>
  (await caller.call('notices.list', {})).notices
    .filter(({ link }) => link === `/meetings/${meetingId}`)
    .map(({ title }) => title.zh)
const heardBy = (callers: readonly Caller[], meetingId: string) =>
  Promise.all(callers.map((caller) => heard(caller, meetingId)))

test('the notice reaches everybody expected and nobody else; sent twice at once it is told once', async () => {
  const meetingId = await plan()
  expect(await heardBy(phones, meetingId)).toEqual([[], [], [], []])
  const send = () => secretary.call('meetings.notify', { meetingId, version: 1 })
  const sent = await Promise.allSettled([send(), send()])
  expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await heardBy(phones, meetingId)).toEqual(phones.map(() => ['会议通知：主题党日']))
  expect(await heardBy([stranger, secretary], meetingId)).toEqual([[], []])
})

test('a cancelling is told to those who had the notice; of a mere plan nobody hears', async () => {
  const meetingId = await announced()
  await secretary.call('meetings.cancel', { meetingId, version: await versionOf(branch, meetingId) })
  expect(await heardBy(phones, meetingId)).toEqual(
    phones.map(() => ['会议取消：主题党日', '会议通知：主题党日']),
  )
  const planOnly = await plan()
  await secretary.call('meetings.cancel', { meetingId: planOnly, version: 1 })
  expect(await heardBy([...phones, stranger], planOnly)).toEqual([[], [], [], [], []])
})

test('leave asked is told to those who answer for the branch once, answered to the member, each answer once', async () => {
  const meetingId = await announced()
  const [chief, , , member] = phones
  const personId = branch.people[3] ?? ''
  if (chief === undefined || member === undefined) throw new Error('phones')
  await member.call('meetings.askLeave', { meetingId, reason: '手术' })
  await member.call('meetings.askLeave', { meetingId, reason: '手术，已约' })
  const invited = '会议通知：主题党日'
  // The account with the role, and that of the secretary by post.
  const asked = (await heard(secretary, meetingId))[0] ?? ''
  expect(asked).toMatch(/^请假申请：.+ · 主题党日$/)
  expect(await heardBy([secretary, ...phones], meetingId)).toEqual([
    [asked],
    [asked, invited],
    [invited],
    [invited],
    [invited],
  ])
  const { notices } = await secretary.call('notices.list', {})
  // Why somebody stays away is not spread by mail.
  expect(JSON.stringify(notices)).not.toContain('手术')

  const answer = (approve: boolean) =>
    secretary.call('meetings.answerLeave', { meetingId, personId, approve, answer: null })
  await answer(true)
  await answer(true)
  expect(await heard(member, meetingId)).toEqual(['请假已批准：主题党日', invited])
  await answer(false)
  expect(await heard(member, meetingId)).toEqual(['请假未批准：主题党日', '请假已批准：主题党日', invited])
  expect(await heard(chief, meetingId)).toEqual([asked, invited])
})

test('the calendar of keepers holds plans, that of members what was announced to them', async () => {
  const everybody = [secretary, ...phones.slice(0, 2), stranger]
  const paths = await Promise.all(
    everybody.map(async (caller) => (await caller.call('notices.renewCalendar', {})).path),
  )
  /** The meeting as it stands in each calendar; null where it does not. */
  const shown = (meetingId: string) =>
    Promise.all(
      paths.map(async (path) => {
        const text = await (await stage.harness.product.app.request(path)).text()
        const event = text.split('BEGIN:VEVENT').find((part) => part.includes(`meetings-${meetingId}@`))
        if (event === undefined) return null
        if (event.includes('STATUS:CANCELLED')) return 'cancelled'
        return event.includes('未通知') ? 'plan' : 'meeting'
      }),
    )
  const meetingId = await plan()
  expect(await shown(meetingId)).toEqual(['plan', null, null, null])
  await secretary.call('meetings.notify', { meetingId, version: 1 })
  expect(await shown(meetingId)).toEqual(['meeting', 'meeting', 'meeting', null])
  await secretary.call('meetings.cancel', { meetingId, version: await versionOf(branch, meetingId) })
  expect(await shown(meetingId)).toEqual(['cancelled', 'cancelled', 'cancelled', null])

  const held = await announced()
  stage.harness.setNow('2026-03-12')
  await secretary.call('meetings.open', {
    meetingId: held,
    version: await versionOf(branch, held),
    startedAt: '2026-03-12T09:00',
  })
  expect(await shown(held)).toEqual(['meeting', 'meeting', 'meeting', null])
})
