// A month from due to accepted on a real database: sealed snapshots, what changed since, returns, the sum up the tree, races.

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileInDocx } from '../../../../test/walks/docx.ts'
import { failing, type SeededUnit } from '../../../../test/harness.ts'
import { march, marchKinds, type MonthlyStage, openMonthlyStage } from '../../../../test/monthly-stage.ts'
import { canonical } from '../rules.ts'

let stage: MonthlyStage
beforeAll(async () => {
  stage = await openMonthlyStage()
})
afterAll(() => stage.harness.close())

const of = (unit: SeededUnit) => ({ unitId: unit.id, month: march })
const rate = (figures: readonly { onTime: number; late: number; overdue: number }[]) => ({
  numerator: figures.reduce((sum, each) => sum + each.onTime, 0),
  denominator: figures.reduce((sum, each) => sum + each.onTime + each.late + each.overdue, 0),
})

describe('one branch', () => {
  test('before the month is over nothing is submitted, and the rule says so', async () => {
    stage.harness.setNow('2026-03-31')
    const failure = await failing(stage.secretary.call('monthly.submit', of(stage.one)))
    expect(failure.code).toBe('rule_broken')
    expect(failure.data.refusals[0]?.rule).toBe('R-MTG-15')
    stage.harness.setNow('2026-04-01')
  })

  test('the content is computed: duties, rate, members by standing; nothing was typed', async () => {
    for (const kind of marchKinds.slice(0, 2)) await stage.held(stage.one, kind, '2026-03-10')
    const report = await stage.secretary.call('monthly.get', of(stage.one))
    expect(report.line).toMatchObject({ state: 'due', owed: true, dueOn: '2026-04-03', missing: false })
    expect(rate(report.now.figures)).toEqual({ numerator: 2, denominator: 3 })
    expect(report.now.members).toEqual([
      { status: 'activist', count: 1 },
      { status: 'full', count: 2 },
    ])
    expect(report.now.meetings.map(({ kind, day }) => [kind, day])).toEqual([
      ['general_meeting', '2026-03-10'],
      ['theme_day', '2026-03-10'],
    ])
    expect(report.now.upper?.name).toBe('内科党总支')
    expect(report.moves).toEqual(['prepare', 'submit'])
  })

  test('submitted: sealed with the SHA-256 of its canonical text, which anybody can compute again', async () => {
    await stage.secretary.call('monthly.prepare', { ...of(stage.one), remark: '党课改到四月' })
    const { sha256, number } = await stage.secretary.call('monthly.submit', of(stage.one))
    const kept = await stage.secretary.call('monthly.snapshot', { ...of(stage.one), number })
    expect(createHash('sha256').update(kept.text).digest('hex')).toBe(sha256)
    expect(canonical(kept.content)).toBe(kept.text)
    expect(kept.content.remark).toBe('党课改到四月')
    expect(kept.seal.intact).toBe(true)
    const twice = await failing(stage.secretary.call('monthly.submit', of(stage.one)))
    expect([twice.code, twice.data.facts['state']]).toEqual(['wrong_state', 'submitted'])
  })

  test('the product’s own login can neither change nor delete what was submitted', async () => {
    const { database } = stage.harness.product
    const scope = [stage.hospital.institutionId]
    const tables = ['monthly_submission', 'monthly_verdict', 'monthly_reminder', 'monthly_layout']
    for (const table of tables) {
      const change = database.inScope(scope, (tx) =>
        sql`update ${sql.table(table)} set month = month`.execute(tx),
      )
      if (table !== 'monthly_layout') await expect(change).rejects.toThrow(/permission denied/)
      else await change.catch(() => undefined)
      const remove = database.inScope(scope, (tx) => sql`delete from ${sql.table(table)}`.execute(tx))
      await expect(remove).rejects.toThrow(/permission denied/)
    }
  })

  test('what changes afterwards leaves the snapshot alone and is shown against it', async () => {
    await stage.held(stage.one, 'lecture', '2026-03-20')
    const report = await stage.secretary.call('monthly.get', of(stage.one))
    expect(rate(report.snapshot?.content.figures ?? [])).toEqual({ numerator: 2, denominator: 3 })
    expect(rate(report.now.figures)).toEqual({ numerator: 3, denominator: 3 })
    expect(report.recordsChanged).toBe(2)
    expect(report.differences.map(({ part, field }) => [part, field])).toEqual([
      ['figure', 'onTime'],
      ['figure', 'overdue'],
      ['duty', 'state'],
      ['duty', 'happenedOn'],
      ['meeting', 'line'],
    ])
  })

  test('returned with the line that is meant; submitted again; both versions stay', async () => {
    const { now } = await stage.office.call('monthly.get', of(stage.one))
    const lecture = now.duties.find(({ kind }) => kind === 'lecture')
    const lines = [{ ref: lecture?.dutyId ?? '', label: '党课', note: '党课已补，请重报' }]
    const back = { ...of(stage.one), number: 1, reason: '请按最新记录重报' }
    const unknown = await failing(
      stage.office.call('monthly.giveBack', { ...back, lines: [{ ref: 'x', label: '甲', note: '乙' }] }),
    )
    expect(unknown.code).toBe('invalid_input')
    await stage.office.call('monthly.giveBack', { ...back, lines })
    const returned = await stage.secretary.call('monthly.get', of(stage.one))
    expect(returned.line).toMatchObject({ state: 'returned', returned: '请按最新记录重报' })
    expect(returned.verdicts[0]).toMatchObject({ verdict: 'returned', lines })

    await stage.secretary.call('monthly.submit', of(stage.one))
    const again = await stage.secretary.call('monthly.get', of(stage.one))
    expect(again.versions.map(({ number, intact }) => [number, intact])).toEqual([
      [2, true],
      [1, true],
    ])
    expect(again.recordsChanged).toBe(0)
    const stale = await failing(stage.office.call('monthly.accept', { ...of(stage.one), number: 1 }))
    expect(stale.code).toBe('stale')
  })

  test('a branch does not accept its own; the general branch above does; a commission does not reach in', async () => {
    const own = await failing(stage.secretary.call('monthly.accept', { ...of(stage.one), number: 2 }))
    expect(own.code).toBe('not_found')
    const above = await failing(stage.superior.call('monthly.accept', { ...of(stage.one), number: 2 }))
    expect(above.code).toBe('not_found')
    const general = await stage.harness.as('branch_secretary', stage.general)
    await general.call('monthly.accept', { ...of(stage.one), number: 2 })
    expect((await stage.secretary.call('monthly.get', of(stage.one))).line.state).toBe('accepted')
  })

  test('the Word file tells the figures and the seal, and its export is logged', async () => {
    const file = await stage.secretary.call('monthly.wordFile', of(stage.one))
    const text = fileInDocx(Buffer.from(await file.arrayBuffer()), 'word/document.xml').replace(
      /<[^>]+>/g,
      '',
    )
    expect(file.name).toBe('第一党支部_组织生活月报_2026-03.docx')
    expect(text).toContain('本月应完成组织生活3项，按时完成3项，落实率100.0%')
    expect(text).toContain('第2次报送')
    const [entry] = await stage.harness.owner(
      `select after->>'exported' as name from audit where endpoint = 'monthly.wordFile'`,
    )
    expect(entry?.['name']).toBe(file.name)
  })
})

describe('up the tree', () => {
  test('the general branch sums its accepted branches and names the missing one', async () => {
    const report = await stage.office.call('monthly.get', of(stage.general))
    expect(rate(report.now.figures)).toEqual({ numerator: 3, denominator: 3 })
    expect(report.now.missing.map(({ unitName }) => unitName)).toEqual(['第二党支部'])
    // The records know of the other branch as well: three duties nobody has done.
    expect(rate(report.records ?? [])).toEqual({ numerator: 3, denominator: 6 })
  })

  test('a unit without members and duties owes nothing', async () => {
    const { rows } = await stage.office.call('monthly.inbox', of(stage.hospital))
    expect(rows.map(({ unitName, state }) => [unitName, state])).toEqual([
      ['内科党总支', 'due'],
      ['第三党支部', 'due'],
      ['第一党支部', 'accepted'],
      ['第二党支部', 'due'],
    ])
    const [nobody] = await stage.harness.owner(`select id from unit where name = '无人党支部'`)
    const unit = { unitId: String(nobody?.['id']), month: march }
    const failure = await failing(stage.office.call('monthly.submit', unit))
    expect([failure.code, failure.data.facts['state']]).toEqual(['wrong_state', 'not_owed'])
  })

  test('missing is whoever has not submitted after the day; a reminder stands beside', async () => {
    stage.harness.setNow('2026-04-03')
    const before = await stage.office.call('monthly.inbox', of(stage.hospital))
    expect(before.rows.filter(({ missing }) => missing)).toEqual([])
    stage.harness.setNow('2026-04-04')
    const { rows } = await stage.office.call('monthly.inbox', of(stage.hospital))
    expect(rows.filter(({ missing }) => missing).map(({ unitName }) => unitName)).toEqual([
      '第三党支部',
      '第二党支部',
    ])
    const unitIds = [stage.two.id, stage.three.id, stage.one.id]
    const { reminded } = await stage.office.call('monthly.remind', { ...of(stage.hospital), unitIds })
    expect(reminded.toSorted()).toEqual([stage.two.id, stage.three.id].toSorted())
    const after = await stage.office.call('monthly.inbox', of(stage.hospital))
    expect(after.rows.filter(({ remindedAt }) => remindedAt !== null).length).toBe(2)
    stage.harness.setNow('2026-04-01')
  })

  test('many at once: those that are whole; the others stay with their reason', async () => {
    await stage.wholeMarch(stage.two)
    for (const unit of [stage.two, stage.three]) await stage.office.call('monthly.submit', of(unit))
    const reports = [stage.two, stage.three].map(({ id }) => ({ unitId: id, number: 1 }))
    const input = { ...of(stage.hospital), reports }
    const answer = await stage.office.call('monthly.acceptMany', input)
    expect(answer).toEqual({ accepted: [stage.two.id], left: [{ unitId: stage.three.id, why: 'rate' }] })
    await stage.office.call('monthly.accept', { ...of(stage.three), number: 1 })
  })

  test('from branches to the commission: sums of accepted reports equal the records', async () => {
    await stage.office.call('monthly.submit', of(stage.general))
    await stage.office.call('monthly.accept', { ...of(stage.general), number: 1 })
    const hospital = await stage.office.call('monthly.get', of(stage.hospital))
    expect(hospital.now.missing).toEqual([])
    expect(hospital.now.figures).toEqual(hospital.records)
    expect(hospital.upperName).toBe('省卫健委')
    expect(rate(hospital.now.figures)).toEqual({ numerator: 6, denominator: 9 })
    await stage.office.call('monthly.submit', of(stage.hospital))
    const own = await failing(stage.office.call('monthly.accept', { ...of(stage.hospital), number: 1 }))
    expect(own.code).toBe('not_found')
    const many = await stage.superior.call('monthly.acceptMany', {
      ...of(stage.commission),
      reports: [
        { unitId: stage.hospital.id, number: 1 },
        { unitId: stage.one.id, number: 2 },
      ],
    })
    expect(many).toEqual({
      accepted: [],
      left: [
        { unitId: stage.hospital.id, why: 'rate' },
        { unitId: stage.one.id, why: 'out_of_reach' },
      ],
    })
    await stage.superior.call('monthly.accept', { ...of(stage.hospital), number: 1 })
    const above = await stage.superior.call('monthly.inbox', of(stage.commission))
    expect(above.rows.map(({ unitName, state }) => [unitName, state])).toEqual([['某医院', 'accepted']])
    expect(rate(above.accepted)).toEqual({ numerator: 6, denominator: 9 })
  })

  test('a report below that is returned after all shows as a change of those above', async () => {
    const back = { ...of(stage.two), number: 1, reason: '地点有误', accepted: true }
    await stage.office.call('monthly.giveBack', back)
    const report = await stage.office.call('monthly.get', of(stage.general))
    expect(report.differences.some(({ part, ref }) => part === 'below' && ref === stage.two.id)).toBe(true)
    expect(report.recordsChanged).toBe(1)
  })

  test('a snapshot changed behind the product’s back is found: it is not counted and not accepted', async () => {
    await stage.office.call('monthly.submit', of(stage.two))
    await stage.harness.owner(
      `update monthly_submission set content = replace(content, '第二党支部', '第九党支部') where unit_id = $1 and number = 2`,
      [stage.two.id],
    )
    const report = await stage.office.call('monthly.get', of(stage.two))
    expect(report.snapshot?.seal.intact).toBe(false)
    const failure = await failing(stage.office.call('monthly.accept', { ...of(stage.two), number: 2 }))
    expect([failure.code, failure.data.facts['state']]).toEqual(['wrong_state', 'broken'])
  })
})
