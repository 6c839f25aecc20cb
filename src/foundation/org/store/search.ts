// SQL of finding units: the line that a unit is found by, and the search over all lines in scope.

import { sql } from 'kysely'
import { pinyin } from 'pinyin-pro'
import type { Tx } from '../../../core/db.ts'
import type { UnitKind } from '../words.ts'

type Keyed = {
  readonly institutionId: string
  readonly id: string
  readonly code: string
  /** Former names and planned ones too: a unit is found by each. */
  readonly names: readonly string[]
}

function lineOf({ code, names }: Keyed): string {
  const [name = '', ...others] = [...new Set(names)].toReversed()
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true })
  const initials = syllables.map((syllable) => syllable.slice(0, 1))
  return [name, code, syllables.join(''), initials.join(''), ...others].join('\n').toLowerCase()
}

/** Writes what these units are found by. */
export async function writeKeys(tx: Tx, units: readonly Keyed[]): Promise<void> {
  if (units.length === 0) return
  await tx
    .insertInto('unit_key')
    .values(
      units.map((unit) => ({
        institution_id: unit.institutionId,
        unit_id: unit.id,
        line: lineOf(unit),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['institution_id', 'unit_id'])
        .doUpdateSet((excluded) => ({ line: excluded.ref('excluded.line') })),
    )
    .execute()
}

/** Adds the pinyin to the lines that SQL alone has written; answers how many. */
export async function completeKeys(tx: Tx, institutionId: string): Promise<number> {
  const rows = await tx
    .selectFrom('unit_key as k')
    .innerJoin('unit as u', (join) =>
      join.onRef('u.institution_id', '=', 'k.institution_id').onRef('u.id', '=', 'k.unit_id'),
    )
    .select(['u.institution_id as institutionId', 'u.id', 'u.code', 'u.name'])
    .where('k.institution_id', '=', institutionId)
    .where(sql<boolean>`k.line not like ${'%\n%\n%'}`)
    .limit(1_000)
    .execute()
  await writeKeys(
    tx,
    rows.map((row) => ({ ...row, names: [row.name] })),
  )
  return rows.length
}

export type Finding = {
  /** Each word in small letters. */
  readonly words: readonly string[]
  readonly kinds?: readonly UnitKind[] | undefined
  /** In or below any of these units today; null: anywhere in scope. */
  readonly within: readonly string[] | null
  /** Living on this day; null: dissolved ones too. */
  readonly livingOn: string | null
  readonly limit: number
}

/** Ids of units whose line holds every word, in no order. */
export async function findByWords(tx: Tx, finding: Finding): Promise<readonly string[]> {
  const { words, kinds, within, livingOn, limit } = finding
  // The words stand in the policy of the table (0009), where they may use the index. A plan made for a rare word is a
  // bad one for a word that half of all names hold: each search is planned for itself.
  await sql`
    select set_config('plan_cache_mode', 'force_custom_plan', true),
           set_config('app.search', (
             select coalesce(array_agg(distinct gram), '{}')::text
             from unnest(${sql.val([...words])}::text[]) word, unnest(bigrams(word)) gram
             where char_length(gram) = least(2, char_length(word))
           ), true)`.execute(tx)
  const patterns = words.map((word) => `%${word.replace(/[%_\\]/g, '\\$&')}%`)
  const narrowed = [
    sql`k.line like all(${sql.val(patterns)}::text[])`,
    ...(kinds === undefined ? [] : [sql`u.kind = any(${sql.val([...kinds])}::text[])`]),
    ...(within === null ? [] : [sql`u.path && ${sql.val([...within])}::uuid[]`]),
    ...(livingOn === null ? [] : [sql`(u.dissolved_on is null or u.dissolved_on >= ${livingOn}::date)`]),
  ]
  const rows = await sql<{ id: string }>`
    select u.id
    from unit_key k join unit u on u.institution_id = k.institution_id and u.id = k.unit_id
    where ${sql.join(narrowed, sql` and `)} limit ${limit}`.execute(tx)
  await sql`select set_config('app.search', '', true), set_config('plan_cache_mode', 'auto', true)`.execute(
    tx,
  )
  return rows.rows.map((row) => row.id)
}
