// A theme scheme in time: which version holds on a day, what may still be changed, and what an agenda suggests. No I/O.

export const partKinds = ['core', 'required', 'free'] as const
export type PartKind = (typeof partKinds)[number]

export const schemePeriods = ['month', 'quarter', 'year'] as const
export type SchemePeriod = (typeof schemePeriods)[number]

export type Part = {
  readonly id: string
  /** core: in every meeting; required: so often in each period; free: as one likes. */
  readonly kind: PartKind
  readonly name: string
  /** How often in each period; without meaning for a core part. */
  readonly minimum: number
  readonly explanation: string
}

export type Version = {
  readonly number: number
  /** The period that the minimum counts of required parts are for. */
  readonly every: SchemePeriod
  readonly note: string
  /** The first day it holds; null: a draft. */
  readonly fromOn: string | null
  readonly parts: readonly Part[]
}

export const versionStates = ['draft', 'coming', 'in_force', 'ended'] as const
export type VersionState = (typeof versionStates)[number]

type Dated = { readonly number: number; readonly fromOn: string | null }

/** The version that holds on a day: the last that began by then; null before the first and after the scheme's end. */
export function versionOn<V extends Dated>(
  versions: readonly V[],
  endedOn: string | null,
  day: string,
): V | null {
  if (endedOn !== null && day > endedOn) return null
  let held: V | null = null
  for (const version of versions) {
    if (version.fromOn === null || version.fromOn > day) continue
    if (held === null || version.fromOn > (held.fromOn ?? '')) held = version
  }
  return held
}

/** Draft → in force → ended, computed from the days: nothing is stored that a calendar can tell. */
export function versionState(
  versions: readonly Dated[],
  endedOn: string | null,
  version: Dated,
  today: string,
): VersionState {
  if (version.fromOn === null) return 'draft'
  if (endedOn !== null && endedOn < today) return 'ended'
  if (version.fromOn > today) return 'coming'
  return versionOn(versions, endedOn, today)?.number === version.number ? 'in_force' : 'ended'
}

/** The last day a version holds: the day before its successor begins, or the scheme's last; null: until further notice. */
export function lastDay(versions: readonly Dated[], endedOn: string | null, version: Dated): string | null {
  const next = versions
    .flatMap(({ fromOn }) => (fromOn !== null && fromOn > (version.fromOn ?? '9999') ? [fromOn] : []))
    .toSorted()[0]
  if (next === undefined) return endedOn
  const before = Temporal.PlainDate.from(next).subtract({ days: 1 }).toString()
  return endedOn !== null && endedOn < before ? endedOn : before
}

export type PublishFault = 'no_parts' | 'before_predecessor' | 'after_end' | 'marks_after'

/**
 * Why a draft cannot come into force on a day. What meetings have already been marked by stays as it was judged, so a
 * successor begins after the last of them.
 */
export function publishFault(
  draft: Pick<Version, 'parts'>,
  fromOn: string,
  known: {
    readonly latestFrom: string | null
    readonly endedOn: string | null
    readonly lastMarked: string | null
  },
): PublishFault | null {
  if (draft.parts.length === 0) return 'no_parts'
  if (known.endedOn !== null && fromOn > known.endedOn) return 'after_end'
  if (known.latestFrom !== null && fromOn <= known.latestFrom) return 'before_predecessor'
  if (known.latestFrom !== null && known.lastMarked !== null && fromOn <= known.lastMarked)
    return 'marks_after'
  return null
}

export type PartChange = {
  readonly part: Part
  readonly is: 'added' | 'removed' | 'changed' | 'same'
  /** The fields that differ, as they were; only of a changed part. */
  readonly before: Partial<Part> | null
}

/** What a version changed: every part of the later, then those that are gone. A new place in the order is no change. */
export function changesBetween(earlier: readonly Part[], later: readonly Part[]): readonly PartChange[] {
  const old = new Map(earlier.map((part) => [part.id, part]))
  const fields = ['kind', 'name', 'minimum', 'explanation'] as const
  const kept = later.map((part): PartChange => {
    const was = old.get(part.id)
    if (was === undefined) return { part, is: 'added', before: null }
    const differing = fields.filter((field) => was[field] !== part[field])
    if (differing.length === 0) return { part, is: 'same', before: null }
    return { part, is: 'changed', before: Object.fromEntries(differing.map((field) => [field, was[field]])) }
  })
  const now = new Set(later.map((part) => part.id))
  const gone = earlier.filter((part) => !now.has(part.id))
  return [...kept, ...gone.map((part): PartChange => ({ part, is: 'removed', before: null }))]
}

/** Two neighbouring characters each, of what is written between signs. */
function pairs(text: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (const piece of text.toLowerCase().split(/[^\p{L}\p{N}]+/u)) {
    for (let at = 0; at + 1 < piece.length; at += 1) found.add(piece.slice(at, at + 2))
  }
  return found
}

// Words that stand in every second agenda say nothing about the theme.
const common = new Set(['学习', '教育', '活动', '开展', '主题', '党员', '支部', '工作', '讨论', '专题'])

export type Suggestion = { readonly partId: string; readonly agendaItemId: string | null }

/**
 * The parts that the titles speak of: the whole name, or at least half of the name's character pairs that are not
 * commonplaces. A title speaks for itself; the meeting's own title counts where no item fits.
 */
export function suggestParts(
  parts: readonly Pick<Part, 'id' | 'name' | 'explanation'>[],
  titles: readonly { readonly agendaItemId: string | null; readonly title: string }[],
): readonly Suggestion[] {
  const lines = titles.map((line) => ({ ...line, pairs: pairs(line.title) }))
  return parts.flatMap((part) => {
    const wanted = [...pairs(part.name)].filter((pair) => !common.has(pair))
    const fit = (line: (typeof lines)[number]): number => {
      if (line.title.includes(part.name)) return 2
      if (wanted.length === 0) return 0
      return wanted.filter((pair) => line.pairs.has(pair)).length / wanted.length
    }
    const best = lines.map((line) => ({ line, score: fit(line) })).toSorted((a, b) => b.score - a.score)[0]
    return best !== undefined && best.score >= 0.5
      ? [{ partId: part.id, agendaItemId: best.line.agendaItemId }]
      : []
  })
}

/** Whether what a meeting covered, and who lectured there, may still be written down: until it is archived. */
export const mayMark = (meeting: { readonly state: string; readonly archived: boolean }): boolean =>
  meeting.state !== 'cancelled' && !meeting.archived
