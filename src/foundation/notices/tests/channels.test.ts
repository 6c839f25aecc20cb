// Channels against real servers: the digest by SMTP, the message to a group's robot, tries again, quiet hours, the log.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failing } from '../../../../test/harness.ts'
import type { NoticesSettings } from '../settings.ts'
import { deliverDue, type Hospital, openHospital, openMailServer, openRobot, runJob } from './stage.ts'

let mail: Awaited<ReturnType<typeof openMailServer>>
let robot: Awaited<ReturnType<typeof openRobot>>
let hospital: Hospital
let settings: NoticesSettings
let refusal: number | null = null
let answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }

const plain = { bell: true, email: true, digestAt: '08:00', quietFrom: '21:00', quietUntil: '07:30' }
const at = (time: string) => hospital.harness.setNow(time)
const states = async () =>
  hospital.harness.owner(
    'select channel, state, attempts, fault, due_at from notice_delivery where key like $1 order by channel, due_at',
    ['day:%'],
  )

beforeAll(async () => {
  mail = await openMailServer(() => refusal)
  robot = await openRobot(() => answer)
  settings = {
    mail: { url: mail.url, password: null, from: 'linghang@example.cn' },
    privateGroups: true,
    publicUrl: 'https://party.example.cn',
  }
  hospital = await openHospital(settings)
  await hospital.secretary.call('notices.savePreference', {
    ...plain,
    address: 'secretary@example.cn',
    version: 0,
  })
  const { unitId, ...group } = { unitId: hospital.root.id, address: robot.address, enabled: true, version: 0 }
  await hospital.office.call('notices.saveGroup', { unitId, ...group })
})
afterAll(async () => {
  await hospital.harness.close()
  await mail.close()
  await robot.close()
})

describe('the digest', () => {
  test('one mail a person a day with everything in it, at the hour wished, never at night', async () => {
    const { office, branch } = hospital
    at('2026-11-22T16:10:00Z')
    await runJob(hospital, settings, 'notices:day')
    // Something asked for in the night joins the mail of the morning.
    const order = { unitId: branch.id, what: '报送名单', from: '2026-11-23', due: '2026-12-10' }
    await office.call('duties.impose', order)
    await deliverDue(hospital, settings)
    expect(mail.taken).toEqual([])
    at('2026-11-23T00:00:00Z')
    await Promise.all([deliverDue(hospital, settings), deliverDue(hospital, settings)])
    expect(mail.taken).toHaveLength(1)
    const [first] = mail.taken
    expect(first?.to).toEqual(['secretary@example.cn'])
    expect(first?.text).toContain('Subject: 今日提醒：1 项快到期（共 2 条）')
    expect(first?.text).toContain('〔快到期〕一支部：主题党日，截止 2026-11-30')
    expect(first?.text).toContain('交办：报送名单')
    expect(first?.text).toContain('https://party.example.cn/duties?unit=')
  })

  test('what comes after the mail of the day waits for that of the next', async () => {
    const { office, branch } = hospital
    await office.call('duties.impose', {
      unitId: branch.id,
      what: '第二件',
      from: '2026-11-23',
      due: '2026-12-10',
    })
    await deliverDue(hospital, settings)
    expect(mail.taken).toHaveLength(1)
    at('2026-11-24T00:00:00Z')
    await deliverDue(hospital, settings)
    expect(mail.taken).toHaveLength(2)
  })

  test('a server that comes back at night waits for the end of quiet hours', async () => {
    const { office, branch } = hospital
    at('2026-11-24T06:00:00Z')
    await office.call('duties.impose', {
      unitId: branch.id,
      what: '第三件',
      from: '2026-11-24',
      due: '2026-12-10',
    })
    // Due on the 25th at 08:00; the machine was off until 22:30.
    at('2026-11-25T14:30:00Z')
    await deliverDue(hospital, settings)
    expect(mail.taken).toHaveLength(2)
    expect((await states()).findLast((row) => row['channel'] === 'email')).toMatchObject({
      state: 'waiting',
      attempts: 0,
      due_at: new Date('2026-11-25T23:30:00Z'),
    })
    at('2026-11-25T23:30:00Z')
    await deliverDue(hospital, settings)
    expect(mail.taken).toHaveLength(3)
  })

  test('a server that says later is tried again after a minute, five, fifteen; an address that is refused is given up', async () => {
    const { office, branch } = hospital
    at('2026-11-26T01:00:00Z')
    await office.call('duties.impose', {
      unitId: branch.id,
      what: '第四件',
      from: '2026-11-26',
      due: '2026-12-10',
    })
    refusal = 451
    at('2026-11-27T00:00:00Z')
    await deliverDue(hospital, settings)
    const last = async () => (await states()).findLast((row) => row['channel'] === 'email')
    expect(await last()).toMatchObject({
      state: 'waiting',
      attempts: 1,
      fault: 'refused',
      due_at: new Date('2026-11-27T00:01:00Z'),
    })
    at('2026-11-27T00:01:00Z')
    await deliverDue(hospital, settings)
    expect(await last()).toMatchObject({ attempts: 2, due_at: new Date('2026-11-27T00:06:00Z') })
    refusal = 550
    at('2026-11-27T00:06:00Z')
    await deliverDue(hospital, settings)
    expect(await last()).toMatchObject({ state: 'failed', attempts: 3, fault: 'address_refused' })
    refusal = null
    const { deliveries } = await office.call('notices.deliveries', { unitId: hospital.root.id, failed: true })
    expect(deliveries.map(({ channel, state, fault }) => ({ channel, state, fault }))).toContainEqual({
      channel: 'email',
      state: 'failed',
      fault: 'address_refused',
    })
  })

  test('a trial arrives at once, also at night', async () => {
    at('2026-11-27T15:00:00Z')
    const before = mail.taken.length
    await hospital.secretary.call('notices.tryMail', {})
    await deliverDue(hospital, settings)
    expect(mail.taken).toHaveLength(before + 1)
    expect(mail.taken.at(-1)?.text).toContain('邮件提醒已接通')
  })

  test('switched off meanwhile, nothing is sent', async () => {
    const { office, branch, secretary } = hospital
    at('2026-11-28T01:00:00Z')
    await office.call('duties.impose', {
      unitId: branch.id,
      what: '第五件',
      from: '2026-11-28',
      due: '2026-12-10',
    })
    await secretary.call('notices.savePreference', { ...plain, email: false, address: null, version: 1 })
    const before = mail.taken.length
    at('2026-11-29T00:00:00Z')
    await deliverDue(hospital, settings)
    expect(mail.taken).toHaveLength(before)
    expect((await states()).findLast((row) => row['channel'] === 'email')).toMatchObject({ state: 'dropped' })
  })
})

describe("a group's robot", () => {
  test('hears once a day in its own format what presses below its unit, without names of people', () => {
    const [first] = robot.heard
    expect(first?.path).toBe('/cgi-bin/webhook/send?key=secret-of-the-robot')
    expect(first?.body).toMatchObject({ msgtype: 'markdown' })
    const text = JSON.stringify(first?.body)
    expect(text).toContain('一支部：主题党日')
    expect(text).toContain('二支部：主题党日')
    expect(text).not.toMatch(/[甲乙丙]/)
    expect(robot.heard).toHaveLength(1)
  })

  test('an answer with an error is a fault, tried again, and the office sees it', async () => {
    const { office, root } = hospital
    answer = { status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' }
    at('2026-11-29T16:10:00Z')
    await runJob(hospital, settings, 'notices:day')
    at('2026-11-30T16:10:00Z')
    await runJob(hospital, settings, 'notices:day')
    at('2026-12-01T00:00:00Z')
    await deliverDue(hospital, settings)
    const { deliveries } = await office.call('notices.deliveries', { unitId: root.id, failed: true })
    expect(deliveries.find(({ channel }) => channel === 'group')).toMatchObject({
      to: '医院',
      state: 'waiting',
      attempts: 1,
      fault: 'bad_answer',
    })
    answer = { status: 200, body: '{"errcode":0}' }
  })

  test('its address stands nowhere in clear', async () => {
    const rows = await hospital.harness.owner(
      `select coalesce((select string_agg(audit::text, ' ') from audit), '') || coalesce((select string_agg(d::text, ' ') from notice_delivery d), '')
              || coalesce((select string_agg(encode(address, 'escape'), ' ') from notice_group), '') as text`,
    )
    const text = String(rows[0]?.['text'])
    expect(text).not.toContain('secret-of-the-robot')
    expect(text).not.toContain('secretary@example.cn')
  })

  test('without the setting an address of the inner network is refused before it is saved', async () => {
    const strict = await openHospital({ ...settings, privateGroups: false })
    try {
      const group = { unitId: strict.root.id, enabled: true, version: 0 }
      for (const address of [robot.address, 'https://127.0.0.1/x', 'https://169.254.169.254/latest'])
        expect((await failing(strict.office.call('notices.saveGroup', { ...group, address }))).code).toBe(
          'invalid_input',
        )
    } finally {
      await strict.harness.close()
    }
  })

  test('a name that leads to the inner network is refused when it is called', async () => {
    const { sendToGroup } = await import('../channels/group.ts')
    const before = robot.heard.length
    // A name with a dot passes the look at the address; what it resolves to does not.
    const named = robot.address.replace('http:', 'https:').replace('127.0.0.1', 'inner.localhost.')
    expect(['private_address', 'insecure', 'unreachable']).toContain(await sendToGroup(named, 'x', false))
    expect(robot.heard).toHaveLength(before)
  })
})
