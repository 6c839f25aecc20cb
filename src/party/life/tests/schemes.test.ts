// Theme schemes on a real database: drafts, succession, what meetings covered, and the gaps that remain.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { closed, confirmed, opened, openStage, present, type Stage } from '../../../../test/meeting-stage.ts'
import { type Caller, failing } from '../../../../test/harness.ts'
import { seedInstitution, seedUnit } from '../../../../test/seed.ts'
import { examples } from '../rules.ts'

let stage: Stage
let office: Caller
beforeAll(async () => {
  stage = await openStage()
  stage.harness.setNow('2026-03-12')
  office = await stage.harness.as('party_office', stage.hospital)
})
afterAll(() => stage.harness.close())

const s0 = examples[0]
if (s0 === undefined) throw new Error('No example')
const first = {
  name: s0.name,
  source: s0.source,
  kinds: ['theme_day' as const],
  every: s0.every,
  parts: [...s0.parts],
}

async function inForce(unitId: string, fromOn = '2026-01-01'): Promise<string> {
  const { id: schemeId } = await office.call('life.createScheme', { unitId, ...first })
  await office.call('life.publishScheme', { schemeId, version: 1, fromOn })
  return schemeId
}
const schemeOf = async (caller: Caller, unitId: string, schemeId: string) => {
  const { schemes } = await caller.call('life.schemes', { unitId })
  const scheme = schemes.find((each) => each.id === schemeId)
  if (scheme === undefined) throw new Error('The scheme is not there')
  return scheme
}
const end = async (schemeId: string): Promise<void> => {
  const { version, versions } = await schemeOf(office, stage.hospital.id, schemeId)
  await office.call('life.endScheme', { schemeId, version, endedOn: versions.at(-1)?.fromOn ?? null })
}

test('draft → in force → succeeded: what is in force is not changed', async () => {
  const schemeId = await inForce(stage.hospital.id)
  let scheme = await schemeOf(office, stage.hospital.id, schemeId)
  expect(scheme.versions.map(({ state, fromOn }) => [state, fromOn])).toEqual([['in_force', '2026-01-01']])
  const [core, ...others] = scheme.versions[0]?.parts ?? []
  if (core === undefined) throw new Error('No parts')
  const parts = [...others, { ...core, explanation: '每次至少 40 分钟' }]
  await office.call('life.saveDraft', { schemeId, version: scheme.version, every: 'year', note: '', parts })
  scheme = await schemeOf(office, stage.hospital.id, schemeId)
  expect(scheme.versions.map(({ state }) => state)).toEqual(['in_force', 'draft'])
  // The one in force still says what it said.
  expect(scheme.versions[0]?.parts[0]).toEqual(core)
  const late = await failing(
    office.call('life.publishScheme', { schemeId, version: scheme.version, fromOn: '2026-01-01' }),
  )
  expect([late.code, late.data.facts['reason']]).toEqual(['invalid_input', 'before_predecessor'])
  await office.call('life.publishScheme', { schemeId, version: scheme.version, fromOn: '2026-04-01' })
  scheme = await schemeOf(office, stage.hospital.id, schemeId)
  expect(scheme.versions.map(({ state, untilOn }) => [state, untilOn])).toEqual([
    ['in_force', '2026-03-31'],
    ['coming', null],
  ])
  await end(schemeId)
})

test('two clerks at once: the second is told, and nothing of the first is lost', async () => {
  const { id: schemeId } = await office.call('life.createScheme', { unitId: stage.hospital.id, ...first })
  const other = await stage.harness.as('party_office', stage.hospital)
  const save = (caller: Caller, note: string) =>
    caller.call('life.saveDraft', { schemeId, version: 1, every: 'year', note, parts: [] })
  const outcomes = await Promise.allSettled([save(office, '甲'), save(other, '乙')])
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await office.call('life.dropDraft', { schemeId, version: 2 })).toEqual({ gone: true })
})

test('marks: suggested from the agenda, the missing core is named, a gap closes, the year adds up', async () => {
  const schemeId = await inForce(stage.hospital.id)
  const branch = await stage.branchOf(5)
  const { id: meetingId } = await branch.secretary.call('meetings.plan', {
    unitId: branch.unit.id,
    kind: 'theme_day',
    title: '三月主题党日',
    plannedAt: '2026-03-12T09:00',
    agenda: ['理论学习：两会精神', '观看廉政警示教育片'],
  })
  const themes = async () => {
    const { schemes } = await branch.secretary.call('life.meetingThemes', { meetingId })
    const scheme = schemes.find((each) => each.id === schemeId)
    if (scheme === undefined) throw new Error('No scheme')
    return scheme
  }
  const before = await themes()
  expect(before.missingCore).toEqual(['理论学习'])
  expect(before.parts.filter((part) => part.suggested).map((part) => part.name)).toEqual([
    '理论学习',
    '廉政警示教育',
  ])
  const marks = before.parts.flatMap((part) =>
    part.suggested ? [{ schemeId, partId: part.id, agendaItemId: part.agendaItemId }] : [],
  )
  await branch.secretary.call('life.markThemes', { meetingId, marks })
  expect((await themes()).missingCore).toEqual([])

  const row = async () => {
    const found = await office.call('life.coverage', { unitId: branch.unit.id, year: 2026, schemeId })
    return found.rows[0]?.cells.map((cell) => [cell.state, cell.count, cell.planned])
  }
  // Planned is not held: the gap stays open, but one sees that it will close.
  expect((await row())?.slice(0, 2)).toEqual([
    ['due', 0, 1],
    ['due', 0, 0],
  ])
  await branch.secretary.call('meetings.open', { meetingId, version: 1, startedAt: '2026-03-12T09:00' })
  expect((await row())?.[0]).toEqual(['done', 1, 0])
  const { meetings } = await office.call('life.coverageMeetings', {
    unitId: stage.hospital.id,
    year: 2026,
    schemeId,
    partId: marks[1]?.partId ?? '',
  })
  expect(meetings.map((each) => each.id)).toEqual([meetingId])

  // Another theme day without the core: the core is missed in one of two.
  const { id: another } = await branch.secretary.call('meetings.plan', {
    unitId: branch.unit.id,
    kind: 'theme_day',
    title: '义务劳动',
    plannedAt: '2026-03-12T10:00',
  })
  await branch.secretary.call('meetings.open', {
    meetingId: another,
    version: 1,
    startedAt: '2026-03-12T10:00',
  })
  expect((await row())?.[0]).toEqual(['overdue', 1, 0])

  // A scheme that meetings were marked by keeps what it asked of them.
  const scheme = await schemeOf(office, stage.hospital.id, schemeId)
  expect(scheme.lastMarked).toBe('2026-03-12')
  const back = await failing(office.call('life.withdrawScheme', { schemeId, version: scheme.version }))
  expect([back.code, back.data.facts['state']]).toEqual(['wrong_state', 'in_use'])
  await end(schemeId)
})

test('a part of another scheme, or an item of another agenda, is refused; nothing is written', async () => {
  const schemeId = await inForce(stage.hospital.id)
  const branch = await stage.branchOf(4)
  const meetingId = await opened(branch, 'theme_day')
  const part = (await schemeOf(office, branch.unit.id, schemeId)).versions[0]?.parts[0]
  const mark = { schemeId, partId: part?.id ?? '' }
  const strange = { ...mark, partId: branch.unit.id }
  const refused = await failing(branch.secretary.call('life.markThemes', { meetingId, marks: [strange] }))
  expect([refused.code, refused.data.facts['reason']]).toEqual(['invalid_input', 'theme_part'])
  const item = { ...mark, agendaItemId: branch.unit.id }
  expect(
    (await failing(branch.secretary.call('life.markThemes', { meetingId, marks: [item] }))).data.facts[
      'reason'
    ],
  ).toBe('agenda_item')
  const twice = await failing(branch.secretary.call('life.markThemes', { meetingId, marks: [mark, mark] }))
  expect(twice.data.facts['reason']).toBe('twice')
  const { schemes } = await branch.secretary.call('life.meetingThemes', { meetingId })
  expect(schemes.flatMap((each) => each.parts).filter((each) => each.marked)).toEqual([])
  await end(schemeId)
})

test('what an archived record covered, and who lectured there, stays as it is', async () => {
  const schemeId = await inForce(stage.hospital.id)
  const branch = await stage.branchOf(4)
  const { secretary } = branch
  const meetingId = await opened(branch, 'theme_day')
  await secretary.call('meetings.attend', { meetingId, entries: present(branch.people) })
  await closed(branch, meetingId)
  const { version } = await confirmed(branch, meetingId)
  const part = (await schemeOf(office, branch.unit.id, schemeId)).versions[0]?.parts[0]
  const marks = [{ schemeId, partId: part?.id ?? '' }]
  const lecturers = [{ lecturer: '书记', post: null, topic: '党课题目', leader: false }]
  // Confirmed is not yet archived: what was forgotten can be added.
  await secretary.call('life.markThemes', { meetingId, marks })
  await secretary.call('life.saveLecturers', { meetingId, lecturers })

  await secretary.call('meetings.archive', { meetingId, version })
  for (const late of [
    secretary.call('life.markThemes', { meetingId, marks: [] }),
    secretary.call('life.saveLecturers', { meetingId, lecturers: [] }),
  ]) {
    const refused = await failing(late)
    expect([refused.code, refused.data.facts['state']]).toEqual(['wrong_state', 'archived'])
  }
  const themes = await secretary.call('life.meetingThemes', { meetingId })
  const scheme = themes.schemes.find(({ id }) => id === schemeId)
  expect([themes.mayWrite, scheme?.parts.find(({ id }) => id === part?.id)?.marked]).toEqual([false, true])
  const kept = await secretary.call('life.lecturersOf', { meetingId })
  expect([kept.mayWrite, kept.lecturers.length]).toEqual([false, 1])
  await end(schemeId)
})

test('a scheme of the province holds in its hospitals, and a hospital’s nowhere else', async () => {
  const { harness } = stage
  const province = await seedInstitution(harness, { name: '省卫健委', kind: 'commission' })
  const hospital = await seedInstitution(harness, { name: '省医院', above: province })
  const branch = await seedUnit(harness, hospital, { name: '省医院一支部', kind: 'branch' })
  const commission = await harness.as('party_office', province)
  const { id: schemeId } = await commission.call('life.createScheme', { unitId: province.id, ...first })
  await commission.call('life.publishScheme', { schemeId, version: 1, fromOn: '2026-01-01' })
  const secretary = await harness.as('branch_secretary', branch)
  const there = await secretary.call('life.schemes', { unitId: branch.id })
  expect(there.schemes.map((scheme) => [scheme.id, scheme.holdsHere, scheme.mayWrite])).toEqual([
    [schemeId, true, false],
  ])
  // Reading what holds here gives no right to it.
  expect((await failing(secretary.call('life.dropDraft', { schemeId, version: 1 }))).code).toBe('forbidden')
  const { rows } = await commission.call('life.coverage', { unitId: province.id, year: 2026 })
  expect(rows.map((row) => [row.unitName, row.leaf, row.branches])).toEqual([
    ['省卫健委', false, 1],
    ['省医院', false, 1],
    ['省医院一支部', true, 1],
  ])
  expect(
    (await office.call('life.schemes', { unitId: stage.hospital.id })).schemes.some((s) => s.id === schemeId),
  ).toBe(false)
})
