// Actions of grade schemes: read the shipped with the own, change one, make one, remove an own one.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import { rootOf } from '../root.ts'
import type { schemesContract } from './contract.ts'
import { faultOfBands, schemesWith, shippedSchemes } from './rules.ts'
import { changeScheme, deleteScheme, insertScheme, readSchemes } from './store.ts'

export const schemesHandlers: Handlers<typeof schemesContract> = {
  schemes: async (work) => {
    const root = rootOf(work)
    const own = await readSchemes(work.tx, [root.institutionId])
    return {
      schemes: schemesWith(own).map((scheme) => {
        const { id, name, level, group, fromYear, untilYear, bands, source } = scheme
        const version = own.find((each) => each.id === id)?.version ?? null
        const shipped = shippedSchemes.some((each) => each.id === id)
        return { id, name, level, group, fromYear, untilYear, bands, source, version, shipped }
      }),
      mayWrite: may(work.principal, 'figure.write', root.path),
    }
  },

  saveScheme: async (work, { unitId: _, schemeId, version, ...entry }) => {
    const { institutionId } = rootOf(work)
    const shipped = shippedSchemes.some(({ id }) => id === schemeId)
    const reason =
      faultOfBands(entry.bands) ??
      (!shipped && entry.name === null ? 'no_name' : null) ??
      ((entry.fromYear ?? 0) > (entry.untilYear ?? 9999) ? 'years_reversed' : null)
    if (reason !== null) throw new AppError('invalid_input', { reason })
    const scheme = { ...entry, id: schemeId, name: shipped ? null : entry.name }
    const before = (await readSchemes(work.tx, [institutionId])).find(({ id }) => id === schemeId) ?? null
    if (version === null) await insertScheme(work.tx, institutionId, scheme)
    const saved = version === null ? 1 : await changeScheme(work.tx, institutionId, scheme, version)
    if (saved === null) throw new AppError('stale')
    work.changed({
      subject: 'grade_scheme',
      id: schemeId,
      before: before === null ? null : entered(before),
      after: entered(scheme),
    })
    return { version: saved }
  },

  removeScheme: async (work, { schemeId, version }) => {
    const { institutionId } = rootOf(work)
    const before = (await readSchemes(work.tx, [institutionId])).find(({ id }) => id === schemeId)
    if (before === undefined) throw new AppError('not_found')
    if (!(await deleteScheme(work.tx, institutionId, schemeId, version))) throw new AppError('stale')
    work.changed({ subject: 'grade_scheme', id: schemeId, before: entered(before), after: null })
    return {}
  },
}

/** For the audit log: the bands as one line each. */
const entered = ({
  name,
  level,
  group,
  fromYear,
  untilYear,
  bands,
  source,
}: {
  readonly name: string | null
  readonly level: string
  readonly group: string
  readonly fromYear: number | null
  readonly untilYear: number | null
  readonly bands: readonly { readonly grade: string; readonly upTo: number; readonly certainty: string }[]
  readonly source: string
}) => ({
  name,
  level,
  peerGroup: group,
  fromYear,
  untilYear,
  bands: bands.map(({ grade, upTo, certainty }) => `${grade} ≤ ${upTo} % ${certainty}`),
  source,
})
