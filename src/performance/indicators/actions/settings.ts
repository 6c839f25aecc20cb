// What an institution decides for itself: targets, the smallest base shown, the scheme of high-quality development.

import { may } from '../../../core/access.ts'
import { proposedScheme } from '../rules/quality.ts'
import { readScheme, readSetting, readTargets, writeScheme, writeSetting, writeTarget } from '../store.ts'
import { fresh, rootOf, type Some } from './begin.ts'

export const settings: Some<'setTarget' | 'setSmallest' | 'scheme' | 'saveScheme'> = {
  setTarget: async (work, { indicator, year, target, version }) => {
    const { institutionId } = rootOf(work)
    const before = (await readTargets(work.tx, institutionId, year)).get(indicator)
    const saved = fresh(await writeTarget(work.tx, { institutionId, indicator, year }, target, version))
    work.changed({
      subject: 'indicator_target',
      id: `${year}/${indicator}`,
      before: before === undefined ? null : { target: before.target },
      after: target === null ? null : { target },
    })
    return { version: saved }
  },

  setSmallest: async (work, { smallestShown, version }) => {
    const { institutionId } = rootOf(work)
    const before = await readSetting(work.tx, institutionId)
    const saved = fresh(await writeSetting(work.tx, institutionId, smallestShown, version))
    work.changed({
      subject: 'indicator_setting',
      id: institutionId,
      before: before === null ? null : { smallestShown: before.smallestShown },
      after: { smallestShown },
    })
    return { version: saved }
  },

  scheme: async (work) => {
    const { institutionId, path } = rootOf(work)
    const own = await readScheme(work.tx, institutionId)
    return {
      rows: (own?.rows ?? proposedScheme).map((row) => ({ ...row })),
      source: own?.source ?? '',
      version: own?.version ?? null,
      mayWrite: may(work.principal, 'figure.write', path),
    }
  },

  saveScheme: async (work, { rows, source, version }) => {
    const { institutionId } = rootOf(work)
    const before = await readScheme(work.tx, institutionId)
    const saved = fresh(await writeScheme(work.tx, institutionId, { rows, source }, version))
    work.changed({
      subject: 'quality_scheme',
      id: institutionId,
      before: before === null ? null : { rows: before.rows, source: before.source },
      after: { rows, source },
    })
    return { version: saved }
  },
}
