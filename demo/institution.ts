// Builds all rows of one institution from its plan: tree, departments, people, posts, terms and ledger.
import { staffBranch } from './branch.ts'
import { earliest, move } from './calendar.ts'
import { identified } from './identity.ts'
import { ledgerOf } from './ledger.ts'
import type { BranchLife, InstitutionPlan } from './plan.ts'
import { type Random, randomFrom } from './random.ts'
import type { CoverageRow, PersonRow, PostRow, Sheets, TermRow, UnitRow } from './rows.ts'
import { newTenure, tenure, type Tenure } from './terms.ts'

const two = (number: number): string => String(number).padStart(2, '0')

/** Codes: DW committee, ZZ1 general branch, ZB01 branch, ZB01-1 group, KS001 department. */
export const committeeCode = 'DW'
export const branchCode = (index: number): string => `ZB${two(index + 1)}`
const generalCode = (index: number): string => `ZZ${index + 1}`

export function buildInstitution(plan: InstitutionPlan, today: string): Sheets {
  const random = randomFrom(`linghang ${plan.code}`)
  const units: UnitRow[] = []
  const coverage: CoverageRow[] = []
  const people: PersonRow[] = []
  const posts: PostRow[] = []
  const terms: TermRow[] = []
  const lives: BranchLife[] = []
  const unit = (row: Omit<UnitRow, 'institution' | 'dissolvedOn'>): void => {
    units.push({ institution: plan.code, ...row, dissolvedOn: null })
  }

  const duties = earliest(plan.dutiesFrom, today)
  const tenures = tenuresOf(random, plan, today, duties)
  terms.push(...tenures.committee.terms)
  unit({
    code: committeeCode,
    name: plan.committee,
    kind: 'committee',
    parent: null,
    foundedOn: tenures.committee.foundedOn,
  })
  plan.generalBranches.forEach((name, index) => {
    const own = tenures.general[index]
    if (!own) return
    terms.push(...own.terms)
    unit({
      code: generalCode(index),
      name,
      kind: 'general_branch',
      parent: committeeCode,
      foundedOn: own.foundedOn,
    })
  })

  const departments = new Map<string, string>()
  const department = (name: string): string => {
    const code = departments.get(name)
    if (code === undefined) throw new RangeError(`no department ${name} in ${plan.name}`)
    return code
  }
  const addDepartment = (name: string, foundedOn: string): void => {
    if (departments.has(name)) throw new RangeError(`department ${name} twice in ${plan.name}`)
    const code = `KS${String(departments.size + 1).padStart(3, '0')}`
    departments.set(name, code)
    unit({ code, name, kind: 'department', parent: null, foundedOn })
  }
  for (const name of plan.uncovered) addDepartment(name, tenures.committee.foundedOn)
  for (const branch of plan.branches) {
    for (const name of branch.departments)
      addDepartment(name, branch.foundedOn ?? tenures.committee.foundedOn)
  }

  let staff = 0
  const nextStaffNo = (): string => {
    staff += 1
    return `${plan.code}D${String(staff).padStart(4, '0')}`
  }
  plan.branches.forEach((branch, index) => {
    const code = branchCode(index)
    const own = tenures.branches[index]
    if (!own) return
    const parent = branch.generalBranch === undefined ? committeeCode : generalCode(branch.generalBranch)
    unit({ code, name: branch.name, kind: 'branch', parent, foundedOn: own.foundedOn })
    const groups = Array.from({ length: branch.groups ?? 0 }, (_, group) => `${code}-${group + 1}`)
    groups.forEach((group, position) => {
      const name = `${branch.name.replace('党支部', '')}${'一二三四'[position] ?? ''}党小组`
      unit({ code: group, name, kind: 'group', parent: code, foundedOn: own.foundedOn })
    })
    terms.push(...own.terms)
    for (const name of branch.departments) {
      coverage.push({
        institution: plan.code,
        branch: code,
        department: department(name),
        from: own.foundedOn,
        until: null,
      })
    }
    const staffed = staffBranch({
      // A stream of its own per branch: another branch's change leaves these people as they are.
      random: randomFrom(`linghang ${plan.code} ${code}`),
      institution: plan,
      plan: branch,
      unit: code,
      groups,
      tenure: own,
      today,
      department,
      nextStaffNo,
      leaders: plan.leaders.filter((leader) => leader.branch === index),
      departmentsFrom: tenures.committee.foundedOn,
      leaderUnits: {
        institution: plan.code,
        committee: committeeCode,
        from: tenures.committee.inOfficeFrom,
      },
    })
    people.push(...staffed.people)
    posts.push(...staffed.posts)
    lives.push(staffed.life)
  })
  posts.push(...generalBranchPosts(plan, tenures.general, lives))

  return {
    institutions: [
      {
        code: plan.code,
        name: plan.name,
        kind: plan.kind,
        parent: plan.parent,
        level: plan.level,
        dutiesFrom: plan.dutiesFrom,
        demo: true,
      },
    ],
    units,
    coverage,
    people: identified(plan.code, people, posts, today),
    posts,
    terms,
    results: [],
    workload: [],
    ledger: ledgerOf(lives, { from: duties, today, themes: plan.themes, complete: false }),
  }
}

/** Every unit is founded after the one above it: committee, then general branches, then branches. */
function tenuresOf(
  random: Random,
  plan: InstitutionPlan,
  today: string,
  dutiesFrom: string,
): { readonly committee: Tenure; readonly general: readonly Tenure[]; readonly branches: readonly Tenure[] } {
  const common = { institution: plan.code, today, dutiesFrom }
  const branches = plan.branches.map((branch, index) =>
    branch.foundedOn === undefined
      ? tenure(random, {
          ...common,
          unit: branchCode(index),
          years: 3,
          // The reports describe these branches years ago, so none may be younger than they are.
          foundedBefore: move(dutiesFrom, { years: -5 }),
          endsInMonths: branch.endsInMonths,
        })
      : newTenure(plan.code, branchCode(index), branch.foundedOn),
  )
  const oldest = (list: readonly Tenure[]): string =>
    list.reduce((least, { foundedOn }) => (foundedOn < least ? foundedOn : least), dutiesFrom)
  const general = plan.generalBranches.map((_, index) =>
    tenure(random, { ...common, unit: generalCode(index), years: 3, foundedBefore: oldest(branches) }),
  )
  const foundedBefore = oldest([...branches, ...general])
  const committee = tenure(random, { ...common, unit: committeeCode, years: 5, foundedBefore })
  return { committee, general, branches }
}

/** The committee of a general branch is made of the secretaries of its first five branches. */
function generalBranchPosts(
  plan: InstitutionPlan,
  tenures: readonly Tenure[],
  lives: readonly BranchLife[],
): readonly PostRow[] {
  const names = [
    'secretary',
    'deputy_secretary',
    'organization_member',
    'publicity_member',
    'discipline_member',
  ] as const
  return tenures.flatMap((own, general) => {
    const below = lives.filter((_, index) => plan.branches[index]?.generalBranch === general)
    return names.flatMap((post, index): readonly PostRow[] => {
      const person = below[index]?.chair
      if (person === undefined) return []
      const unit = generalCode(general)
      return [{ institution: plan.code, staffNo: person, unit, post, from: own.inOfficeFrom, until: null }]
    })
  })
}

/** Puts the sheets of several institutions into one workbook, in order. */
export function together(parts: readonly Sheets[]): Sheets {
  return {
    institutions: parts.flatMap((part) => part.institutions),
    units: parts.flatMap((part) => part.units),
    coverage: parts.flatMap((part) => part.coverage),
    people: parts.flatMap((part) => part.people),
    posts: parts.flatMap((part) => part.posts),
    terms: parts.flatMap((part) => part.terms),
    results: parts.flatMap((part) => part.results),
    workload: parts.flatMap((part) => part.workload),
    ledger: parts.flatMap((part) => part.ledger),
  }
}
