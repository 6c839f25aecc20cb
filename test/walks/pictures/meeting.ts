// The meeting of the pictures: a general meeting under way, with a roll, an agenda and an open vote.

import type { APIRequestContext, Page } from 'playwright-core'
import { ask, listOf } from './ask.ts'

const title = '四季度党员大会：预备党员转正、年度学习总结'

/** A general meeting under way, with a roll, an agenda and an open vote; made once, then found again. */
export async function openMeeting(page: Page): Promise<void> {
  const { request } = page.context()
  const id = (await meetingNow(request)) ?? (await makeMeeting(request))
  await page.goto(`/meetings/${id}`)
  await page.getByText(/^按现在的票数/).waitFor()
}

/** The same meeting with the code on its screen that members scan. */
export async function showCode(page: Page): Promise<void> {
  await openMeeting(page)
  await page.getByRole('button', { name: '扫码签到' }).click()
  await page.locator('[data-address^="http"]').waitFor()
}

async function meetingNow(request: APIRequestContext): Promise<string | null> {
  const { meetings } = await ask(request, 'GET', '/meetings?state=open&limit=1')
  const [found] = listOf(meetings)
  return found === undefined ? null : String(found['id'])
}

async function makeMeeting(request: APIRequestContext): Promise<string> {
  const [unit] = listOf((await ask(request, 'GET', '/me'))['units'])
  const now = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16)
  const agenda = ['通报四季度工作和党费收缴情况', '讨论预备党员按期转正', '学习总结和明年计划']
  const plan = {
    unitId: unit?.['id'],
    kind: 'general_meeting',
    title,
    place: '三楼会议室',
    plannedAt: now,
    agenda,
  }
  const { id } = await ask(request, 'POST', '/meetings', plan)
  const path = `/meetings/${String(id)}`
  const { version } = await ask(request, 'GET', path)
  await ask(request, 'POST', `${path}/open`, { version, startedAt: now })
  const { roll, agenda: items } = await ask(request, 'GET', path)
  const entries = listOf(roll).map(({ personId }, at) => ({
    personId,
    attendance: at % 9 === 4 ? 'excused' : at % 11 === 7 ? 'absent' : 'present',
    excuse: at % 9 === 4 ? '值班' : null,
  }))
  await ask(request, 'PUT', `${path}/attendance`, { entries })
  const agendaItemId = listOf(items)[1]?.['id']
  const text = '同意预备党员按期转为中共正式党员'
  const resolution = await ask(request, 'POST', `${path}/resolutions`, { text, agendaItemId })
  const there = new Set(entries.flatMap((entry) => (entry.attendance === 'present' ? [entry.personId] : [])))
  const votes = listOf(roll)
    .filter(({ personId, hasVote }) => hasVote === true && there.has(personId))
    .slice(0, -2)
    .map(({ personId }) => ({ personId, choice: 'yes' }))
  await ask(request, 'PUT', `${path}/resolutions/${String(resolution['id'])}/votes`, { votes })
  return String(id)
}
