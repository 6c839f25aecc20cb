// S3 平利县老县镇中心卫生院: one branch, seven full members, the director is its secretary.
import { lifeOf } from './branch.ts'
import { dayBetween, latest, move, workingDay } from './calendar.ts'
import { ledgerOf } from './ledger.ts'
import { fullMember, person } from './people.ts'
import type { InstitutionPlan, Profession } from './plan.ts'
import { randomFrom } from './random.ts'
import type { Account, PersonRow, PostRow, Sheets, Status, UnitRow } from './rows.ts'
import { tenure } from './terms.ts'

const code = 'LXWY'
const branch = 'ZB01'
const departments = ['全科门诊', '住院部', '中医馆', '公共卫生科', '医技药房'] as const

type Staff = {
  readonly title: string | null
  readonly profession: Profession
  readonly status: Status
  readonly department: (typeof departments)[number]
}

const one = (
  title: string | null,
  profession: Profession,
  department: Staff['department'],
  status: Status = 'none',
): Staff => ({ title, profession, status, department })

/**
 * 20 health technicians as the report counts them (one senior, two intermediate, seven physicians, four assistant
 * physicians, six nurses, three not broken down) and 19 more, of whom it says no title, to the 39 of the teams.
 */
const staff: readonly Staff[] = [
  one('副主任医师', 'doctor', '全科门诊', 'full'),
  one('主治医师', 'doctor', '全科门诊', 'full'),
  one('主管护师', 'nurse', '住院部', 'full'),
  one('医师', 'doctor', '中医馆', 'full'),
  one('医师', 'doctor', '公共卫生科', 'full'),
  one('护师', 'nurse', '公共卫生科', 'full'),
  one('助理医师', 'doctor', '全科门诊', 'full'),
  one('医师', 'doctor', '住院部', 'activist'),
  one('医师', 'doctor', '全科门诊'),
  one('医师', 'doctor', '中医馆'),
  one('助理医师', 'doctor', '中医馆'),
  one('助理医师', 'doctor', '住院部'),
  one('助理医师', 'doctor', '公共卫生科'),
  one('护师', 'nurse', '住院部'),
  one('护士', 'nurse', '住院部'),
  one('护士', 'nurse', '全科门诊'),
  one('护士', 'nurse', '公共卫生科'),
  one('药师', 'pharmacist', '医技药房'),
  one('检验技师', 'technician', '医技药房'),
  one('影像技师', 'technician', '医技药房'),
  ...Array.from({ length: 19 }, () => one(null, 'office', '公共卫生科')),
]

export function s3(today: string): { readonly sheets: Sheets; readonly accounts: readonly Account[] } {
  const random = randomFrom(`linghang ${code}`)
  const thisYear = `${today.slice(0, 4)}-01-01`
  // A full year lies behind it on every day, besides what this year has brought so far.
  const dutiesFrom = move(thisYear, { years: -1 })
  const own = tenure(random, {
    institution: code,
    unit: branch,
    years: 3,
    today,
    dutiesFrom,
    foundedBefore: move(thisYear, { years: -6 }),
    endsInMonths: 20,
  })
  const unit = (row: Omit<UnitRow, 'institution' | 'parent' | 'foundedOn' | 'dissolvedOn'>): UnitRow => {
    return { institution: code, ...row, parent: null, foundedOn: own.foundedOn, dissolvedOn: null }
  }
  const department = (name: Staff['department']): string => `KS00${departments.indexOf(name) + 1}`

  const people = staff.map((each, index): PersonRow => {
    const made = person(random, {
      institution: code,
      staffNo: `${code}D${String(index + 1).padStart(4, '0')}`,
      today,
      profession: each.profession,
      age: each.status === 'full' ? [38, 55] : each.status === 'activist' ? [27, 34] : [24, 57],
      title: each.title,
    })
    const education = random.pick(['bachelor', 'college', 'college'] as const)
    const rest = { education, department: department(each.department), service: 'in_service' } as const
    if (each.status === 'full') {
      const dates = fullMember(random, made.bornOn, move(own.inOfficeFrom, { years: -1 }))
      const partyUnitFrom = latest(own.foundedOn, dates.probationOn)
      return { ...made, ...rest, ...dates, status: 'full', partyUnit: branch, partyUnitFrom }
    }
    const outside = { ...made, ...rest, status: each.status, probationOn: null, fullOn: null }
    if (each.status === 'none') return { ...outside, partyUnit: null, partyUnitFrom: null }
    const from = workingDay(dayBetween(random, move(today, { months: -20 }), move(today, { months: -8 })))
    return { ...outside, partyUnit: branch, partyUnitFrom: from }
  })

  const post = (index: number, of: string, name: PostRow['post']): PostRow => ({
    institution: code,
    staffNo: people[index]?.staffNo ?? '',
    unit: of,
    post: name,
    from: own.inOfficeFrom,
    until: null,
  })
  const posts = [
    post(0, branch, 'secretary'),
    post(0, code, 'president'),
    post(1, branch, 'organization_member'),
    post(1, branch, 'publicity_member'),
    post(2, branch, 'discipline_member'),
    post(1, department('全科门诊'), 'department_head'),
    post(2, department('住院部'), 'head_nurse'),
    post(3, department('中医馆'), 'department_head'),
  ]

  const institution: InstitutionPlan = {
    code,
    name: '平利县老县镇中心卫生院',
    kind: 'institution',
    parent: null,
    level: '乡镇中心卫生院',
    dutiesFrom,
    committee: '',
    generalBranches: [],
    branches: [],
    leaders: [],
    uncovered: [],
    others: [0, 0],
    themes: null,
  }
  const plan = { name: '党支部', departments, full: 7 }
  const life = lifeOf({ institution, unit: branch, groups: [], tenure: own, plan }, people, posts, 3)
  const { name, kind, parent, level } = institution
  const sheets: Sheets = {
    institutions: [{ code, name, kind, parent, level, dutiesFrom, demo: true }],
    units: [
      unit({ code: branch, name: '平利县老县镇中心卫生院党支部', kind: 'branch' }),
      ...departments.map((each) => unit({ code: department(each), name: each, kind: 'department' })),
    ],
    coverage: departments.map((each) => ({
      institution: code,
      branch,
      department: department(each),
      from: own.foundedOn,
      until: null,
    })),
    people,
    posts,
    terms: own.terms,
    results: [],
    workload: [],
    ledger: [
      ...ledgerOf([life], {
        from: dutiesFrom,
        today: thisYear,
        themes: null,
        complete: true,
        stream: 'year before',
      }),
      ...ledgerOf([life], { from: thisYear, today, themes: null, complete: true }),
    ],
  }
  const accounts: readonly Account[] = [
    {
      username: 'lx.secretary',
      staffNo: people[0]?.staffNo ?? '',
      institution: code,
      role: 'branch_secretary',
      unit: branch,
    },
    {
      username: 'lx.member',
      staffNo: people[6]?.staffNo ?? '',
      institution: code,
      role: 'member',
      unit: branch,
    },
  ]
  return { sheets, accounts }
}
