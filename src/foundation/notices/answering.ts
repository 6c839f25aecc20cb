// Who answers for a duty, and who above them: accounts found by person, by post, or up the path of the unit.

import type { Tx } from '../../core/db.ts'
import type { DutyRow } from '../duties/index.ts'
import { accountsOfPeople, answerable, postHolders } from './store/index.ts'

/** Who owes a duty: its unit, a post in it, or a person. */
type Owed = Pick<DutyRow, 'unitId' | 'path' | 'post' | 'personId'>

/** Who is asked to do a duty, and who above them hears when it stays undone. */
type Answering = {
  readonly owners: (duty: Owed) => readonly string[]
  readonly above: (duty: Owed) => readonly string[]
}

export async function answering(
  tx: Tx,
  institutionId: string,
  today: string,
  rows: readonly Owed[],
): Promise<Answering> {
  const byUnit = await answerable(tx, institutionId, today)
  const byPost = await postHolders(tx, institutionId, today)
  const people = [...new Set(rows.flatMap(({ personId }) => (personId === null ? [] : [personId])))]
  const byPerson = await accountsOfPeople(tx, institutionId, people)
  /** The nearest unit up the path from `depth` that anybody answers for. */
  const nearest = (path: readonly string[], depth: number) => {
    const at = path.findLastIndex((unit, index) => index <= depth && byUnit.has(unit))
    return { at, accounts: byUnit.get(path[at] ?? '') ?? [] }
  }
  const named = (duty: Owed): readonly string[] =>
    duty.personId !== null
      ? (byPerson.get(duty.personId) ?? [])
      : duty.post !== null
        ? (byPost.get(`${duty.unitId} ${duty.post}`) ?? [])
        : []
  const ofUnit = ({ path }: Owed) => nearest(path, path.length - 1)
  return {
    owners: (duty) => {
      const own = named(duty)
      // Whoever has no account is reached through the unit.
      return own.length > 0 ? own : ofUnit(duty).accounts
    },
    above: (duty) => {
      const own = named(duty)
      const there = ofUnit(duty)
      // Above a person or a post stands whoever answers for the unit, unless they are the same.
      if (own.length > 0 && there.accounts.some((account) => !own.includes(account))) return there.accounts
      return nearest(duty.path, there.at - 1).accounts
    },
  }
}
