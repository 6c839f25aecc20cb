// Makes single people: birth, education, title and the dates of Party membership that fit together.
import { dayBetween, earliest, latest, move, workingDay } from './calendar.ts'
import { nameOf } from './names.ts'
import type { Profession } from './plan.ts'
import type { Random } from './random.ts'
import type { PersonRow } from './rows.ts'

/** Rising titles of a profession, each with the age from which it is usual. */
const titles: Readonly<Record<Profession, readonly (readonly [number, string])[]>> = {
  doctor: [
    [0, '住院医师'],
    [31, '主治医师'],
    [39, '副主任医师'],
    [47, '主任医师'],
  ],
  nurse: [
    [0, '护士'],
    [26, '护师'],
    [33, '主管护师'],
    [44, '副主任护师'],
  ],
  technician: [
    [0, '技士'],
    [27, '技师'],
    [34, '主管技师'],
    [46, '副主任技师'],
  ],
  pharmacist: [
    [0, '药士'],
    [27, '药师'],
    [34, '主管药师'],
    [46, '副主任药师'],
  ],
  office: [
    [0, '助理经济师'],
    [31, '经济师'],
    [35, '会计师'],
    [40, '高级经济师'],
  ],
}

function educationOf(random: Random, profession: Profession, age: number): PersonRow['education'] {
  if (age > 60) return random.pick(['bachelor', 'college', 'college', 'other'])
  if (profession === 'doctor') return random.pick(['doctor', 'master', 'master', 'bachelor'])
  if (profession === 'office') return random.pick(['master', 'bachelor', 'bachelor', 'college'])
  return random.pick(['master', 'bachelor', 'bachelor', 'bachelor', 'college'])
}

export type Age = readonly [number, number]

export type Person = Pick<
  PersonRow,
  'institution' | 'staffNo' | 'name' | 'gender' | 'bornOn' | 'education' | 'title'
>

/** A person without Party data; ages are those on `today`. */
export function person(
  random: Random,
  wanted: {
    readonly institution: string
    readonly staffNo: string
    readonly today: string
    readonly profession: Profession
    readonly age: Age
    readonly title?: string | null
  },
): Person {
  const { institution, staffNo, today, profession } = wanted
  const age = random.int(...wanted.age)
  const share = profession === 'nurse' ? 0.95 : 0.48
  const gender = random.chance(share) ? 'female' : 'male'
  const oldest = move(move(today, { years: -age - 1 }), { days: 1 })
  const usual = titles[profession].filter(([from]) => from <= age - random.int(0, 3)).at(-1)
  return {
    institution,
    staffNo,
    name: nameOf(random, gender),
    gender,
    bornOn: dayBetween(random, oldest, move(today, { years: -age })),
    education: educationOf(random, profession, age),
    title: wanted.title === undefined ? (usual?.[1] ?? null) : wanted.title,
  }
}

/** Dates of a full member who was confirmed on or before `by`, or before today when `by` is null. */
export function fullMember(
  random: Random,
  bornOn: string,
  by: string,
): { readonly probationOn: string; readonly fullOn: string } {
  const adult = move(bornOn, { years: 20 })
  const last = move(by, { years: -1, days: -12 })
  const settled = earliest(last, move(bornOn, { years: 38 }))
  const probationOn = workingDay(
    dayBetween(random, earliest(adult, last), latest(settled, earliest(adult, last))),
  )
  return { probationOn, fullOn: move(probationOn, { years: 1 }) }
}

/** The start of probation of someone who is still on probation today. */
export function probationStart(random: Random, today: string, foundedOn: string): string {
  return workingDay(
    dayBetween(random, latest(move(today, { days: -330 }), foundedOn), move(today, { days: -25 })),
  )
}

/** When a person who never left joined the branch: some with its founding, some later. */
export function joined(random: Random, foundedOn: string, memberFrom: string, by: string): string {
  const first = latest(foundedOn, memberFrom)
  return random.chance(0.4) ? first : dayBetween(random, first, latest(first, by))
}
