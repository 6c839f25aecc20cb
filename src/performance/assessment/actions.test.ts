// Entering figures on a real PostgreSQL: versions, refusals, the audit log, and who may read and write which.

import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { type Caller, failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedUnit } from '../../../test/seed.ts'
import type { Assessment, WorkloadItem } from './rules.ts'

let harness: Harness
let commission: SeededUnit
let hospital: SeededUnit
let office: Caller

beforeAll(async () => {
  harness = await openHarness()
})
beforeEach(async () => {
  commission = await seedInstitution(harness, { name: '云南省卫生健康委员会', kind: 'commission' })
  hospital = await seedInstitution(harness, { name: '普洱市人民医院', above: commission })
  office = await harness.as('party_office', hospital)
})
afterAll(() => harness.close())

const source = '公开报道'
const enter = (
  year: number,
  entry: {
    readonly assessment?: Assessment
    readonly score?: number
    readonly scoreChange?: number
    readonly rank?: number
    readonly rankChange?: number
    readonly groupSize?: number
    readonly grade?: string
    readonly gradeBefore?: string
    readonly version?: number
  },
) =>
  office.call('assessment.saveResult', {
    unitId: hospital.id,
    year,
    assessment: 'national_tertiary',
    source,
    version: null,
    ...entry,
  })
const enterWorkload = (
  year: number,
  item: WorkloadItem,
  value: number,
  growthPercent: number | null,
  version: number | null = null,
) =>
  office.call('assessment.saveWorkload', {
    unitId: hospital.id,
    year,
    item,
    value,
    growthPercent,
    source,
    version,
  })
const read = () => office.call('assessment.institution', { unitId: hospital.id })

describe('entering', () => {
  it('counts versions, and refuses a second beginning and an old version', async () => {
    expect(await enter(2022, { score: 600 })).toEqual({ version: 1 })
    expect((await failing(enter(2022, { score: 601 }))).code).toBe('taken')
    expect(await enter(2022, { score: 602, version: 1 })).toEqual({ version: 2 })
    expect((await failing(enter(2022, { score: 603, version: 1 }))).code).toBe('stale')
    expect((await failing(enter(2021, { score: 603, version: 1 }))).code).toBe('stale')
    expect((await read()).results).toMatchObject([{ score: 602, version: 2 }])

    expect(await enterWorkload(2022, 'visits', 10, null)).toEqual({ version: 1 })
    expect((await failing(enterWorkload(2022, 'visits', 11, null))).code).toBe('taken')
    expect(await enterWorkload(2022, 'visits', 12, 5, 1)).toEqual({ version: 2 })
    expect((await failing(enterWorkload(2022, 'visits', 13, null, 1))).code).toBe('stale')
  })

  it('lets one of two who correct the same version at once', async () => {
    await enter(2022, { score: 600 })
    const outcomes = await Promise.allSettled([601, 602].map((score) => enter(2022, { score, version: 1 })))
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await read()).results).toMatchObject([{ version: 2 }])
  })

  it('writes what was entered, before and after, into the audit log', async () => {
    await enter(2021, { score: 559 })
    await enter(2022, { score: 600 })
    await enter(2022, { score: 633.5, scoreChange: 74.5, version: 1 })
    const audit = await harness.owner(
      'select subject_kind, subject_id, before, after from audit where institution_id = $1 order by seq desc limit 1',
      [hospital.institutionId],
    )
    expect(audit).toMatchObject([
      {
        subject_kind: 'assessment_result',
        subject_id: '2022/national_tertiary',
        before: { score: 600, scoreChange: null, version: 1 },
        after: { score: 633.5, scoreChange: 74.5, version: 2 },
      },
    ])
    expect(audit[0]?.['after']).not.toHaveProperty('enteredScore')
  })

  test.each([
    ['nothing', {}, 'empty_result'],
    ['only a change', { scoreChange: 3, groupSize: 47 }, 'empty_result'],
    ['a rank beyond its group', { rank: 48, groupSize: 47 }, 'rank_beyond_group'],
  ])('is refused with %s', async (_, entry, reason) => {
    const failure = await failing(enter(2022, entry))
    expect([failure.code, failure.data.facts]).toEqual(['invalid_input', { reason }])
  })

  test.each([
    ['the last rank of the group', () => enter(2022, { rank: 47, groupSize: 47 })],
    ['a score of nought', () => enter(2022, { score: 0 })],
    ['a growth just above −100 %', () => enterWorkload(2022, 'visits', 1, -99.99)],
    ['a satisfaction of 100 %', () => enterWorkload(2022, 'satisfaction', 100, null)],
  ])('accepts %s', async (_, work) => {
    expect(await work()).toEqual({ version: 1 })
  })

  test.each([
    ['a growth of −100 %', () => enterWorkload(2022, 'visits', 0, -100)],
    ['a satisfaction above 100 %', () => enterWorkload(2022, 'satisfaction', 100.01, null)],
    ['a count below nought', () => enterWorkload(2022, 'visits', -1, null)],
    ['a rank of nought', () => enter(2022, { rank: 0 })],
    ['a year before 1949', () => enter(1948, { score: 1 })],
  ])('refuses %s', async (_, work) => {
    // The schema's own refusal joins the closed list only at the HTTP server.
    expect(['BAD_REQUEST', 'invalid_input']).toContain((await failing(work())).code)
  })

  it('belongs to an institution, not to a unit below it', async () => {
    const branch = await seedUnit(harness, hospital, { name: '内科党支部', kind: 'branch' })
    const entry = { unitId: branch.id, year: 2022, source, version: null }
    for (const work of [
      () => office.call('assessment.institution', { unitId: branch.id }),
      () => office.call('assessment.saveResult', { ...entry, assessment: 'national_tertiary', score: 1 }),
      () => office.call('assessment.saveWorkload', { ...entry, item: 'visits', value: 1 }),
    ]) {
      expect((await failing(work())).data.facts).toEqual({ reason: 'not_institution', kind: 'branch' })
    }
  })
})

describe('the institutions within reach', () => {
  it('are listed with their newest national result, or the newest there is', async () => {
    const other = await seedInstitution(harness, { name: '思茅区人民医院', above: commission })
    const elsewhere = await seedInstitution(harness, { name: '甘肃省中医院' })
    await enter(2021, { score: 559 })
    await enter(2022, { score: 633.5 })
    await enter(2023, { assessment: 'provincial_tertiary', rank: 6 })
    const otherOffice = await harness.as('party_office', other)
    for (const year of [2020, 2023]) {
      const entry = {
        unitId: other.id,
        year,
        assessment: 'provincial_monitored',
        rank: 1,
        source,
        version: null,
      } as const
      await otherOffice.call('assessment.saveResult', entry)
    }
    const superior = await harness.as('superior', commission)
    const { institutions } = await superior.call('assessment.institutions', {})
    expect(institutions.map((line) => [line.unitId, line.newest?.year, line.newest?.scoreChange])).toEqual(
      expect.arrayContaining([
        [commission.id, undefined, undefined],
        [hospital.id, 2022, 74.5],
        [other.id, 2023, null],
      ]),
    )
    expect(institutions).toHaveLength(3)
    expect(institutions[0]?.unitId).toBe(commission.id)
    expect((await superior.call('assessment.institution', { unitId: hospital.id })).mayWrite).toBe(false)
    expect((await failing(superior.call('assessment.institution', { unitId: elsewhere.id }))).code).toBe(
      'not_found',
    )
    expect((await office.call('assessment.institutions', {})).institutions).toMatchObject([
      { unitId: hospital.id, name: '普洱市人民医院', newest: { year: 2022 } },
    ])
    expect((await read()).mayWrite).toBe(true)
  })

  it('are none of the business of who may not read figures, and not written by who may only read', async () => {
    const secretary = await harness.as('party_secretary', hospital)
    const input = {
      unitId: hospital.id,
      year: 2022,
      item: 'visits',
      value: 1,
      source,
      version: null,
    } as const
    expect((await failing(secretary.call('assessment.saveWorkload', input))).code).toBe('forbidden')
    const branchSecretary = await harness.as('branch_secretary', hospital)
    expect((await failing(branchSecretary.call('assessment.institutions', {}))).code).toBe('forbidden')
    const stranger = await harness.as('party_office', await seedInstitution(harness, { name: '另一家医院' }))
    expect((await failing(stranger.call('assessment.saveWorkload', input))).code).toBe('not_found')
  })
})
