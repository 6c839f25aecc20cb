// What is derived from one front page, once: flags, length of stay, costs, month, department. Pure.

import { codesOf, items } from './dictionary.ts'
import { type CodeLists, type Disease, inRange, type Procedure } from './lists.ts'

/** The flags of a stay, in the order of their bits; up to 31 of them. */
export const flags = [
  /** Has an operation of class 手术. */
  'surgery',
  /** Has a procedure of class 介入治疗. */
  'intervention',
  /** Either of both: a person operated on, counted once however many operations. */
  'operated',
  /** Operated, with a procedure of the list of minimally invasive ones. */
  'minimally_invasive',
  /** Operated, with a level-IV operation or an intervention managed as level IV. */
  'level4',
  /** Operated, with a level-III operation or intervention; whoever also has one of level IV counts in both. */
  'level3',
  /** Operated, with a procedure of the day-surgery list, admitted and discharged within 24 hours. */
  'day_surgery',
  /** Operated, not admitted as an emergency. */
  'elective',
  /** A class-I incision, at an operation of class 手术 only. */
  'class1',
  /** A class-I incision healed at grade 丙. */
  'class1_infected',
  /** Operated, with a diagnosis of the complication list that was not there at admission. */
  'complication',
  /** Pregnancy, childbirth, puerperium (main diagnosis O) or perinatal (main diagnosis P). */
  'obstetric',
  /** Not older than 28 days. */
  'newborn',
  'death',
] as const
export type Flag = (typeof flags)[number]

export type Derived = {
  /** Bits in the order of `flags`. */
  readonly bits: number
  /** yyyymm of the discharge. */
  readonly month: number
  /** yyyy-MM-dd */
  readonly discharged: string
  readonly department: string
  readonly losDays: number
  readonly costFen: number
  /** 西药 + 中成药 + 中草药; null when the file has none of the three. */
  readonly drugFen: number | null
  /** The three kinds of single-use material; null as above. */
  readonly materialFen: number | null
  /** Ids of single diseases, joined by commas; null when there is none. */
  readonly diseases: string | null
  /** Main diagnosis (C03C) and the others in the order of the file, joined by commas. */
  readonly mainDx: string | null
  readonly otherDx: string | null
  /** Main procedure (C14x01C) and the others, as above. */
  readonly mainOp: string | null
  readonly otherOps: string | null
  /** A12C: 1 male, 2 female, 0 and 9 not known. */
  readonly sex: number | null
  readonly ageYears: number
  /** Only of those below one year. */
  readonly ageDays: number | null
  /** Grams: the weight at birth of the first child (A18x01), else at admission (A17). On a mother's page it is her child's. */
  readonly birthWeight: number | null
  /** B34C. */
  readonly leaving: number | null
}

/** One front page: its cells by their place in the file, null when missing, and the places that may be filled. */
export type Page = {
  readonly text: (place: number) => string | null
  readonly filled: ArrayLike<number>
  readonly filledCount: number
}

// Value sets as public implementations use them; the official tables were not seen (see the room's README).
const emergency = '1'
const notPresentAtAdmission = '4'
const died = '5'
const class1Grades: ReadonlySet<string> = new Set(['1', '2', '3', '10'])
const class1Infected = '3'
const dayInSeconds = 24 * 60 * 60

const repeated = (first: string): readonly string[] => {
  const item = items.find(({ code }) => code === first)
  if (item === undefined) throw new Error(`Not in the dictionary: ${first}`)
  return codesOf(item)
}

/** Procedures with the healing grade that belongs to each, the main one first. */
const procedureCodes: readonly (readonly [code: string, grade: string])[] = [
  ['C14x01C', 'C21x01C'],
  ...pairs('C35x01C', 'C42x01C'),
]
/** Diagnoses with the state at admission that belongs to each, the main one first. */
const diagnosisCodes: readonly (readonly [code: string, state: string])[] = [
  ['C03C', 'C05C'],
  ...pairs('C06x01C', 'C08x01C'),
]
const drugCodes = ['D23', 'D24', 'D25']
const materialCodes = ['D31', 'D32', 'D33']

function pairs(left: string, right: string): [string, string][] {
  const second = repeated(right)
  return repeated(left).map((code, at) => [code, second[at] ?? ''])
}

/** Yuan of at most two decimals, to fen exactly: the binary fraction is off by far less than half a fen. */
export function fen(yuan: string): number {
  return Math.round(Number(yuan) * 100)
}

function sum(cell: Page['text'], places: readonly number[]): number | null {
  let total: number | null = null
  for (const place of places) {
    const value = cell(place)
    if (value !== null) total = (total ?? 0) + fen(value)
  }
  return total
}

/**
 * A newborn is not older than 28 days. Public implementations differ: one drops one-year-olds as well
 * (`A14 > 1 or (A14 = 0 and A16 > 28)`); this is the other reading. Age 0 without days counts as newborn.
 */
export function isNewborn(years: number, days: number | null): boolean {
  return !(years > 0 || (years === 0 && days !== null && days > 28))
}

const whole = (text: string | null): number | null => (text === null ? null : Number(text))

const seconds = (moment: string): number => Date.parse(`${moment.replace(' ', 'T')}Z`) / 1000

/**
 * Prepares the lists for looking up, and answers the derivation of one front page. `at` tells where a dictionary code
 * stands in the file, -1 when it does not.
 */
export function deriver(lists: CodeLists, at: (code: string) => number): (page: Page) => Derived {
  const placesOf = (codes: readonly (readonly [string, string])[]): ReadonlyMap<number, number> =>
    new Map(codes.map(([code, companion]) => [at(code), at(companion)]))
  const procedurePlaces = placesOf(procedureCodes)
  const diagnosisPlaces = placesOf(diagnosisCodes)
  const drugPlaces = drugCodes.map(at)
  const materialPlaces = materialCodes.map(at)
  const [c14, c03, a12, a14, a16, a17, a18, b11, b12, b15, b16, b20, b34, d01] = [
    'C14x01C',
    'C03C',
    'A12C',
    'A14',
    'A16',
    'A17',
    'A18x01',
    'B11C',
    'B12',
    'B15',
    'B16C',
    'B20',
    'B34C',
    'D01',
  ].map(at) as [
    ...(readonly [number, number, number, number, number, number, number]),
    ...(readonly [number, number, number, number, number, number, number]),
  ]
  const procedures = new Map<string, Procedure>(lists.procedures.entries.map((entry) => [entry.code, entry]))
  const known = new Map<string, boolean>()
  const isComplication = (code: string): boolean => {
    const before = known.get(code)
    if (before !== undefined) return before
    const found = lists.complications.entries.some((range) => inRange(code, range))
    if (known.size < 100_000) known.set(code, found)
    return found
  }
  const diseases = lists.diseases.entries
  const byDiagnosis = diseases.filter(({ by }) => by === 'diagnosis')
  const byProcedure = diseases.filter(({ by }) => by === 'procedure')

  return ({ text: cell, filled, filledCount }) => {
    let surgery = false
    let intervention = false
    let mini = false
    let level4 = false
    let level3 = false
    let inDayList = false
    let class1 = false
    let infected = false
    let complicated = false
    let mainDx: string | null = null
    let otherDx: string | null = null
    let mainOp: string | null = null
    let otherOps: string | null = null
    const belongs: string[] = []
    for (let index = 0; index < filledCount; index += 1) {
      const place = filled[index] ?? -1
      const gradePlace = procedurePlaces.get(place)
      if (gradePlace !== undefined) {
        const code = cell(place)
        if (code === null) continue
        if (place === c14) mainOp = code
        else otherOps = otherOps === null ? code : `${otherOps},${code}`
        const entry = procedures.get(code)
        if (entry === undefined) continue
        if (entry.minimallyInvasive) mini = true
        if (entry.day) inDayList = true
        if (entry.class === 'intervention') intervention = true
        if (entry.class === 'surgery') {
          surgery = true
          const grade = cell(gradePlace)
          if (grade !== null && class1Grades.has(grade)) {
            class1 = true
            if (grade === class1Infected) infected = true
          }
        }
        if (entry.class === 'surgery' || entry.class === 'intervention') {
          if (entry.level === 4) level4 = true
          if (entry.level === 3) level3 = true
        }
        continue
      }
      const statePlace = diagnosisPlaces.get(place)
      if (statePlace === undefined) continue
      const text = cell(place)
      if (text === null) continue
      if (place === c03) mainDx = text
      else otherDx = otherDx === null ? text : `${otherDx},${text}`
      if (!complicated && isComplication(text)) complicated = cell(statePlace) === notPresentAtAdmission
      for (const each of byDiagnosis) if (fits(each, text)) belongs.push(each.id)
    }
    if (mainOp !== null) {
      for (const each of byProcedure) if (fits(each, mainOp)) belongs.push(each.id)
    }
    const operated = surgery || intervention
    const years = Number(cell(a14) ?? 0)
    const days = whole(cell(a16))
    const main: string = mainDx ?? ''
    const left = cell(b34)
    const ofDiseases =
      belongs.length === 0
        ? null
        : diseases
            .filter(
              ({ id, ageFrom, ageTo }) =>
                belongs.includes(id) &&
                (ageFrom === null || years >= ageFrom) &&
                (ageTo === null || years <= ageTo),
            )
            .map(({ id }) => id)
            .join(',')
    const admitted = cell(b12) ?? ''
    const discharged = cell(b15) ?? ''
    const day = operated && inDayList && seconds(discharged) - seconds(admitted) <= dayInSeconds
    const held: Readonly<Record<Flag, boolean>> = {
      surgery,
      intervention,
      operated,
      minimally_invasive: operated && mini,
      level4,
      level3,
      day_surgery: day,
      elective: operated && cell(b11) !== emergency,
      class1,
      class1_infected: infected,
      complication: operated && complicated,
      obstetric: main.startsWith('O') || main.startsWith('P'),
      newborn: isNewborn(years, days),
      death: left === died,
    }
    let bits = 0
    for (const [bit, flag] of flags.entries()) if (held[flag]) bits |= 1 << bit
    return {
      bits,
      month: Number(discharged.slice(0, 4)) * 100 + Number(discharged.slice(5, 7)),
      discharged: discharged.slice(0, 10),
      department: cell(b16) ?? '',
      losDays: Number(cell(b20) ?? 0),
      costFen: fen(cell(d01) ?? '0'),
      drugFen: sum(cell, drugPlaces),
      materialFen: sum(cell, materialPlaces),
      diseases: ofDiseases === '' ? null : ofDiseases,
      mainDx,
      otherDx,
      mainOp,
      otherOps,
      sex: whole(cell(a12)),
      ageYears: years,
      ageDays: years === 0 ? days : null,
      birthWeight: whole(cell(a18)) ?? whole(cell(a17)),
      leaving: whole(left),
    }
  }
}

function fits({ prefixes, except }: Disease, code: string): boolean {
  return (
    prefixes.some((prefix) => code.startsWith(prefix)) && !except.some((prefix) => code.startsWith(prefix))
  )
}
