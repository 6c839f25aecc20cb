// Endpoints of the findings: what is not as the regulations say.

import * as z from 'zod'
import { endpoint, id, refusalSchema } from '../../core/contract.ts'
import { unitKinds, values } from '../../foundation/org/words.ts'

const unitKind = z.enum(values(unitKinds))

const finding = refusalSchema.extend({
  unitId: id,
  unitName: z.string(),
  unitKind,
  institutionName: z.string(),
})
export type Finding = z.infer<typeof finding>

export const findingsContract = {
  list: endpoint({
    method: 'GET',
    path: '/org/findings',
    summary: 'What is not as the regulations say, within reach or below one unit, with facts and article',
    permission: 'finding.read',
    place: { at: 'reach' },
  })
    .input(z.object({ unitId: id.optional() }))
    .output(z.object({ findings: z.array(finding) })),
}
