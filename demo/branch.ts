// Staffs one branch: members and others, its committee, its groups and the heads of its departments.
import { dayBetween, latest, move } from './calendar.ts'
import { fullMember, joined, type Age, person, probationStart } from './people.ts'
import type { BranchLife, BranchPlan, InstitutionPlan, LeaderPlan, Profession } from './plan.ts'
import type { Random } from './random.ts'
import type { PersonRow, Post, PostRow, Status } from './rows.ts'
import type { Tenure } from './terms.ts'

export type Staffed = {
  readonly people: readonly PersonRow[]
  readonly posts: readonly PostRow[]
  readonly life: BranchLife
}

export type Setting = {
  readonly random: Random
  readonly institution: InstitutionPlan
  readonly plan: BranchPlan
  readonly unit: string
  readonly groups: readonly string[]
  readonly tenure: Tenure
  readonly today: string
  /** Code of a department by its name. */
  readonly department: (name: string) => string
  readonly nextStaffNo: () => string
  readonly leaders: readonly LeaderPlan[]
  /** Since when heads of departments may hold their posts. */
  readonly departmentsFrom: string
  /** Codes behind 'institution' and 'committee' in the leaders' posts, and since when they hold them. */
  readonly leaderUnits: { readonly institution: string; readonly committee: string; readonly from: string }
}

const professions: Readonly<Record<NonNullable<BranchPlan['work']>, readonly Profession[]>> = {
  clinical: ['doctor', 'nurse', 'doctor', 'nurse', 'doctor'],
  technical: ['technician', 'technician', 'doctor'],
  pharmacy: ['pharmacist'],
  office: ['office'],
  retired: ['doctor', 'nurse', 'office', 'technician'],
}

/** Posts of the branch committee by the number of full members: none below seven, then three to five people. */
function committeePosts(plan: BranchPlan): readonly (readonly Post[])[] {
  if (plan.withoutCommittee || plan.full < 5) return [['secretary']]
  if (plan.full < 7) return [['secretary'], ['deputy_secretary']]
  if (plan.full < 10)
    return [['secretary'], ['organization_member', 'publicity_member'], ['discipline_member']]
  const four: Post[][] = [['secretary'], ['organization_member'], ['publicity_member'], ['discipline_member']]
  return plan.full < 25 ? four : [...four, ['deputy_secretary']]
}

export function staffBranch(setting: Setting): Staffed {
  const { random, plan, unit, tenure, today, institution } = setting
  const people: PersonRow[] = []
  const posts: PostRow[] = []
  const work = plan.work ?? 'clinical'
  const retired = work === 'retired'
  const elected = committeePosts(plan)
  // Two more than the committee were members from the start: a recorder is there even in the smallest branch.
  const core = Math.min(plan.full, elected.length + 2)
  const inGroup = (index: number): string =>
    setting.groups[index % Math.max(1, setting.groups.length)] ?? unit
  const home = (index: number): string =>
    setting.department(plan.departments[index % plan.departments.length] ?? '')

  const add = (
    status: Status,
    age: Age,
    profession: Profession,
    rest: Pick<PersonRow, 'partyUnit' | 'department'>,
    early: boolean,
  ): PersonRow => {
    const made = person(random, {
      institution: institution.code,
      staffNo: setting.nextStaffNo(),
      today,
      profession,
      age,
    })
    const dates = partyDates(setting, status, made.bornOn, early)
    const service = retired && age[0] > 55 ? 'retired' : 'in_service'
    const row: PersonRow = { ...made, status, ...dates, ...rest, service }
    people.push(row)
    return row
  }
  const post = (staffNo: string, of: string, name: Post, from: string): void => {
    posts.push({ institution: institution.code, staffNo, unit: of, post: name, from, until: null })
  }
  const since = (earliestDay: string): string =>
    dayBetween(random, earliestDay, latest(earliestDay, move(today, { months: -2 })))

  for (let index = 0; index < plan.full; index += 1) {
    const leader = setting.leaders[index - core]
    const early = index < core || leader !== undefined
    const active = !retired || index === 0
    const age: Age = active ? (early ? [41, 55] : [28, 57]) : [61, 79]
    const kinds = professions[work]
    const profession =
      index === 0 && work === 'clinical' ? 'doctor' : (kinds[index % kinds.length] ?? 'doctor')
    const guest = plan.guests !== undefined && index >= plan.full - plan.guests.members
    const department = guest && plan.guests ? setting.department(plan.guests.department) : home(index)
    const row = add(
      'full',
      leader ? [47, 57] : age,
      leader ? 'doctor' : profession,
      { partyUnit: inGroup(index), department: active && !leader ? department : null },
      early,
    )
    for (const name of elected[index] ?? []) post(row.staffNo, unit, name, tenure.inOfficeFrom)
    for (const [of, name] of leader?.posts ?? []) {
      post(row.staffNo, setting.leaderUnits[of], name, setting.leaderUnits.from)
    }
  }
  const members = people.slice()
  setting.groups.forEach((group, index) => {
    const leader = members.filter((row) => row.partyUnit === group).at(index === 0 ? 1 : 0)
    if (leader) post(leader.staffNo, group, 'group_leader', tenure.inOfficeFrom)
  })

  const secretary = members[0]
  const also = plan.secretaryAlso === undefined ? 'department_head' : plan.secretaryAlso
  if (secretary && also) post(secretary.staffNo, home(0), also, tenure.inOfficeFrom)
  const headFrom = latest(setting.departmentsFrom, move(today, { years: -7 }), plan.foundedOn ?? '')
  plan.departments.forEach((_, index) => {
    if (index === 0 && also === 'department_head') return
    // The member whose own department this is, when one of the early members works there.
    const own = index > 0 && index < core && random.chance(0.6) ? members[index] : undefined
    const head = own ?? add('none', [42, 57], professions[work][0] ?? 'doctor', outside(home(index)), false)
    post(head.staffNo, home(index), 'department_head', since(headFrom))
  })
  if (work === 'clinical') {
    plan.departments.forEach((_, index) => {
      const nurse = add('none', [34, 50], 'nurse', outside(home(index)), false)
      post(nurse.staffNo, home(index), 'head_nurse', since(headFrom))
    })
  }

  const kinds = professions[work]
  const growing: readonly (readonly [Status, number, Age])[] = [
    ['probationary', random.chance(0.3) ? 1 : 0, [25, 40]],
    ['candidate', random.chance(0.3) ? 1 : 0, [25, 40]],
    ['activist', random.chance(0.45) ? random.int(1, 2) : 0, [24, 38]],
    ['applicant', random.chance(0.45) ? 1 : 0, [23, 35]],
  ]
  if (!retired) {
    for (const [status, count, age] of growing) {
      for (let index = 0; index < count; index += 1) {
        const place = status === 'probationary' ? inGroup(index) : unit
        add(status, age, random.pick(kinds), { partyUnit: place, department: home(random.int(0, 9)) }, false)
      }
    }
    const others = random.int(...institution.others)
    for (let index = 0; index < others; index += 1) {
      add('none', [24, 56], random.pick(kinds), outside(home(index)), false)
    }
  }
  return { people, posts, life: lifeOf(setting, people, posts, elected.length) }
}

const outside = (department: string) => ({ partyUnit: null, department })

function partyDates(
  { random, today, institution, tenure }: Setting,
  status: Status,
  bornOn: string,
  early: boolean,
): Pick<PersonRow, 'probationOn' | 'fullOn' | 'partyUnitFrom'> {
  const { foundedOn, inOfficeFrom } = tenure
  if (status === 'none') return { probationOn: null, fullOn: null, partyUnitFrom: null }
  if (status === 'full') {
    // Those elected have been full members for a year and more when their office begins.
    const before = move(inOfficeFrom < institution.dutiesFrom ? inOfficeFrom : institution.dutiesFrom, {
      years: -1,
    })
    const recent = !early && random.chance(0.1)
    const dates = fullMember(random, bornOn, early ? before : recent ? today : institution.dutiesFrom)
    if (early) return { ...dates, partyUnitFrom: latest(foundedOn, dates.probationOn) }
    const by = recent ? move(today, { months: -1 }) : institution.dutiesFrom
    return { ...dates, partyUnitFrom: joined(random, foundedOn, dates.probationOn, by) }
  }
  if (status === 'probationary') {
    const probationOn = probationStart(random, today, foundedOn)
    return { probationOn, fullOn: null, partyUnitFrom: latest(foundedOn, move(probationOn, { years: -2 })) }
  }
  const from = dayBetween(random, move(today, { months: -30 }), move(today, { months: -3 }))
  return { probationOn: null, fullOn: null, partyUnitFrom: latest(foundedOn, from) }
}

/** Reads the ledger's view of a branch from its rows. */
export function lifeOf(
  {
    institution,
    unit,
    groups,
    tenure,
    plan,
  }: Pick<Setting, 'institution' | 'unit' | 'groups' | 'tenure' | 'plan'>,
  people: readonly PersonRow[],
  posts: readonly PostRow[],
  committee: number,
): BranchLife {
  const members = people.flatMap((row) =>
    row.probationOn !== null && row.partyUnit !== null && row.partyUnitFrom !== null
      ? [{ staffNo: row.staffNo, since: latest(row.partyUnitFrom, row.probationOn), unit: row.partyUnit }]
      : [],
  )
  const chair = members[0]?.staffNo ?? ''
  return {
    institution: institution.code,
    unit,
    foundedOn: tenure.foundedOn,
    chair,
    recorder: members[1]?.staffNo ?? chair,
    committee:
      plan.full >= 7 && committee >= 3 ? members.slice(0, committee).map((member) => member.staffNo) : [],
    members,
    groups: groups.map((group) => {
      const leader = posts.find((row) => row.unit === group && row.post === 'group_leader')?.staffNo ?? chair
      const other = members.find((member) => member.unit === group && member.staffNo !== leader)
      return { unit: group, leader, recorder: other?.staffNo ?? leader }
    }),
  }
}
