// Checks the demo against the five reports, and that its rows fit together.
import { describe, expect, it } from 'vitest'
import { excerpts } from './excerpts.ts'
import { demoWorkbooks, type DemoWorkbook } from './index.ts'
import { shown, uncovered } from './s4-branches.ts'

const today = '2026-11-21'
const workbooks = demoWorkbooks(today)

type Row = Readonly<Record<string, unknown>>

function book(key: DemoWorkbook['key']): DemoWorkbook {
  const found = workbooks.find((each) => each.key === key)
  if (!found) throw new Error(`no workbook ${key}`)
  return found
}

const rows = (
  key: DemoWorkbook['key'],
  sheet: keyof DemoWorkbook['sheets'],
  where: Row = {},
): readonly Row[] =>
  book(key).sheets[sheet].filter((row) => Object.entries(where).every(([name, value]) => row[name] === value))

const text = (row: Row | undefined, name: string): string => String(row?.[name])

/** Full members of a branch, those of its groups included. */
const fullMembers = (key: DemoWorkbook['key'], branch: string): readonly Row[] =>
  rows(key, 'people', { status: 'full' }).filter(
    (row) => text(row, 'partyUnit').replace(/-\d+$/, '') === branch,
  )

const codeOf = (key: DemoWorkbook['key'], name: string): string =>
  text(rows(key, 'units', { name })[0], 'code')

/** Secretaries of branches that hold the given post too, by pairs of institution and staff number. */
function secretariesWho(key: DemoWorkbook['key'], post: string): number {
  const branches = new Set(rows(key, 'units', { kind: 'branch' }).map((row) => row['code']))
  const holders = new Set(rows(key, 'posts', { post }).map((row) => row['staffNo']))
  return rows(key, 'posts', { post: 'secretary' }).filter(
    (row) => branches.has(row['unit']) && holders.has(row['staffNo']),
  ).length
}

describe('structure as the reports give it', () => {
  it('S0 has nine branches whose secretaries all head a department', () => {
    expect(rows('s0', 'units', { kind: 'branch' })).toHaveLength(9)
    expect(rows('s0', 'units', { kind: 'committee' })).toHaveLength(1)
    expect(secretariesWho('s0', 'department_head')).toBe(9)
  })

  it('S1 has 29 branches below its committee', () => {
    expect(rows('s1', 'units', { kind: 'branch', parent: 'DW' })).toHaveLength(29)
    expect(rows('s1', 'units', { kind: 'general_branch' })).toHaveLength(0)
  })

  it('S2 has the ten branches that the report names', () => {
    const branches = rows('s2', 'units', { kind: 'branch' })
    const names = branches.map((branch) => {
      const [institution] = rows('s2', 'institutions', { code: branch['institution'] })
      return text(institution, 'name').replace('广东省', '省') + text(branch, 'name')
    })
    expect([...names].sort()).toEqual(
      [
        '省疾病预防控制中心传染病预防控制所党支部',
        '省疾病预防控制中心慢性非传染性疾病预防控制所党支部',
        '省卫生健康委体制改革处党支部',
        '省妇幼保健院产科一党支部',
        '广东医科大学附属第二医院呼吸与危重症医学中心党支部',
        '省卫生健康宣传教育中心第一党支部',
        '省生殖医院男科党支部',
        '原省卫生监督所第一党支部',
        '省泗安医院医疗第一党支部',
        '省人民医院内科第三党支部',
      ].sort(),
    )
    for (const name of names)
      expect(excerpts.s2.filter((excerpt) => excerpt.startsWith(name))).toHaveLength(1)
    expect(rows('s2', 'institutions', { kind: 'commission' })).toHaveLength(1)
    expect(rows('s2', 'institutions', { parent: 'GDHC' })).toHaveLength(8)
  })

  it('S3 has one branch, seven full members, one activist, 39 staff, and its director is the secretary', () => {
    expect(rows('s3', 'units').filter((row) => row['kind'] !== 'department')).toMatchObject([
      { kind: 'branch', parent: null, name: '平利县老县镇中心卫生院党支部' },
    ])
    expect(rows('s3', 'people', { status: 'full' })).toHaveLength(7)
    expect(rows('s3', 'people', { status: 'activist' })).toHaveLength(1)
    expect(rows('s3', 'people')).toHaveLength(39)
    expect(secretariesWho('s3', 'president')).toBe(1)
    expect(rows('s3', 'posts', { post: 'president' })).toMatchObject([{ unit: 'LXWY' }])
    const titled = rows('s3', 'people').filter((row) => row['title'] !== null)
    const count = (...titles: readonly string[]): number =>
      titled.filter((row) => titles.includes(text(row, 'title'))).length
    expect(titled).toHaveLength(20)
    expect(count('副主任医师')).toBe(1)
    expect(count('主治医师', '主管护师')).toBe(2)
    expect(count('副主任医师', '主治医师', '医师')).toBe(7)
    expect(count('助理医师')).toBe(4)
    expect(count('主管护师', '护师', '护士')).toBe(6)
  })

  it('S4 has 8 general branches and 70 branches below them, secretaries generally heads', () => {
    const general = rows('s4', 'units', { kind: 'general_branch', parent: 'DW' }).map((row) => row['code'])
    expect(general).toHaveLength(8)
    const branches = rows('s4', 'units', { kind: 'branch' })
    expect(branches).toHaveLength(70)
    expect(branches.every((branch) => general.includes(branch['parent']))).toBe(true)
    expect(secretariesWho('s4', 'department_head')).toBe(67)
  })
})

describe('figures', () => {
  it('carries those of S0', () => {
    expect(rows('s0', 'results')).toMatchObject([
      {
        year: 2022,
        score: 633.5,
        scoreChange: 74.5,
        rank: 84,
        rankChange: 28,
        groupSize: null,
        grade: 'B',
        gradeBefore: 'C+',
        peerGroup: '全国其他专科手术组',
      },
    ])
  })

  it('carries those of S1', () => {
    expect(rows('s1', 'results')).toMatchObject([
      { assessment: 'national_tertiary_monitored', year: 2022, rank: 357, rankChange: 108, groupSize: 1521 },
      { assessment: 'national_tertiary_monitored', year: 2022, rank: 2, groupSize: null },
      { assessment: 'provincial_tertiary', rank: 6, groupSize: 47 },
      { assessment: 'provincial_monitored', rank: 1 },
    ])
    expect(rows('s1', 'workload', { year: 2023 })).toMatchObject([
      { item: 'visits', value: 1_107_300, growthPercent: 8.42 },
      { item: 'discharges', value: 89_000, growthPercent: 10.66 },
      { item: 'operations', value: 24_100, growthPercent: 18 },
      { item: 'satisfaction', value: 99.79, growthPercent: null },
    ])
  })

  it('quotes a sentence of the report with each, and the sentence holds the figure', () => {
    for (const { key, sheets } of workbooks) {
      for (const row of [...sheets.results, ...sheets.workload]) {
        const source = text(row, 'source')
        const list: readonly string[] = excerpts[key]
        expect(list.some((excerpt) => excerpt.includes(source))).toBe(true)
        for (const name of [
          'score',
          'scoreChange',
          'rank',
          'rankChange',
          'groupSize',
          'growthPercent',
          'grade',
        ]) {
          const value = row[name]
          if (value !== null && value !== undefined) expect(source).toContain(String(value))
        }
        const value = Number(row['value'] ?? 0)
        if (value) expect(source).toContain(String(value >= 1000 ? value / 10_000 : value))
      }
    }
  })

  it('leaves the other workbooks without results', () => {
    for (const key of ['s2', 's3', 's4'] as const) expect(rows(key, 'results')).toHaveLength(0)
  })
})

describe('things to find in S4', () => {
  const size = (name: string): number => fullMembers('s4', codeOf('s4', name)).length
  const ends = (row: Row): string =>
    Temporal.PlainDate.from(text(row, 'startedOn'))
      .add({ years: Number(row['years']) })
      .toString()
  const soon = (key: DemoWorkbook['key']): readonly string[] => {
    const limit = Temporal.PlainDate.from(today).add({ months: 6 }).toString()
    return rows(key, 'terms')
      .filter((row) => ends(row) > today && ends(row) <= limit)
      .map((row) => text(rows(key, 'units', { code: row['unit'] })[0], 'name'))
  }

  it('has a branch above 50, one below 3, and no other outside 5 to 45', () => {
    expect(size(shown.tooLarge)).toBe(52)
    expect(size(shown.tooSmall)).toBe(2)
    const odd: readonly string[] = [shown.tooLarge, shown.tooSmall]
    for (const key of ['s0', 's1', 's2', 's4'] as const) {
      for (const branch of book(key).sheets.units.filter((row) => row['kind'] === 'branch')) {
        if (odd.includes(text(branch, 'name'))) continue
        const count = fullMembers(key, text(branch, 'code')).filter(
          (row) => row['institution'] === branch['institution'],
        ).length
        expect(count).toBeGreaterThanOrEqual(5)
        expect(count).toBeLessThanOrEqual(45)
      }
    }
  })

  it('has one branch of nine with a secretary alone; all others of seven and more have three to five', () => {
    const committee = (key: DemoWorkbook['key'], branch: Row): number =>
      new Set(
        rows(key, 'posts', { institution: branch['institution'], unit: branch['code'] }).map(
          (row) => row['staffNo'],
        ),
      ).size
    for (const key of ['s0', 's1', 's2', 's3', 's4'] as const) {
      for (const branch of rows(key, 'units', { kind: 'branch' })) {
        const members = fullMembers(key, text(branch, 'code')).filter(
          (row) => row['institution'] === branch['institution'],
        )
        const seats = committee(key, branch)
        if (branch['name'] === shown.withoutCommittee) expect([members.length, seats]).toEqual([9, 1])
        else if (members.length >= 7) expect([3, 4, 5]).toContain(seats)
        else expect([1, 2]).toContain(seats)
      }
    }
  })

  it('has one clinical department without a branch, and each other one in exactly one', () => {
    const bare = rows('s4', 'units', { kind: 'department' }).filter((unit) => {
      const covering = rows('s4', 'coverage', { department: unit['code'] })
      expect(covering.length).toBeLessThanOrEqual(1)
      return covering.length === 0
    })
    expect(bare.map((unit) => unit['name'])).toEqual([uncovered])
    expect(rows('s4', 'people', { department: codeOf('s4', uncovered) }).length).toBeGreaterThan(0)
  })

  it('has two terms that end within six months, S1 one, the others none', () => {
    expect([...soon('s4')].sort()).toEqual([...shown.endsSoon].sort())
    expect(soon('s1')).toEqual(['外科第三党支部'])
    expect([...soon('s0'), ...soon('s2'), ...soon('s3')]).toEqual([])
  })

  it('has a branch founded in the middle of a quarter of this year, without records before', () => {
    const [unit] = rows('s4', 'units', { name: shown.founded })
    expect(text(unit, 'foundedOn')).toBe('2026-02-24')
    const held = rows('s4', 'ledger', { unit: unit?.['code'] })
    expect(held.length).toBeGreaterThan(20)
    expect(held.every((row) => text(row, 'startedAt') >= '2026-02-24')).toBe(true)
  })

  it('has groups in its six largest branches', () => {
    const grouped = new Set(rows('s4', 'units', { kind: 'group' }).map((row) => text(row, 'parent')))
    const sizes = rows('s4', 'units', { kind: 'branch' })
      .map((row) => ({ code: text(row, 'code'), count: fullMembers('s4', text(row, 'code')).length }))
      .sort((a, b) => b.count - a.count)
    expect([...grouped].sort()).toEqual(
      sizes
        .slice(0, 6)
        .map((each) => each.code)
        .sort(),
    )
  })
})
