// Gathers the facts of a part of the tree and judges them: the findings, who can mend each, and what was set aside.

import { type Principal, reachOf, type Role } from '../../core/access.ts'
import type { Tx } from '../../core/db.ts'
import type { UnitKind } from '../../foundation/org/words.ts'
import type { Citation } from '../../core/law.ts'
import type { Finding as FindingOnTheWire } from './contract.ts'
import { gotWorse, type Judged, judgePerson, judgeUnit, mendingOf, noThresholds, ways } from './rules.ts'
import {
  allSettings,
  brokenAttendance,
  countScope,
  livingOverrides,
  type Matter,
  type Override,
  type Step,
  stepsOf,
  unitFacts,
  watchedPeople,
} from './store/index.ts'

/** As the law's own type has it: what is absent is not there. */
type Finding = Omit<FindingOnTheWire, 'cites'> & { readonly cites: readonly Citation[] }

/** Beyond so many units the rolls of all meetings are not gone through in one request. */
const mostUnitsForRolls = 10_000

type Place = {
  readonly unitId: string
  readonly unitName: string
  readonly unitKind: UnitKind
  readonly path: readonly string[]
  readonly institutionName: string
}

/** A judged matter at its place, before names and ways are added. */
type Found = {
  readonly judged: Judged
  readonly place: Place
  readonly person: { readonly id: string; readonly name: string } | null
}

export type Gathered = {
  readonly findings: readonly Finding[]
  readonly setAside: readonly Finding[]
  readonly hidden: readonly {
    readonly unitId: string
    readonly unitName: string
    readonly unitKind: UnitKind
    readonly count: number
  }[]
  readonly attendance: boolean
}

/** Judges everything in or below these units as it is today, for this caller's eyes. */
export async function gather(
  tx: Tx,
  principal: Principal,
  within: readonly string[],
  today: string,
): Promise<Gathered> {
  const settings = await allSettings(tx)
  const attendance = (await countScope(tx, within, today)) <= mostUnitsForRolls
  const found: Found[] = []
  for (const row of await unitFacts(tx, within, today)) {
    const place = { ...row, unitKind: row.kind }
    const secretary = row.secretaryId === null ? null : { id: row.secretaryId, name: row.secretaryName ?? '' }
    for (const judged of judgeUnit(row, settings.get(row.institutionId) ?? noThresholds, today)) {
      found.push({ judged, place, person: judged.about === 'secretary' ? secretary : null })
    }
  }
  const absences = new Map(
    (attendance ? await brokenAttendance(tx, { within, today }) : []).map((row) => [row.personId, row]),
  )
  for (const row of await watchedPeople(tx, { within, today, personIds: [...absences.keys()] })) {
    const facts = { ...row, absences: absences.get(row.personId) ?? null }
    for (const judged of judgePerson(facts, settings.get(row.institutionId) ?? noThresholds, today)) {
      found.push({ judged, place: row, person: { id: row.personId, name: row.personName } })
    }
  }
  const readable = reachOf(principal, 'person.read')
  const mayRead = ({ person, place }: Found) =>
    person === null || readable.some((id) => place.path.includes(id))
  const shown = found.filter(mayRead)
  const overrides = new Map((await livingOverrides(tx, within, today)).map((each) => [keyOf(each), each]))
  const steps = await stepsOf(tx, [...new Set(shown.flatMap(({ place }) => place.path))])
  const findings: Finding[] = []
  const setAside: Finding[] = []
  for (const each of shown) {
    const { judged, place, person } = each
    const matter = { rule: judged.rule, unitId: place.unitId, personId: person?.id ?? null }
    const override = overrides.get(keyOf(matter)) ?? null
    const aside = override !== null && !gotWorse(judged.rule, override.facts, judged.facts)
    const list = aside ? setAside : findings
    list.push(asFinding(each, principal, steps, override))
  }
  return { findings, setAside, hidden: countHidden(found.filter((each) => !mayRead(each))), attendance }
}

/** Whoever moves to another unit is another unit's matter: there it is decided anew. */
const keyOf = ({ rule, unitId, personId }: Matter): string => `${rule} ${unitId} ${personId ?? ''}`

function asFinding(
  { judged, place, person }: Found,
  principal: Principal,
  steps: ReadonlyMap<string, Step>,
  override: Override | null,
): Finding {
  const { rule, severity, facts, cites, since } = judged
  const mending = mendingOf(rule)
  const mender = menderAt(mending.role, place, steps)
  const [cite] = cites
  return {
    rule,
    severity,
    facts: { ...facts },
    cites,
    level: cite?.level ?? 'national',
    certain: cites.every((each) => each.verified),
    since,
    unitId: place.unitId,
    unitName: place.unitName,
    unitKind: place.unitKind,
    institutionName: place.institutionName,
    person,
    mender: { role: mending.role, unitId: mender.id, unitName: mender.name },
    mine: principal.grants.some((grant) => grant.role === mending.role && place.path.includes(grant.unitId)),
    mend: mending.ways
      // What needs a person cannot begin with a unit alone.
      .filter((way) => ways[way].opens !== 'person' || person !== null)
      .map((way) => ({
        way,
        unitId: way === 'found' && place.unitKind !== 'branch' ? mender.id : place.unitId,
      })),
    override:
      override === null
        ? null
        : {
            id: override.id,
            reason: override.reason,
            untilOn: override.untilOn,
            setOn: override.setOn,
            byName: override.byName,
          },
  }
}

const branchKinds = ['branch']
const officeKinds = ['committee', 'institution', 'commission']

/** Where a role that can mend it sits: the branch itself, or the nearest committee or institution above. */
function menderAt(
  role: Role,
  place: Place,
  steps: ReadonlyMap<string, Step>,
): { readonly id: string; readonly name: string } {
  const kinds = role === 'branch_secretary' ? branchKinds : officeKinds
  const above = [...place.path].reverse().flatMap((id) => steps.get(id) ?? [])
  return above.find((step) => kinds.includes(step.kind)) ?? { id: place.unitId, name: place.unitName }
}

function countHidden(found: readonly Found[]): Gathered['hidden'] {
  const counts = new Map<string, Gathered['hidden'][number]>()
  for (const { place } of found) {
    const { unitId, unitName, unitKind } = place
    counts.set(unitId, { unitId, unitName, unitKind, count: (counts.get(unitId)?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}
