// What is derived from one front page, once: flags, length of stay, costs, month, department. Pure.

import { codesOf, items } from './dictionary.ts'
import { type CodeLists, inRange, type Procedure } from './lists.ts'

/** The flags of a stay, in the order of their bits. */
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
}

/** A front page by dictionary code; null when missing. */
export type Page = (code: string) => string | null

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
export const procedureCodes: readonly (readonly [code: string, grade: string])[] = [
  ['C14x01C', 'C21x01C'],
  ...pairs('C35x01C', 'C42x01C'),
]
/** Diagnoses with the state at admission that belongs to each, the main one first. */
export const diagnosisCodes: readonly (readonly [code: string, state: string])[] = [
  ['C03C', 'C05C'],
  ...pairs('C06x01C', 'C08x01C'),
]
const drugCodes = ['D23', 'D24', 'D25']
const materialCodes = ['D31', 'D32', 'D33']

function pairs(left: string, right: string): [string, string][] {
  const second = repeated(right)
  return repeated(left).map((code, at) => [code, second[at] ?? ''])
}

/** Yuan as written, to fen exactly. */
export function fen(yuan: string): number {
  const [whole = '0', fraction = ''] = yuan.split('.')
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2))
}

function sum(page: Page, codes: readonly string[]): number | null {
  let total: number | null = null
  for (const code of codes) {
    const value = page(code)
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

const seconds = (moment: string): number => Date.parse(`${moment.replace(' ', 'T')}Z`) / 1000

/** Prepares the lists for looking up, and answers the derivation of one front page. */
export function deriver(lists: CodeLists): (page: Page) => Derived {
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

  return (page) => {
    let surgery = false
    let intervention = false
    let mini = false
    let level4 = false
    let inDayList = false
    let class1 = false
    let infected = false
    const mainProcedure = page('C14x01C')
    for (const [code, gradeCode] of procedureCodes) {
      const text = code === 'C14x01C' ? mainProcedure : page(code)
      if (text === null) continue
      const entry = procedures.get(text)
      if (entry === undefined) continue
      if (entry.minimallyInvasive) mini = true
      if (entry.day) inDayList = true
      if (entry.class === 'intervention') intervention = true
      if (entry.class === 'surgery') {
        surgery = true
        const grade = page(gradeCode)
        if (grade !== null && class1Grades.has(grade)) {
          class1 = true
          if (grade === class1Infected) infected = true
        }
      }
      if (entry.level === 4 && (entry.class === 'surgery' || entry.class === 'intervention')) level4 = true
    }
    const operated = surgery || intervention
    const years = Number(page('A14') ?? 0)
    const daysText = page('A16')
    const main = page('C03C') ?? ''
    const belongs = new Set<string>()
    let complicated = false
    for (const [code, stateCode] of diagnosisCodes) {
      const text = page(code)
      if (text === null) continue
      if (operated && !complicated && isComplication(text)) {
        complicated = page(stateCode) === notPresentAtAdmission
      }
      for (const each of diseases) {
        if (each.by === 'diagnosis' && fits(each.prefixes, each.except, text)) belongs.add(each.id)
      }
    }
    if (mainProcedure !== null) {
      for (const each of diseases) {
        if (each.by === 'procedure' && fits(each.prefixes, each.except, mainProcedure)) belongs.add(each.id)
      }
    }
    const ofDiseases = diseases.filter(
      ({ id, ageFrom, ageTo }) =>
        belongs.has(id) && (ageFrom === null || years >= ageFrom) && (ageTo === null || years <= ageTo),
    )
    const admitted = page('B12') ?? ''
    const discharged = page('B15') ?? ''
    const day =
      operated && inDayList && seconds(discharged) - seconds(admitted) <= dayInSeconds
    const held: Readonly<Record<Flag, boolean>> = {
      surgery,
      intervention,
      operated,
      minimally_invasive: operated && mini,
      level4,
      day_surgery: day,
      elective: operated && page('B11C') !== emergency,
      class1,
      class1_infected: infected,
      complication: complicated,
      obstetric: main.startsWith('O') || main.startsWith('P'),
      newborn: isNewborn(years, daysText === null ? null : Number(daysText)),
      death: page('B34C') === died,
    }
    let bits = 0
    for (let at = 0; at < flags.length; at += 1) {
      const flag = flags[at]
      if (flag !== undefined && held[flag]) bits |= 1 << at
    }
    return {
      bits,
      month: Number(discharged.slice(0, 4)) * 100 + Number(discharged.slice(5, 7)),
      discharged: discharged.slice(0, 10),
      department: page('B16C') ?? '',
      losDays: Number(page('B20') ?? 0),
      costFen: fen(page('D01') ?? '0'),
      drugFen: sum(page, drugCodes),
      materialFen: sum(page, materialCodes),
      diseases: ofDiseases.length === 0 ? null : ofDiseases.map(({ id }) => id).join(','),
    }
  }
}

function fits(prefixes: readonly string[], except: readonly string[], code: string): boolean {
  return prefixes.some((prefix) => code.startsWith(prefix)) && !except.some((prefix) => code.startsWith(prefix))
}

export function holds(bits: number, flag: Flag): boolean {
  return (bits & (1 << flags.indexOf(flag))) !== 0
}
