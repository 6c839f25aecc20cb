// The sheet of people: staff number, Party status with its dates, the Party unit they belong to, identity, whereabouts.

import type { Fault } from '../../../../core/workbook/index.ts'
import {
  type AffiliationRecord,
  livingAffiliations,
  type Planning,
  type Port,
  readRow,
  sameValues,
} from '../../../org/index.ts'
import { personRecords } from '../../store/records.ts'
import { identitiesOf, shownIdentities } from '../identities.ts'
import { apply } from './apply.ts'
import { type Existing, type Read, readPerson } from './read.ts'
import { peopleSheet } from './sheet.ts'

const peoplePort: Port = {
  sheet: peopleSheet,
  plan: async (planning, rows) => {
    const { tx, directory, institutionIds, pace } = planning
    const faults: Fault[] = []
    const existing: Existing = {
      people: new Map((await personRecords(tx, institutionIds)).map((person) => [person.id, person])),
      living: await livingByPerson(planning),
      identities: await identitiesOf(planning),
    }
    const created: Read[] = []
    const updated: Read[] = []
    let unchanged = 0
    for (const row of rows) {
      const read = readRow(planning, peopleSheet, row, faults, (cells) =>
        readPerson(planning, cells, existing, row.row),
      )
      await pace.did(1)
      if (read === null) continue
      const before = existing.people.get(read.person.id)
      const now = existing.living.get(read.person.id)
      if (before === undefined) {
        created.push(read)
        directory.addPerson(directory.codeOf(read.person.institutionId) ?? '', read.person)
      } else if (
        read.identity === null &&
        sameValues(read.person, before) &&
        now?.unitId === read.living?.unitId &&
        now?.fromOn === read.living?.fromOn
      ) {
        unchanged += 1
      } else updated.push(read)
    }
    return {
      created: created.length,
      updated: updated.length,
      unchanged,
      faults,
      apply: () => apply(planning, existing, created, updated),
    }
  },

  rows: async (tx, institutionIds, directory, shown) => {
    const living = new Map(
      (await livingAffiliations(tx, institutionIds)).map((affiliation) => [
        affiliation.personId,
        affiliation,
      ]),
    )
    const people = await personRecords(tx, institutionIds)
    const identityOf = await shownIdentities(
      tx,
      people.map((person) => person.id),
      shown,
    )
    const codeOf = (id: string | null | undefined): string | null =>
      id === null || id === undefined ? null : (directory.codeOf(id) ?? null)
    return people.map(({ id, institutionId, departmentId, nameSort: _, ...person }) => ({
      ...person,
      institution: codeOf(institutionId),
      partyUnit: codeOf(living.get(id)?.unitId),
      partyUnitFrom: living.get(id)?.fromOn ?? null,
      department: codeOf(departmentId),
      ...identityOf(id),
      // Most are well: a column of 否 would hide the few.
      infirm: person.infirm ? true : null,
    }))
  },
}

/** The sheets of people. */
export const peoplePorts: readonly Port[] = [peoplePort]

async function livingByPerson({
  tx,
  institutionIds,
}: Planning): Promise<ReadonlyMap<string, AffiliationRecord>> {
  const rows = await livingAffiliations(tx, institutionIds)
  return new Map(rows.map((affiliation) => [affiliation.personId, affiliation]))
}
