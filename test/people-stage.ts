// A stage for tests of people: two hospitals with branches and a department, and their Party offices.

import { checkCharacter } from '../src/foundation/people/rules/identity.ts'
import { type Caller, failureOf, type Harness, openHarness, type SeededUnit } from './harness.ts'
import { seedInstitution, seedPeople, seedUnit } from './seed.ts'

export type PeopleStage = {
  readonly harness: Harness
  readonly ours: SeededUnit
  readonly committee: SeededUnit
  readonly one: SeededUnit
  readonly two: SeededUnit
  readonly surgery: SeededUnit
  readonly theirs: SeededUnit
  readonly theirBranch: SeededUnit
  readonly office: Caller
  readonly theirOffice: Caller
  readonly person: (personId: string, caller?: Caller) => ReturnType<typeof readPerson>
  /** A full member of branch one or of another unit. */
  readonly member: (name: string, more?: object, unit?: SeededUnit) => Promise<string>
  /** A person with today's version, as every change needs it. */
  readonly key: (personId: string) => Promise<{ personId: string; version: number }>
}

const readPerson = (caller: Caller, personId: string) => caller.call('people.person', { personId })

export async function openPeopleStage(): Promise<PeopleStage> {
  const harness = await openHarness()
  const ours = await seedInstitution(harness, { name: '甲医院' })
  const committee = await seedUnit(harness, ours, { name: '甲党委', kind: 'committee' })
  const one = await seedUnit(harness, committee, { name: '第一党支部', kind: 'branch' })
  const two = await seedUnit(harness, committee, { name: '第二党支部', kind: 'branch' })
  const surgery = await seedUnit(harness, ours, { name: '外科', kind: 'department' })
  const theirs = await seedInstitution(harness, { name: '乙医院' })
  const theirBranch = await seedUnit(harness, theirs, { name: '乙党支部', kind: 'branch' })
  const office = await harness.as('party_office', ours)
  const theirOffice = await harness.as('party_office', theirs)
  const person: PeopleStage['person'] = (personId, caller = office) => readPerson(caller, personId)
  return {
    harness,
    ours,
    committee,
    one,
    two,
    surgery,
    theirs,
    theirBranch,
    office,
    theirOffice,
    person,
    member: async (name, more = {}, unit = one) =>
      (await seedPeople(harness, unit, [{ name, ...more }]))[0] ?? '',
    key: async (personId) => ({ personId, version: (await person(personId)).version }),
  }
}

/** How a call ended: 'done' or the code of its failure. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => failureOf(error).code,
  )

/** A right identity number for each serial number below 1000. */
export function idNumber(serial: number): string {
  const digits = `52010219800101${String(serial).padStart(3, '0')}`
  return digits + checkCharacter(digits)
}
