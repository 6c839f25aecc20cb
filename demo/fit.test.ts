// Checks that the demo's rows refer to each other, that dates fit, and that two builds are the same.
import { describe, expect, it } from 'vitest'
import { demoWorkbooks } from './index.ts'

type Row = Readonly<Record<string, unknown>>

const today = '2026-11-21'
const workbooks = demoWorkbooks(today)
const text = (row: Row | undefined, name: string): string => String(row?.[name])
const date = (value: string): Temporal.PlainDate => Temporal.PlainDate.from(value.slice(0, 10))
const id = (row: Row, name: string): string => `${text(row, 'institution')} ${text(row, name)}`

const committeeKinds = new Set([
  'study_group',
  'governance_meeting',
  'ideology_meeting',
  'democratic_life_meeting',
])

describe.each(workbooks)('$key', ({ sheets, accounts }) => {
  const institutions = new Map(sheets.institutions.map((row) => [text(row, 'code'), row]))
  const units = new Map<string, Row>(sheets.units.map((row) => [id(row, 'code'), row]))
  const people = new Map<string, Row>(sheets.people.map((row) => [id(row, 'staffNo'), row]))
  const isUnit = (row: Row, name: string): boolean =>
    units.has(id(row, name)) || row[name] === row['institution']

  it('names every institution, unit and person once', () => {
    expect(institutions.size).toBe(sheets.institutions.length)
    expect(units.size).toBe(sheets.units.length)
    expect(people.size).toBe(sheets.people.length)
    expect(sheets.institutions.every((row) => row['demo'] === true)).toBe(true)
  })

  it('refers only to what exists', () => {
    const all = [sheets.units, sheets.coverage, sheets.people, sheets.posts, sheets.terms, sheets.results]
    for (const row of [...all, sheets.workload, sheets.ledger].flat())
      expect(institutions.has(text(row, 'institution'))).toBe(true)
    for (const row of sheets.institutions)
      if (row['parent'] !== null) expect(institutions.has(text(row, 'parent'))).toBe(true)
    for (const row of sheets.units)
      if (row['parent'] !== null) expect(units.has(id(row, 'parent'))).toBe(true)
    for (const row of sheets.coverage) {
      expect(units.get(id(row, 'branch'))?.['kind']).toBe('branch')
      expect(units.get(id(row, 'department'))?.['kind']).toBe('department')
    }
    for (const row of sheets.people) {
      if (row['department'] !== null) expect(units.get(id(row, 'department'))?.['kind']).toBe('department')
      if (row['partyUnit'] !== null)
        expect(['branch', 'group']).toContain(units.get(id(row, 'partyUnit'))?.['kind'])
    }
    for (const row of [...sheets.posts, ...sheets.terms]) expect(isUnit(row, 'unit')).toBe(true)
    for (const row of sheets.posts) expect(people.has(id(row, 'staffNo'))).toBe(true)
    for (const row of accounts) {
      expect(people.has(id(row, 'staffNo'))).toBe(true)
      expect(isUnit(row, 'unit')).toBe(true)
    }
    expect(new Set(accounts.map((row) => row.staffNo)).size).toBe(accounts.length)
  })

  it('founds every unit after the one above it and dates posts and coverage within', () => {
    for (const row of sheets.units) {
      const above = units.get(id(row, 'parent'))
      if (above) expect(text(above, 'foundedOn') <= text(row, 'foundedOn')).toBe(true)
      expect(text(row, 'foundedOn') < today).toBe(true)
    }
    for (const row of [...sheets.posts, ...sheets.coverage]) {
      const unit = units.get(id(row, row['unit'] === undefined ? 'department' : 'unit'))
      if (unit) expect(text(row, 'from') >= text(unit, 'foundedOn')).toBe(true)
      expect(text(row, 'from') <= today).toBe(true)
    }
    for (const row of sheets.terms) {
      const unit = units.get(id(row, 'unit'))
      expect(row['years']).toBe(unit?.['kind'] === 'committee' ? 5 : 3)
      expect(text(row, 'startedOn') >= text(unit, 'foundedOn')).toBe(true)
    }
    const current = new Map(sheets.terms.map((row) => [id(row, 'unit'), row]))
    for (const row of current.values()) {
      expect(text(row, 'startedOn') < today).toBe(true)
      expect(
        date(text(row, 'startedOn'))
          .add({ years: Number(row['years']) })
          .toString() > today,
      ).toBe(true)
    }
    const duty = sheets.units.filter((row) =>
      ['committee', 'general_branch', 'branch'].includes(text(row, 'kind')),
    )
    expect(current.size).toBe(duty.length)
  })

  it('gives members dates that follow each other', () => {
    for (const row of sheets.people) {
      const member = row['status'] === 'full' || row['status'] === 'probationary'
      expect(row['probationOn'] !== null).toBe(member)
      expect(row['fullOn'] !== null).toBe(row['status'] === 'full')
      expect(row['partyUnit'] === null).toBe(row['status'] === 'none')
      expect(row['partyUnitFrom'] === null).toBe(row['status'] === 'none')
      if (row['partyUnitFrom'] !== null) {
        const unit = units.get(id(row, 'partyUnit'))
        expect(text(row, 'partyUnitFrom') >= text(unit, 'foundedOn')).toBe(true)
        expect(text(row, 'partyUnitFrom') <= today).toBe(true)
      }
      if (!member) continue
      const probation = date(text(row, 'probationOn'))
      expect(date(text(row, 'bornOn')).add({ years: 18 }).toString() <= probation.toString()).toBe(true)
      const confirmed = probation.add({ years: 1 }).toString()
      if (row['status'] === 'full') expect([row['fullOn'], confirmed <= today]).toEqual([confirmed, true])
      else expect(probation.toString() < today && confirmed > today).toBe(true)
    }
  })

  it('lets only confirmed members of a year and more hold Party posts', () => {
    const party = /secretary|member|leader/
    for (const row of sheets.posts.filter((post) => party.test(text(post, 'post')))) {
      const confirmed = text(people.get(id(row, 'staffNo')), 'fullOn')
      expect(confirmed <= text(row, 'from')).toBe(true)
    }
  })

  it('holds meetings on working days, in working hours, before today, by members of that day', () => {
    const seen = new Set<string>()
    for (const row of sheets.ledger) {
      const start = text(row, 'startedAt')
      const end = text(row, 'endedAt')
      expect(start.slice(0, 10) < today && start.slice(0, 4) >= '2022').toBe(true)
      expect(date(start).dayOfWeek).toBeLessThanOrEqual(5)
      expect(start.slice(11) >= '08:00' && end.slice(11) <= '18:00' && start < end).toBe(true)
      expect(seen.has(`${id(row, 'unit')} ${start.slice(0, 10)}`)).toBe(false)
      seen.add(`${id(row, 'unit')} ${start.slice(0, 10)}`)
      const unit = units.get(id(row, 'unit'))
      const ofCommittee = unit?.['kind'] === 'committee'
      expect(unit?.['kind']).toBe(
        committeeKinds.has(text(row, 'kind'))
          ? 'committee'
          : row['kind'] === 'group_meeting'
            ? 'group'
            : 'branch',
      )
      expect(start.slice(0, 10) >= text(unit, 'foundedOn')).toBe(true)
      if (row['makeUpFor'] !== null) expect(text(row, 'makeUpFor').slice(0, 7) < start.slice(0, 7)).toBe(true)
      const office = sheets.posts.find(
        (post) =>
          post['institution'] === row['institution'] &&
          post['staffNo'] === row['chair'] &&
          post['unit'] === row['unit'] &&
          post['post'] === (row['kind'] === 'group_meeting' ? 'group_leader' : 'secretary'),
      )
      expect(office && text(office, 'from') <= start.slice(0, 10)).toBe(true)
      expect(row['chair']).not.toBe(row['recorder'])
      for (const staffNo of [row['chair'], row['recorder'], ...(row['absent'] as readonly string[])]) {
        const person = people.get(`${text(row, 'institution')} ${String(staffNo)}`)
        if (ofCommittee) {
          const seat = sheets.posts.find(
            (post) =>
              post['institution'] === row['institution'] &&
              post['staffNo'] === staffNo &&
              post['unit'] === row['unit'],
          )
          expect(seat && text(seat, 'from') <= start.slice(0, 10)).toBe(true)
          continue
        }
        const since = [text(person, 'probationOn'), text(person, 'partyUnitFrom')].sort()[1] ?? ''
        expect(since <= start.slice(0, 10)).toBe(true)
        const own = text(person, 'partyUnit')
        expect(own === row['unit'] || own.startsWith(`${text(row, 'unit')}-`)).toBe(true)
      }
    }
  })

  it('has at least half of the members at general meetings', () => {
    for (const row of sheets.ledger.filter((each) => each['kind'] === 'general_meeting')) {
      const due = sheets.people.filter(
        (person) =>
          person['institution'] === row['institution'] &&
          person['fullOn'] !== null &&
          text(person, 'partyUnit').replace(/-\d+$/, '') === row['unit'] &&
          text(person, 'fullOn') <= text(row, 'startedAt') &&
          text(person, 'partyUnitFrom') <= text(row, 'startedAt').slice(0, 10),
      ).length
      const absent = (row['absent'] as readonly string[]).length
      expect(2 * (due - absent)).toBeGreaterThanOrEqual(due)
    }
  })

  it('misses little: committee meetings and theme days of whole months', () => {
    const months = new Set(
      sheets.ledger
        .filter((row) => row['kind'] === 'theme_day')
        .map((row) => text(row, 'startedAt').slice(0, 7))
        .filter((month) => month < '2026-11'),
    )
    const seats = new Set(
      sheets.posts
        .filter(
          (row) => row['post'] === 'discipline_member' && units.get(id(row, 'unit'))?.['kind'] === 'branch',
        )
        .map((row) => id(row, 'unit')),
    )
    const branches = sheets.units.filter((row) => row['kind'] === 'branch')
    const due = months.size * (seats.size + branches.length)
    const held = sheets.ledger.filter(
      (row) =>
        ['committee_meeting', 'theme_day'].includes(text(row, 'kind')) &&
        row['makeUpFor'] === null &&
        text(row, 'startedAt') < '2026-11',
    ).length
    const rate = held / due
    if (branches.length === 1) expect(rate).toBe(1)
    else {
      expect(rate).toBeGreaterThan(0.965)
      expect(rate).toBeLessThan(1)
    }
  })
})

describe('the whole', () => {
  it('is the same twice', () => {
    expect(demoWorkbooks(today)).toEqual(workbooks)
  })

  it('leaves the month open: S3 has no theme day yet this month, and something is late elsewhere', () => {
    const s3 = workbooks.find((each) => each.key === 's3')
    const november = s3?.sheets.ledger.filter((row) => text(row, 'startedAt').startsWith('2026-11')) ?? []
    expect(november.map((row) => row['kind'])).toEqual(['committee_meeting'])
    expect(workbooks.flatMap((each) => each.sheets.ledger).some((row) => row['makeUpFor'] !== null)).toBe(
      true,
    )
  })

  it('works on other days too', () => {
    for (const day of ['2026-01-01', '2026-02-21', '2027-01-05', '2028-02-29']) {
      for (const { sheets } of demoWorkbooks(day)) {
        expect(sheets.ledger.every((row) => text(row, 'startedAt').slice(0, 10) < day)).toBe(true)
        expect(sheets.units.every((row) => text(row, 'foundedOn') < day)).toBe(true)
        expect(sheets.people.every((row) => row['fullOn'] === null || text(row, 'fullOn') <= day)).toBe(true)
      }
    }
  })

  it('has rare and polyphonic names, and some twice', () => {
    const names = workbooks.flatMap((each) => each.sheets.people.map((row) => text(row, 'name')))
    for (const character of ['喆', '龑', '㛃', '𠮷'])
      expect(names.some((name) => name.includes(character))).toBe(true)
    for (const surname of ['曾', '单', '仇', '解'])
      expect(names.some((name) => name.startsWith(surname))).toBe(true)
    expect(new Set(names).size).toBeLessThan(names.length)
  })
})
