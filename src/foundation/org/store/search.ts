// SQL of finding units: the line that a unit is found by, and the search over all lines in scope.

import { sql } from 'kysely'
import { pinyin } from 'pinyin-pro'
import type { Tx } from '../../../core/db.ts'
import type { UnitKind } from '../words.ts'
import { type TreeUnit, unitColumns } from './tree.ts'

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

/**
 * Units as they are today whose line holds every word, in no order. Of a word that many hold come `limit` units, and
 * surely among them those with this code and some whose name begins with it.
 */
export async function findByWords(tx: Tx, finding: Finding): Promise<readonly TreeUnit[]> {
  const { words, kinds, within, livingOn, limit } = finding
  const narrowed = [
    ...(kinds === undefined ? [] : [sql`u.kind = any(${sql.val([...kinds])}::text[])`]),
    ...(within === null ? [] : [sql`u.path && ${sql.val([...within])}::uuid[]`]),
    ...(livingOn === null ? [] : [sql`(u.dissolved_on is null or u.dissolved_on >= ${livingOn}::date)`]),
  ]
  const [word, ...more] = words
  // Without a word the units themselves are looked through.
  const sources = word === undefined ? [{ from: sql`unit u`, where: sql`true` }] : [await holding(tx, words)]
  if (word !== undefined && more.length === 0) {
    const from = sql`unit u`
    sources.push(
      { from, where: sql`u.code in (${word}, ${word.toUpperCase()})` },
      { from, where: sql`u.name >= ${word} and u.name < ${`${word}\u{10ffff}`}` },
    )
  }
  const found = await sql<TreeUnit>`${sql.join(
    sources.map(
      ({ from, where }) =>
        sql`(select ${unitColumns} from ${from} where ${sql.join([where, ...narrowed], sql` and `)} limit ${limit})`,
    ),
    sql` union all `,
  )}`.execute(tx)
  return [...new Map(found.rows.map((unit) => [unit.id, unit])).values()]
}

/**
 * Units by their line. The words stand in the policy of `unit_key` (0009), where they may use the index, until the
 * transaction ends: nothing else in a search reads that table.
 */
async function holding(tx: Tx, words: readonly string[]) {
  await sql`select set_config('app.search', ${sql.val(words.flatMap(gramsOf))}::text[]::text, true)`.execute(
    tx,
  )
  const patterns = words.map((word) => `%${word.replace(/[%_\\]/g, '\\$&')}%`)
  return {
    // "offset 0" keeps the planner from looking up line after line for all units instead of asking the index once.
    from: sql`(select institution_id, unit_id from unit_key where line like all(${sql.val(patterns)}::text[]) offset 0) k
      join unit u on u.institution_id = k.institution_id and u.id = k.unit_id`,
    where: sql`true`,
  }
}

/** The pairs of neighbouring characters, or the one character, that a line with this word surely holds. */
function gramsOf(word: string): readonly string[] {
  const characters = Array.from(word)
  if (characters.length === 1) return characters
  return characters.slice(1).map((character, before) => `${characters[before]}${character}`)
}
