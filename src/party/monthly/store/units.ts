// SQL of the units that a report is counted over: within one institution, or the institutions below a commission.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'

export type PartyUnit = {
  readonly institutionId: string
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly path: readonly string[]
  readonly foundedOn: string | null
  readonly dissolvedOn: string | null
}

const columns = sql`institution_id as "institutionId", id, code, name, kind, path,
  founded_on as "foundedOn", dissolved_on as "dissolvedOn"`

/** A unit and the Party units below it in the same institution, parents before children, then by code. */
export async function partyUnitsIn(
  tx: Tx,
  institutionId: string,
  unitId: string,
): Promise<readonly PartyUnit[]> {
  const { rows } = await sql<PartyUnit>`
    select ${columns} from unit
    where institution_id = ${institutionId} and path @> array[${unitId}]::uuid[]
      and kind in ('commission', 'institution', 'committee', 'general_branch', 'branch', 'group')
    order by cardinality(path), code`.execute(tx)
  return rows
}

/** The institutions and commissions below a commission that belong to others, parents before children. */
export async function institutionsIn(
  tx: Tx,
  institutionId: string,
  unitId: string,
): Promise<readonly PartyUnit[]> {
  const { rows } = await sql<PartyUnit>`
    select ${columns} from unit
    where institution_id <> ${institutionId} and path @> array[${unitId}]::uuid[]
      and kind in ('commission', 'institution')
    order by cardinality(path), code`.execute(tx)
  return rows
}
