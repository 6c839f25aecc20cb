// The law of organizations and terms at, below and above its thresholds; months at the ends of months.

import { describe, expect, test } from 'vitest'
import { declaredRules } from '../../core/law.ts'
import {
  foundingReply,
  foundingReplyDue,
  gotWorse,
  judgeUnit,
  mendingOf,
  monthsAfter,
  noThresholds,
  type Thresholds,
  type UnitFacts,
  yearsAfter,
} from './rules.ts'

const today = '2026-11-21'

const branch: UnitFacts = {
  kind: 'branch',
  form: 'plain',
  foundedOn: '2015-01-01',
  members: 10,
  fullMembers: 10,
  committeeMembers: 3,
  posts: ['secretary', 'organization_member', 'publicity_member', 'discipline_member'],
  secretaries: 1,
  vacantSince: null,
  secretary: { fullOn: '2010-07-01', headPost: 'department_head', institutionPost: null },
  president: null,
  covers: 1,
  coversVillage: false,
  coveredBy: 0,
  staff: 0,
  staffFull: 0,
  above: ['institution', 'committee'],
  below: [],
  groups: 0,
  terms: 1,
  admitted: 0,
  term: null,
}
const committee: Partial<UnitFacts> = {
  kind: 'committee',
  members: 300,
  fullMembers: 290,
  committeeMembers: 7,
  above: ['institution'],
  below: ['branch'],
  covers: 0,
}

const judged = (unit: Partial<UnitFacts>, on = today, thresholds: Partial<Thresholds> = {}) =>
  judgeUnit({ ...branch, ...unit }, { ...noThresholds, ...thresholds }, on)
const broken = (unit: Partial<UnitFacts>, on = today, thresholds: Partial<Thresholds> = {}): string[] =>
  judged(unit, on, thresholds).map((refusal) => refusal.rule)

test('a branch in order has no findings', () => {
  expect(broken({})).toEqual([])
})

describe('R-ORG-1: three full members without a branch', () => {
  test.each([
    [2, 0, ['L-ORG-1']],
    [3, 0, ['R-ORG-1']],
    [4, 0, ['R-ORG-1']],
    [3, 1, []],
  ])('a department with %i full members, covered by %i', (staffFull, coveredBy, found) => {
    const unit: Partial<UnitFacts> = {
      kind: 'department',
      members: 0,
      fullMembers: 0,
      staff: 9,
      staffFull,
      coveredBy,
    }
    expect(broken(unit)).toEqual(found)
  })
  test.each([
    [2, [], false],
    [3, [], true],
    [3, ['branch'], false],
  ] as const)('an institution with %i full members and %j below', (fullMembers, below, found) => {
    const unit: Partial<UnitFacts> = {
      kind: 'institution',
      fullMembers,
      members: fullMembers,
      above: [],
      below,
    }
    expect(broken(unit).includes('R-ORG-1')).toBe(found)
  })
})

describe('R-ORG-2: a branch generally has no more than 50 members', () => {
  test.each([
    [49, false],
    [50, false],
    [51, true],
  ])('%i members', (members, found) => {
    expect(broken({ members, fullMembers: members }).includes('R-ORG-2')).toBe(found)
  })
})

describe('R-ORG-3: fewer than three full members', () => {
  test.each([
    [2, true],
    [3, false],
    [4, false],
  ])('%i full members', (fullMembers, found) => {
    expect(broken({ fullMembers, members: fullMembers + 1 }).includes('R-ORG-3')).toBe(found)
  })
  test.each([
    [4, 'joint', false],
    [5, 'joint', false],
    [6, 'joint', true],
    [6, 'plain', false],
  ] as const)('%i units covered by a %s branch', (covers, form, found) => {
    expect(broken({ covers, form }).includes('R-ORG-3j')).toBe(found)
  })
})

describe('R-ORG-4 and R-ORG-6: temporary branches', () => {
  const temporary: Partial<UnitFacts> = { form: 'temporary', foundedOn: '2026-05-21', terms: 0 }
  test.each([
    ['2026-11-20', 3, false],
    ['2026-11-21', 3, true],
    ['2026-11-22', 3, true],
    ['2026-11-21', 2, false],
  ])('on %s with %i full members', (on, fullMembers, found) => {
    expect(broken({ ...temporary, fullMembers }, on).includes('R-ORG-4')).toBe(found)
  })
  test.each([
    [0, 0, false],
    [1, 0, true],
    [0, 1, true],
  ])('%i terms, %i admitted', (terms, admitted, found) => {
    expect(broken({ ...temporary, terms, admitted }).includes('R-ORG-6t')).toBe(found)
  })
  test('owes no committee, no secretary by election and no term', () => {
    expect(
      broken({ ...temporary, foundedOn: today, committeeMembers: 0, secretaries: 0, secretary: null }),
    ).toEqual([])
  })
})

describe('R-ORG-5: a request is answered within a month', () => {
  test.each([
    ['2026-01-31', '2026-02-28'],
    ['2028-01-31', '2028-02-29'],
    ['2026-03-15', '2026-04-15'],
  ])('requested on %s, due on %s', (requestedOn, due) => {
    const dueOn = foundingReplyDue(requestedOn)
    expect(dueOn).toBe(due)
    const kept = (repliedOn: string | null, on: string) =>
      foundingReply.judge({ requestedOn, dueOn, repliedOn, today: on }).ok
    expect(kept(dueOn, '2029-01-01')).toBe(true)
    expect(kept(null, dueOn)).toBe(true)
    expect(kept(null, '2029-01-01')).toBe(false)
  })
})

describe('R-ORG-7: the committee of a branch', () => {
  test.each([
    [6, 0, false],
    [7, 0, true],
    [7, 2, true],
    [7, 3, false],
    [8, 0, true],
  ])('%i full members, %i in the committee', (fullMembers, committeeMembers, found) => {
    expect(broken({ fullMembers, members: fullMembers, committeeMembers }).includes('R-ORG-7')).toBe(found)
  })
  test('probationary members do not count towards the seven', () => {
    expect(broken({ fullMembers: 6, members: 9, committeeMembers: 0 })).not.toContain('R-ORG-7')
  })
  test.each([
    [6, false],
    [7, false],
    [8, true],
  ])('%i in the committee', (committeeMembers, found) => {
    expect(broken({ committeeMembers }).includes('R-ORG-7m')).toBe(found)
  })
  test.each(['organization_member', 'publicity_member', 'discipline_member'] as const)(
    'without %s',
    (post) => {
      const posts = branch.posts.filter((each) => each !== post)
      expect(broken({ posts })).toEqual(['R-ORG-7p'])
      expect(broken({ posts, fullMembers: 6 })).toEqual([])
    },
  )
  test.each([
    [6, 1, false],
    [6, 2, true],
  ])('%i full members, %i secretaries', (fullMembers, secretaries, found) => {
    expect(broken({ fullMembers, secretaries }).includes('R-ORG-7s')).toBe(found)
  })
})

describe('R-ORG-8: a secretary has a year of standing', () => {
  test.each([
    ['2025-11-20', false],
    ['2025-11-21', false],
    ['2025-11-22', true],
    [null, true],
  ])('full member on %s', (fullOn, found) => {
    const secretary = { fullOn, headPost: 'department_head', institutionPost: null } as const
    const about = judged({ secretary }).find((refusal) => refusal.rule === 'R-ORG-8')?.about
    expect(about).toBe(found ? 'secretary' : undefined)
  })
})

describe('R-ORG-9: the secretary is a head', () => {
  const secretary = { fullOn: '2010-07-01', headPost: null, institutionPost: null }
  test('of a branch that covers a department', () => expect(broken({ secretary })).toEqual(['R-ORG-9']))
  test('not asked of a branch that covers none', () => expect(broken({ secretary, covers: 0 })).toEqual([]))
})

describe('R-ORG-10: a vacancy', () => {
  test('of a branch is a must, and known since when', () => {
    const [refusal] = judged({ secretaries: 0, secretary: null, vacantSince: '2026-11-01' })
    expect(refusal).toMatchObject({
      rule: 'R-ORG-10',
      severity: 'block',
      since: '2026-11-01',
      facts: { days: 20 },
    })
  })
  test('of a committee rests on another source', () => {
    expect(broken({ ...committee, secretaries: 0, secretary: null })).toEqual(['R-ORG-10c'])
  })
})

describe('R-ORG-11: what size suggests', () => {
  const alone: Partial<UnitFacts> = { kind: 'institution', above: [], below: ['branch'], secretary: null }
  test.each([
    [49, null],
    [50, 'general_branch'],
    [99, 'general_branch'],
    [100, 'committee'],
    [101, 'committee'],
  ])('%i members', (members, suggested) => {
    const found = judged({ ...alone, members }).find((refusal) => refusal.rule === 'R-ORG-11')
    expect(found?.facts['suggested'] ?? null).toBe(suggested)
  })
  test('nothing where a committee stands', () => {
    expect(broken({ ...alone, members: 300, below: ['branch', 'committee'] })).toEqual([])
    expect(broken({ members: 60, fullMembers: 60 })).toEqual(['R-ORG-2'])
  })
})

describe('R-ORG-12: groups, from the institution’s own number on', () => {
  test.each([
    [19, 20, 0, false],
    [20, 20, 0, true],
    [21, 20, 0, true],
    [21, 20, 1, false],
    [49, null, 0, false],
  ])('%i members, from %s, %i groups', (members, groupsFrom, groups, found) => {
    const refusal = judged({ members, groups }, today, { groupsFrom }).find(
      (each) => each.rule === 'R-ORG-12',
    )
    expect(refusal !== undefined).toBe(found)
    if (refusal) expect(refusal.cites.every((cite) => cite.verified)).toBe(false)
  })
})

describe('R-ORG-14 to 16: committees', () => {
  test.each([
    [['secretary', 'discipline_member'], ['branch'], false],
    [['secretary'], ['branch', 'discipline_commission'], false],
    [['secretary'], ['branch'], true],
  ] as const)('%j with %j below', (posts, below, found) => {
    expect(broken({ ...committee, posts, below }).includes('R-ORG-14')).toBe(found)
  })
  test.each([
    [4, 'hubei', true],
    [5, 'hubei', false],
    [9, 'hubei', false],
    [11, 'hubei', false],
    [12, 'hubei', true],
    [12, null, false],
  ] as const)('%i members, province %s', (committeeMembers, province, found) => {
    expect(broken({ ...committee, committeeMembers }, today, { province }).includes('R-ORG-15')).toBe(found)
  })
  test.each([
    [{ member: true, deputySecretary: true, isSecretary: false }, null, []],
    [{ member: true, deputySecretary: false, isSecretary: false }, null, ['R-ORG-16p']],
    [{ member: false, deputySecretary: false, isSecretary: false }, null, []],
    [{ member: true, deputySecretary: true, isSecretary: false }, 'vice_president', ['R-ORG-16']],
    [{ member: true, deputySecretary: false, isSecretary: true }, 'president', []],
  ] as const)('president %j, the secretary is %s', (president, institutionPost, found) => {
    const secretary = { fullOn: '2000-07-01', headPost: institutionPost, institutionPost }
    expect(broken({ ...committee, president, secretary })).toEqual(found)
  })
})

test.each([
  ['2026-08-31', 6, '2027-02-28'],
  ['2027-08-31', 6, '2028-02-29'],
  ['2026-05-31', -6, '2025-11-30'],
  ['2026-03-31', 1, '2026-04-30'],
  ['2026-12-15', 1, '2027-01-15'],
])('%s and %i months is %s', (day, months, after) => {
  expect(monthsAfter(day, months)).toBe(after)
})
test('29 February and a year is 28 February', () => expect(yearsAfter('2028-02-29', 1)).toBe('2029-02-28'))

describe('what was set aside returns when it gets worse', () => {
  test.each([
    ['R-ORG-2', { members: 52, most: 50 }, { members: 51, most: 50 }, false],
    ['R-ORG-2', { members: 52, most: 50 }, { members: 52, most: 50 }, false],
    ['R-ORG-2', { members: 52, most: 50 }, { members: 53, most: 50 }, true],
    [
      'R-TRM-2',
      { endsOn: '2027-01-01', over: false, today: 'a' },
      { endsOn: '2027-01-01', over: false, today: 'b' },
      false,
    ],
    ['R-TRM-2', { endsOn: '2027-01-01', over: false }, { endsOn: '2027-01-01', over: true }, true],
    ['R-ORG-16', { post: 'vice_president' }, { post: 'president' }, true],
  ])('%s from %j to %j', (rule, before, now, worse) => {
    expect(gotWorse(rule, before, now)).toBe(worse)
  })
})

test('every rule of organizations, terms and membership is declared, cited, and can be mended', () => {
  const asked = [
    ...Array.from({ length: 16 }, (_, at) => `R-ORG-${at + 1}`),
    ...Array.from({ length: 4 }, (_, at) => `R-TRM-${at + 1}`),
    ...Array.from({ length: 8 }, (_, at) => `R-MEM-${at + 1}`),
  ]
  const declared = declaredRules().map((rule) => rule.id)
  expect(asked.filter((id) => !declared.includes(id))).toEqual([])
  // Nothing is recorded yet that these two could be judged by: rules with their due days only.
  // R-ORG-6 is asked by the rooms that act (org); the finding is R-ORG-6t.
  const unjudged = ['R-ORG-5', 'R-MEM-5s', 'R-ORG-6']
  const ours = declared.filter((id) => /^(R-(ORG|TRM|MEM)|L-ORG)-/.test(id) && !unjudged.includes(id))
  for (const id of ours) expect(mendingOf(id).ways.length).toBeGreaterThan(0)
})

test('what was only seen in excerpts says so, with a note', () => {
  const unread = declaredRules()
    .filter((rule) => /^R-(ORG|TRM|MEM)-/.test(rule.id))
    .flatMap((rule) =>
      rule.cites.filter((cite) => !cite.verified).map((cite) => ({ rule: rule.id, note: cite.note })),
    )
  expect(unread.filter(({ note }) => note === undefined)).toEqual([])
  const marked = new Set(unread.map(({ rule }) => rule))
  for (const id of ['R-ORG-11', 'R-ORG-14', 'R-ORG-15', 'R-ORG-16', 'R-TRM-1c', 'R-MEM-8'])
    expect(marked).toContain(id)
  for (const id of ['R-ORG-1', 'R-ORG-2', 'R-ORG-7', 'R-TRM-1', 'R-TRM-2', 'R-MEM-3'])
    expect(marked).not.toContain(id)
})
