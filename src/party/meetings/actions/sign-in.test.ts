// Signing in by the rotating code: two hundred phones within a minute, and every code that must not work.

import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failing } from '../../../../test/harness.ts'
import { closed, opened, openStage, phonesOf, type Stage } from '../../../../test/meeting-stage.ts'
import { codeAt, judgeCode, stepSeconds } from '../sign-in-code.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.harness.close())

const start = Temporal.Instant.from('2026-03-12T01:00:00Z')
const after = (seconds: number): string => start.add({ seconds }).toString()

describe('a code', () => {
  const secret = Buffer.alloc(32, 7)
  const id = '01a00000-0000-7000-8000-000000000001'
  const { code } = codeAt(secret, id, start)

  test.each([
    [0, 'good'],
    [stepSeconds - 1, 'good'],
    [stepSeconds, 'good'],
    [2 * stepSeconds - 1, 'good'],
    [2 * stepSeconds, 'code_expired'],
    [3600, 'code_expired'],
    // The server's clock was set back: the code is of a time that has not come.
    [-1, 'code_expired'],
    [-3600, 'code_expired'],
  ])('%i seconds after its step began: %s', (seconds, verdict) => {
    expect(judgeCode(secret, id, code, start.add({ seconds }))).toBe(verdict)
  })

  test.each([
    ['', 'empty'],
    ['a.b', 'nothing'],
    [`${code}x`, 'longer'],
    [code.replace(/^./, 'z'), 'another step with the same seal'],
    [`${code.split('.')[0]}.${Buffer.alloc(16).toString('base64url')}`, 'no seal'],
    [
      `${code.split('.')[0]}.${createHmac('sha256', 'guessed').update(id).digest().subarray(0, 16).toString('base64url')}`,
      'a guessed seal',
    ],
  ])('%s is forged (%s)', (given) => {
    expect(judgeCode(secret, id, given, start)).toBe('code_forged')
  })

  test('of another meeting or another secret is forged', () => {
    expect(judgeCode(secret, '01a00000-0000-7000-8000-000000000002', code, start)).toBe('code_forged')
    expect(judgeCode(Buffer.alloc(32, 8), id, code, start)).toBe('code_forged')
  })
})

describe('two hundred phones', () => {
  test('sign in within a minute; replayed, expired, forged and foreign codes are refused; the count is exact', async () => {
    const size = 200
    const branch = await stage.branchOf(size)
    const phones = await phonesOf(stage, branch, branch.people)
    const meetingId = await opened(branch, 'theme_day')
    const elsewhere = await stage.branchOf(3)
    const otherId = await opened(elsewhere, 'theme_day')
    const strangers = await phonesOf(stage, elsewhere, elsewhere.people)

    stage.harness.setNow(after(0))
    const screen = await branch.secretary.call('meetings.signInCode', { meetingId })
    expect(screen).toMatchObject({ present: 0, due: size, freshFor: stepSeconds * 1000, latest: [] })
    const foreign = await elsewhere.secretary.call('meetings.signInCode', { meetingId: otherId })
    expect(foreign.code).not.toBe(screen.code)
    const reasonOf = async (work: Promise<unknown>): Promise<unknown> =>
      (await failing(work)).data.facts['reason']

    // All at once, with the attacks among them; a fifth signs twice.
    const began = performance.now()
    const answers = await Promise.all([
      ...phones.slice(0, 120).map((phone) => phone.call('meetings.signIn', { meetingId, code: screen.code })),
      ...phones.slice(0, 40).map((phone) => phone.call('meetings.signIn', { meetingId, code: screen.code })),
    ])
    expect(answers.filter((answer) => !answer.already)).toHaveLength(120)
    expect(answers.filter((answer) => answer.already)).toHaveLength(40)
    const refused = await Promise.all([
      ...phones
        .slice(120, 140)
        .map((phone) => reasonOf(phone.call('meetings.signIn', { meetingId, code: foreign.code }))),
      ...phones
        .slice(140, 160)
        .map((phone) => reasonOf(phone.call('meetings.signIn', { meetingId, code: `${screen.code}1` }))),
      ...strangers.map((phone) => reasonOf(phone.call('meetings.signIn', { meetingId, code: screen.code }))),
    ])
    expect(refused.filter((reason) => reason === 'code_forged')).toHaveLength(40)
    expect(refused.filter((reason) => reason === 'not_on_roll_yourself')).toHaveLength(3)

    // A code photographed and sent away: dead when it arrives.
    stage.harness.setNow(after(2 * stepSeconds))
    const late = await Promise.all(
      phones
        .slice(120, 160)
        .map((phone) => reasonOf(phone.call('meetings.signIn', { meetingId, code: screen.code }))),
    )
    expect(new Set(late)).toEqual(new Set(['code_expired']))
    const next = await branch.secretary.call('meetings.signInCode', { meetingId })
    expect(next).toMatchObject({ present: 120, due: size })
    await Promise.all(
      phones.slice(120).map((phone) => phone.call('meetings.signIn', { meetingId, code: next.code })),
    )
    const seconds = (performance.now() - began) / 1000
    expect(seconds).toBeLessThan(60)

    const meeting = await branch.secretary.call('meetings.get', { meetingId })
    expect(meeting).toMatchObject({ due: size, present: size })
    expect(meeting.roll.every((line) => line.signedAt !== null)).toBe(true)
    const entries = await stage.harness.owner(
      "select count(*)::int as n from audit where endpoint = 'meetings.signIn' and subject_id = $1",
      [meetingId],
    )
    expect(entries[0]?.['n']).toBe(size + 40)
  }, 120_000)

  test('before it opens, after it closes, and by an account of nobody nothing is signed', async () => {
    const branch = await stage.branchOf(3)
    const [phone] = await phonesOf(stage, branch, branch.people)
    const { id } = await branch.secretary.call('meetings.plan', {
      unitId: branch.unit.id,
      kind: 'theme_day',
      title: '主题党日',
      plannedAt: '2026-03-13T16:00',
    })
    expect(
      (await failing(branch.secretary.call('meetings.signInCode', { meetingId: id }))).data.facts,
    ).toMatchObject({ state: 'planned' })
    expect(
      await failing(phone?.call('meetings.signIn', { meetingId: id, code: 'a.b' }) ?? Promise.resolve()),
    ).toMatchObject({ code: 'wrong_state', data: { facts: { state: 'planned', move: 'signIn' } } })
    const meetingId = await opened(branch, 'theme_day')
    const { code } = await branch.secretary.call('meetings.signInCode', { meetingId })
    expect(
      (await failing(branch.secretary.call('meetings.signIn', { meetingId, code }))).data.facts['reason'],
    ).toBe('no_person')
    await closed(branch, meetingId)
    expect(
      await failing(phone?.call('meetings.signIn', { meetingId, code }) ?? Promise.resolve()),
    ).toMatchObject({ code: 'wrong_state', data: { facts: { state: 'held' } } })
    const left = await stage.harness.owner('select 1 from meeting_sign_in where meeting_id = $1', [meetingId])
    expect(left).toEqual([])
  })
})
