// Past meetings of branches and Party groups: nearly all held in time, a few missed, a few made up later.
import { monthsBetween, workingDays } from './calendar.ts'
import type { BranchLife } from './plan.ts'
import { type Random, randomFrom } from './random.ts'
import type { BranchKind, LedgerRow } from './rows.ts'
import { wording } from './wording.ts'

export type LedgerWish = {
  readonly from: string
  /** Nothing is recorded on this day or later: meetings planned for then are still due. */
  readonly today: string
  readonly themes: readonly string[] | null
  /** Nothing missed, and the current month partly open. */
  readonly complete: boolean
  /** A name of its own for a period that was added later, so that the other meetings stay as they are. */
  readonly stream?: string
}

// Which working days of a month a kind uses, counted from zero; theme days keep one fixed day per branch.
const window: Readonly<Record<BranchKind, readonly [number, number]>> = {
  committee_meeting: [0, 4],
  group_meeting: [4, 8],
  theme_day: [8, 13],
  lecture: [10, 15],
  general_meeting: [12, 17],
  organizational_life_meeting: [6, 11],
}

const starts: Readonly<Record<BranchKind, readonly string[]>> = {
  committee_meeting: ['16:30', '12:30', '08:00', '16:00'],
  group_meeting: ['12:30', '16:40', '08:10'],
  theme_day: ['14:30', '15:00', '14:00'],
  lecture: ['15:00', '16:00', '14:30'],
  general_meeting: ['15:30', '16:00', '14:30'],
  organizational_life_meeting: ['14:30', '15:00'],
}

const minutes: Readonly<Record<BranchKind, readonly number[]>> = {
  committee_meeting: [50, 60, 75],
  group_meeting: [40, 50, 60],
  theme_day: [90, 100, 120],
  lecture: [60, 75, 90],
  general_meeting: [75, 90, 110],
  organizational_life_meeting: [120, 150],
}

const places = ['党员活动室', '三楼会议室', '科室示教室', '行政楼会议室', '学术报告厅', '职工之家']

const missed = 0.012
/** A missed meeting is made up in the following month with this probability. */
const madeUp = 0.45

export function ledgerOf(lives: readonly BranchLife[], wish: LedgerWish): readonly LedgerRow[] {
  const rows = lives.flatMap((life, index) => ledgerOfBranch(life, index, wish))
  return rows.sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

const order = (row: LedgerRow): string => `${row.startedAt} ${row.unit} ${row.kind}`

function ledgerOfBranch(life: BranchLife, index: number, wish: LedgerWish): readonly LedgerRow[] {
  const named = wish.stream === undefined ? '' : `${wish.stream} `
  const random = randomFrom(`linghang ledger ${named}${life.institution} ${life.unit}`)
  // A stream of its own: the yearly meeting came later and leaves all others as they were.
  const yearly = randomFrom(`linghang ledger yearly ${named}${life.institution} ${life.unit}`)
  const rows: LedgerRow[] = []
  const taken = new Set<string>()
  const themeDay = random.int(...window.theme_day)
  const home = random.pick(places)
  // One branch in nine has not yet held everything of last month.
  const behind = !wish.complete && index % 9 === 4
  const first = life.foundedOn > wish.from ? life.foundedOn : wish.from
  const months = monthsBetween(first, wish.today)
  const owed: { readonly kind: BranchKind; readonly unit: string; readonly planned: string }[] = []

  const hold = (
    kind: BranchKind,
    unit: string,
    date: string,
    makeUpFor: string | null,
    chance = random,
  ): void => {
    if (date >= wish.today) return
    rows.push(record(chance, life, { kind, unit, date, makeUpFor, home, index, themes: wish.themes }))
  }
  const plan = (kind: BranchKind, unit: string, month: string, chance = random): string | null => {
    const days = workingDays(month).filter((day) => day >= first)
    const at = kind === 'theme_day' ? themeDay : chance.int(...window[kind])
    for (let step = 0; step < days.length; step += 1) {
      const day = days[(Math.min(at, days.length - 1) + step) % days.length]
      if (day === undefined || taken.has(`${unit} ${day}`)) continue
      taken.add(`${unit} ${day}`)
      return day
    }
    return null
  }

  months.forEach((month, position) => {
    const number = Number(month.slice(5))
    const current = position === months.length - 1
    for (const late of owed.splice(0)) {
      const day = plan(late.kind, late.unit, month)
      if (day !== null) hold(late.kind, late.unit, day, late.planned)
    }
    const due: (readonly [BranchKind, string])[] = []
    if (life.committee.length > 0) due.push(['committee_meeting', life.unit])
    for (const group of life.groups) due.push(['group_meeting', group.unit])
    if (!(wish.complete && current)) due.push(['theme_day', life.unit])
    // Once a quarter, in the first or second month of it (the first one when nothing may be missing).
    const turn = wish.complete ? 0 : (index + Math.floor(number / 3)) % 2
    const opening = position === 0 && (number - 1) % 3 > turn
    if ((number - 1) % 3 === turn || opening) {
      due.push(['general_meeting', life.unit])
      due.push(['lecture', life.unit])
    }
    due.forEach(([kind, unit], place) => {
      const day = plan(kind, unit, month)
      if (day === null) return
      const slack = behind && position === months.length - 2 && place === due.length - 1
      if (!wish.complete && (random.chance(missed) || slack)) {
        if (!slack && random.chance(madeUp)) owed.push({ kind, unit, planned: day })
        return
      }
      hold(kind, unit, day, null)
    })
    // Once a year, in the last quarter.
    if (number === 12) {
      const day = plan('organizational_life_meeting', life.unit, month, yearly)
      if (day !== null) hold('organizational_life_meeting', life.unit, day, null, yearly)
    }
  })
  return rows
}

type Held = {
  readonly kind: BranchKind
  readonly unit: string
  readonly date: string
  readonly makeUpFor: string | null
  readonly home: string
  readonly index: number
  readonly themes: readonly string[] | null
}

function record(random: Random, life: BranchLife, held: Held): LedgerRow {
  const { kind, unit, date, makeUpFor, home } = held
  const group = life.groups.find((each) => each.unit === unit)
  const chair = group?.leader ?? life.chair
  const recorder = group?.recorder ?? life.recorder
  const month = Number((makeUpFor ?? date).slice(5, 7))
  const [title, summary] = wording(random, kind, month, held.index, held.themes)
  const start = random.pick(starts[kind])
  return {
    institution: life.institution,
    unit,
    kind,
    startedAt: `${date}T${start}`,
    endedAt: `${date}T${later(start, random.pick(minutes[kind]))}`,
    place: random.chance(0.8) ? home : random.pick(places),
    title: makeUpFor === null ? title : `${title}（补开）`,
    chair,
    recorder,
    absent: absentOf(random, life, held, new Set([chair, recorder])),
    // Everything of the demo says so wherever it is printed.
    summary: `${summary}（演示记录）`,
    makeUpFor,
  }
}

/** Mostly nobody or one in ten is away; at most two in five, so that at least half are always present. */
function absentOf(
  random: Random,
  life: BranchLife,
  held: Held,
  needed: ReadonlySet<string>,
): readonly string[] {
  const inCommittee = held.kind === 'committee_meeting'
  const due = life.members.filter(
    ({ staffNo, since, unit }) =>
      since <= held.date &&
      (unit === held.unit || held.kind !== 'group_meeting') &&
      (!inCommittee || life.committee.includes(staffNo)),
  )
  const share = random.chance(0.5) ? 0 : random.chance(0.92) ? random.next() * 0.12 : random.next() * 0.25
  const count = Math.min(Math.round(due.length * share), Math.floor(due.length * 0.4))
  const away = random.some(
    due.filter(({ staffNo }) => !needed.has(staffNo)),
    count,
  )
  return away.map(({ staffNo }) => staffNo).sort()
}

function later(start: string, by: number): string {
  return Temporal.PlainTime.from(start).add({ minutes: by }).toString().slice(0, 5)
}
