// What the endpoints of theme schemes do: list, draft, bring into force, succeed, end.

import { may } from '../../../core/access.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import { unitNames } from '../../../foundation/org/index.ts'
import type { Scheme } from '../contract.ts'
import type { schemesContract } from '../contract/schemes.ts'
import { changesBetween, lastDay, publishFault, versionState } from '../rules.ts'
import {
  changeScheme,
  dateVersion,
  dropScheme,
  dropVersion,
  insertScheme,
  lastMarked,
  lockScheme,
  readSchemes,
  type StoredScheme,
  type StoredVersion,
  writeDraft,
} from '../store/index.ts'
import { checkVersion, invalid, seeAbove, wrongState } from './above.ts'

const draftOf = (scheme: StoredScheme): StoredVersion | undefined =>
  scheme.versions.find((version) => version.fromOn === null)
const latestOf = (scheme: StoredScheme): StoredVersion | undefined =>
  scheme.versions
    .filter((version) => version.fromOn !== null)
    .toSorted((a, b) => ((a.fromOn ?? '') < (b.fromOn ?? '') ? 1 : -1))[0]

/** Locks the scheme that an endpoint names; throws stale when somebody changed it since. */
async function begin(
  work: Work,
  input: { readonly schemeId: string; readonly version: number },
): Promise<StoredScheme> {
  const scheme = await lockScheme(work.tx, targetOf(work).institutionId, input.schemeId)
  checkVersion(scheme, input.version)
  return scheme
}

function report(
  work: Work,
  scheme: Pick<StoredScheme, 'id' | 'unitId'>,
  before: unknown,
  after: unknown,
): void {
  work.changed({ subject: 'theme_scheme', id: scheme.id, unitId: scheme.unitId, before, after })
}

/** A version in the audit log: its parts by name. */
const inWords = (version: Pick<StoredVersion, 'every' | 'parts'> | undefined) =>
  version === undefined
    ? null
    : {
        every: version.every,
        parts: version.parts.map((part) => `${part.name} (${part.kind}, ${part.minimum})`),
      }

export const schemeHandlers: Pick<
  Handlers<typeof schemesContract>,
  | 'schemes'
  | 'createScheme'
  | 'editScheme'
  | 'saveDraft'
  | 'dropDraft'
  | 'publishScheme'
  | 'withdrawScheme'
  | 'endScheme'
> = {
  schemes: async (work) => {
    const target = targetOf(work)
    await seeAbove(work, target)
    const schemes = await readSchemes(work.tx, target.path, { below: true })
    const marked = await lastMarked(
      work.tx,
      schemes.map((scheme) => scheme.id),
    )
    const names = await unitNames(work.tx, [target.id])
    return {
      mayCreate: may(work.principal, 'scheme.write', target.path),
      unitName: names.get(target.id)?.name ?? '',
      today: work.today,
      schemes: schemes.map(
        ({ institutionId: _, unitPath, versions, ...scheme }): Scheme => ({
          ...scheme,
          kinds: [...scheme.kinds],
          holdsHere: target.path.includes(scheme.unitId),
          mayWrite: may(work.principal, 'scheme.write', unitPath),
          lastMarked: marked.get(scheme.id) ?? null,
          versions: versions.map((version) => ({
            ...version,
            parts: [...version.parts],
            state: versionState(versions, scheme.endedOn, version, work.today),
            untilOn: version.fromOn === null ? null : lastDay(versions, scheme.endedOn, version),
          })),
        }),
      ),
    }
  },

  createScheme: async (work, { unitId, name, source, kinds, ...draft }) => {
    const { institutionId } = targetOf(work)
    const id = await insertScheme(work.tx, { institutionId, unitId, name, source, kinds }, draft)
    report(work, { id, unitId }, null, { name, source, parts: draft.parts.map((part) => part.name) })
    return { id }
  },

  editScheme: async (work, input) => {
    const scheme = await begin(work, input)
    const { name, source, kinds } = input
    // Which meetings are judged is part of what was in force: it stays once a meeting has been marked.
    const same = kinds.length === scheme.kinds.length && kinds.every((kind) => scheme.kinds.includes(kind))
    const marked = (await lastMarked(work.tx, [scheme.id])).get(scheme.id)
    if (!same && marked !== undefined && scheme.kinds.some((kind) => !kinds.some((each) => each === kind))) {
      throw wrongState('in_use', 'change_kinds', { day: marked })
    }
    report(
      work,
      scheme,
      { name: scheme.name, source: scheme.source, kinds: scheme.kinds },
      { name, source, kinds },
    )
    return { version: await changeScheme(work.tx, scheme, { name, source, kinds }) }
  },

  saveDraft: async (work, input) => {
    const scheme = await begin(work, input)
    const { every, note, parts } = input
    if (new Set(parts.map((part) => part.id)).size < parts.length) throw invalid('twice')
    if (new Set(parts.map((part) => part.name)).size < parts.length) throw invalid('same_name')
    const draft = draftOf(scheme)
    const number = draft?.number ?? Math.max(0, ...scheme.versions.map((version) => version.number)) + 1
    await writeDraft(work.tx, scheme, number, { every, note, parts })
    report(work, scheme, inWords(draft ?? latestOf(scheme)), inWords({ every, parts }))
    return { version: await changeScheme(work.tx, scheme) }
  },

  dropDraft: async (work, input) => {
    const scheme = await begin(work, input)
    const draft = draftOf(scheme)
    if (draft === undefined) throw wrongState('in_force', 'drop')
    const gone = scheme.versions.length === 1
    if (gone) await dropScheme(work.tx, scheme)
    else {
      await dropVersion(work.tx, scheme, draft.number)
      await changeScheme(work.tx, scheme)
    }
    report(work, scheme, { name: scheme.name, ...inWords(draft) }, null)
    return { gone }
  },

  publishScheme: async (work, input) => {
    const scheme = await begin(work, input)
    const draft = draftOf(scheme)
    if (draft === undefined) throw wrongState('in_force', 'publish')
    const latest = latestOf(scheme)
    const fault = publishFault(draft, input.fromOn, {
      latestFrom: latest?.fromOn ?? null,
      endedOn: scheme.endedOn,
      lastMarked: (await lastMarked(work.tx, [scheme.id])).get(scheme.id) ?? null,
    })
    if (fault !== null) throw invalid(fault, { fromOn: input.fromOn })
    await dateVersion(work.tx, scheme, draft.number, {
      fromOn: input.fromOn,
      at: work.now.toString(),
      by: work.principal.accountId,
    })
    const changed = changesBetween(latest?.parts ?? [], draft.parts).filter(({ is }) => is !== 'same')
    report(
      work,
      scheme,
      { state: 'draft' },
      {
        state: 'in_force',
        fromOn: input.fromOn,
        parts: changed.map(({ part, is }) => `${part.name}: ${is}`),
      },
    )
    return { version: await changeScheme(work.tx, scheme) }
  },

  withdrawScheme: async (work, input) => {
    const scheme = await begin(work, input)
    const latest = latestOf(scheme)
    if (latest === undefined || draftOf(scheme) !== undefined) throw wrongState('draft', 'withdraw')
    const marked = (await lastMarked(work.tx, [scheme.id])).get(scheme.id)
    if (marked !== undefined && latest.fromOn !== null && marked >= latest.fromOn) {
      throw wrongState('in_use', 'withdraw', { day: marked })
    }
    await dateVersion(work.tx, scheme, latest.number, null)
    report(work, scheme, { state: 'in_force', fromOn: latest.fromOn }, { state: 'draft' })
    return { version: await changeScheme(work.tx, scheme) }
  },

  endScheme: async (work, input) => {
    const scheme = await begin(work, input)
    const latest = latestOf(scheme)
    const { endedOn } = input
    if (latest === undefined || latest.fromOn === null) throw wrongState('draft', 'end')
    if (endedOn !== null && endedOn < latest.fromOn) throw invalid('before_begin', { fromOn: latest.fromOn })
    report(work, scheme, { endedOn: scheme.endedOn }, { endedOn })
    return { version: await changeScheme(work.tx, scheme, { endedOn }) }
  },
}
