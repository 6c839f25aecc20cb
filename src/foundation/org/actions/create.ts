// Founds a unit below another.

import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import type { orgContract } from '../contract.ts'
import { mayStandBelow } from '../rules.ts'
import { targetOf } from '../../../core/pipeline.ts'
import { insertUnits, lockTree, readUnit } from '../store/index.ts'
import { invalid } from './begin.ts'

export const createUnit: Handlers<typeof orgContract>['createUnit'] = async (work, input) => {
  const { parentId, code, name, kind, form, foundedOn } = input
  const { institutionId } = targetOf(work)
  await lockTree(work.tx, institutionId)
  const parent = await readUnit(work.tx, institutionId, parentId)
  if (kind === 'institution' || kind === 'commission' || !mayStandBelow[parent.kind].includes(kind)) {
    throw invalid('below', { kind, parentKind: parent.kind })
  }
  if (form !== 'plain' && kind !== 'branch') throw invalid('form', { kind, form })
  if (parent.dissolvedOn !== null) throw new AppError('wrong_state', { state: 'dissolved', move: 'create' })
  const id = newId()
  await insertUnits(work.tx, [
    {
      institutionId,
      id,
      code,
      name,
      kind,
      form,
      parentId,
      path: [...parent.path, id],
      foundedOn,
      dissolvedOn: null,
    },
  ])
  work.changed({ subject: 'unit', id, unitId: id, after: { code, name, kind, form, parentId, foundedOn } })
  return { id }
}
