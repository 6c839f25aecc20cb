// SQL of terms that end soon and of the letters written about them.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'

export type EndingTerm = {
  readonly unitId: string
  readonly unitName: string
  readonly unitKind: string
  readonly path: readonly string[]
  readonly number: number
  readonly startedOn: string
  readonly endsOn: string
}

/** The newest terms of living units that end within so many months and of which no letter was written for that day. */
export async function termsToRemind(
  tx: Tx,
  institutionId: string,
  today: string,
  months: number,
): Promise<readonly EndingTerm[]> {
  const { rows } = await sql<EndingTerm>`
    select * from (
      select distinct on (t.unit_id) t.unit_id as "unitId", u.name as "unitName", u.kind as "unitKind", u.path, t.number,
             t.started_on as "startedOn", coalesce(t.approved_ends_on, (t.started_on + make_interval(years => t.years))::date) as "endsOn"
      from term t
      join unit u on u.institution_id = t.institution_id and u.id = t.unit_id
      where t.institution_id = ${institutionId} and (u.dissolved_on is null or u.dissolved_on >= ${today}::date)
      order by t.unit_id, t.number desc
    ) t
    where ${today}::date >= ("endsOn" - make_interval(months => ${months}))::date
      and not exists (select from term_letter l where l.institution_id = ${institutionId} and l.unit_id = t."unitId" and l.number = t.number and l.ends_on = t."endsOn")
    order by "endsOn", "unitName"`.execute(tx)
  return rows
}

/** Units above, from the nearest up: the first Party committee, general branch or institution leads a branch. */
export async function unitsByPath(tx: Tx, institutionId: string, ids: readonly string[]) {
  return tx
    .selectFrom('unit')
    .select(['id', 'name', 'kind'])
    .where('institution_id', '=', institutionId)
    .where('id', '=', sql<string>`any(${sql.val([...ids])}::uuid[])`)
    .execute()
}

export async function insertLetter(
  tx: Tx,
  letter: {
    readonly institutionId: string
    readonly id: string
    readonly unitId: string
    readonly number: number
    readonly upperUnitId: string
    readonly endsOn: string
    readonly madeOn: string
    readonly fileSha256: string
  },
): Promise<void> {
  await tx
    .insertInto('term_letter')
    .values({
      institution_id: letter.institutionId,
      id: letter.id,
      unit_id: letter.unitId,
      number: letter.number,
      upper_unit_id: letter.upperUnitId,
      ends_on: letter.endsOn,
      made_on: letter.madeOn,
      file_sha256: letter.fileSha256,
    })
    .execute()
}

export type Letter = {
  readonly id: string
  readonly unitId: string
  readonly number: number
  readonly endsOn: string
  readonly madeOn: string
  readonly upperUnitId: string
  readonly upperName: string
  readonly fileSha256: string
}

/** The letters about a unit's terms, the newest first. */
export async function readLetters(tx: Tx, institutionId: string, unitId: string): Promise<readonly Letter[]> {
  return tx
    .selectFrom('term_letter as l')
    .innerJoin('unit as u', (join) =>
      join.onRef('u.institution_id', '=', 'l.institution_id').onRef('u.id', '=', 'l.upper_unit_id'),
    )
    .select([
      'l.id',
      'l.unit_id as unitId',
      'l.number',
      'l.ends_on as endsOn',
      'l.made_on as madeOn',
      'u.id as upperUnitId',
      'u.name as upperName',
      'l.file_sha256 as fileSha256',
    ])
    .where('l.institution_id', '=', institutionId)
    .where('l.unit_id', '=', unitId)
    .orderBy('l.number', 'desc')
    .orderBy('l.made_on', 'desc')
    .orderBy('l.id', 'desc')
    .execute()
}

/** Letters whose unit has begun a later term since: the day on which it did. */
export async function answeredLetters(
  tx: Tx,
  institutionId: string,
): Promise<
  readonly {
    readonly id: string
    readonly unitId: string
    readonly number: number
    readonly startedOn: string
  }[]
> {
  const { rows } = await sql<{ id: string; unitId: string; number: number; startedOn: string }>`
    select distinct on (l.id) l.id, l.unit_id as "unitId", l.number, t.started_on as "startedOn"
    from term_letter l
    join term t on t.institution_id = l.institution_id and t.unit_id = l.unit_id and t.number > l.number
    where l.institution_id = ${institutionId}
    order by l.id, t.number`.execute(tx)
  return rows
}
