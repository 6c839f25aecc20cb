// The sheet of people: staff number, Party status with its dates, the Party unit they belong to, their department.

import { pinyin } from 'pinyin-pro'
import { newId } from '../../../core/ids.ts'
import type { Fault, Sheet } from '../../../core/workbook/index.ts'
import { dayBefore } from '../../../core/calendar.ts'
import type { Port } from '../port.ts'
import { isMember } from '../rules.ts'
import {
  type AffiliationRecord,
  insertAffiliations,
  insertPeople,
  livingAffiliations,
  type PersonRecord,
  personRecords,
  updateAffiliations,
  updatePeople,
} from '../store/index.ts'
import { educations, genders, type PartyStatus, partyStatuses, services } from '../words.ts'
import { type Reader, readRow, sameValues } from './keyed.ts'
import { institutionColumn } from './ties.ts'

const sheet: Sheet = {
  key: 'people',
  zh: '人员',
  en: 'People',
  columns: [
    institutionColumn,
    { key: 'staffNo', zh: '工号', en: 'Staff number', type: 'text', required: true, max: 40 },
    { key: 'name', zh: '姓名', en: 'Name', type: 'text', required: true, max: 60 },
    { key: 'gender', zh: '性别', en: 'Gender', type: 'choice', choices: genders },
    { key: 'bornOn', zh: '出生日期', en: 'Born on', type: 'date' },
    { key: 'education', zh: '学历', en: 'Education', type: 'choice', choices: educations },
    { key: 'title', zh: '职称', en: 'Title', type: 'text', max: 60 },
    {
      key: 'status',
      zh: '政治面貌',
      en: 'Party status',
      type: 'choice',
      required: true,
      choices: partyStatuses,
    },
    {
      key: 'probationOn',
      zh: '入党日期',
      en: 'Probationary member on',
      type: 'date',
      note: '支部党员大会通过其为预备党员之日；预备党员、正式党员必填',
    },
    {
      key: 'fullOn',
      zh: '转正日期',
      en: 'Full member on',
      type: 'date',
      note: '正式党员必填；党龄从这一天算起',
    },
    {
      key: 'partyUnit',
      zh: '所在党组织编码',
      en: 'Party unit code',
      type: 'text',
      max: 40,
      note: '党支部或党小组；党员必填',
    },
    { key: 'partyUnitFrom', zh: '组织关系开始日期', en: 'In the Party unit from', type: 'date' },
    { key: 'department', zh: '科室编码', en: 'Department code', type: 'text', max: 40 },
    {
      key: 'service',
      zh: '在职状态',
      en: 'Service',
      type: 'choice',
      choices: services,
      note: '空白表示在职',
    },
  ],
  id: ['institution', 'staffNo'],
}

type Living = { readonly unitId: string; readonly fromOn: string } | null
type Read = { readonly person: PersonRecord; readonly living: Living }

/** Pinyin of a name with its surname read as a surname (曾 zeng, 单 shan), for sorting and searching. */
function sortKey(name: string): string {
  return pinyin(name, { toneType: 'none', surname: 'head', type: 'array', v: true }).join('').toLowerCase()
}

export const peoplePort: Port = {
  sheet,
  plan: async (planning, rows) => {
    const { tx, directory } = planning
    const faults: Fault[] = []
    const existing = new Map((await personRecords(tx)).map((person) => [person.id, person]))
    const living = new Map(
      (await livingAffiliations(tx)).map((affiliation) => [affiliation.personId, affiliation]),
    )
    const created: Read[] = []
    const updated: Read[] = []
    let unchanged = 0
    for (const row of rows) {
      const read = readRow(planning, sheet, row, faults, (cells) => readPersonRow(cells, existing, living))
      if (read === null) continue
      const before = existing.get(read.person.id)
      const now = living.get(read.person.id)
      if (before === undefined) {
        created.push(read)
        directory.addPerson(planning.directory.codeOf(read.person.institutionId) ?? '', read.person)
      } else if (
        sameValues(read.person, before) &&
        now?.unitId === read.living?.unitId &&
        now?.fromOn === read.living?.fromOn
      ) {
        unchanged += 1
      } else updated.push(read)
    }

    function readPersonRow(
      cells: Reader,
      people: ReadonlyMap<string, PersonRecord>,
      affiliations: ReadonlyMap<string, AffiliationRecord>,
    ): Read | null {
      const code = cells.institution()
      const institution = directory.institutions.get(code)
      if (institution === undefined) {
        cells.fault('institution', 'reference_missing', { value: code })
        return null
      }
      const staffNo = cells.text('staffNo') ?? ''
      const known = directory.person(code, staffNo)
      const before = known === undefined ? undefined : people.get(known.id)
      const affiliated = known === undefined ? undefined : affiliations.get(known.id)
      // A column that the file leaves out keeps what exists.
      const keep = <V>(column: string, old: V | undefined, read: () => V): V =>
        cells.absent(column) && old !== undefined ? old : read()
      const name = cells.text('name') ?? ''
      const status = cells.text('status') as PartyStatus
      const probationOn = keep('probationOn', before?.probationOn, () => cells.text('probationOn'))
      const fullOn = keep('fullOn', before?.fullOn, () => cells.text('fullOn'))
      const partyUnit = cells.unit('partyUnit')
      const department = cells.unit('department')
      const from = cells.text('partyUnitFrom')
      const inParty: Living = cells.absent('partyUnit')
        ? affiliated === undefined
          ? null
          : { unitId: affiliated.unitId, fromOn: affiliated.fromOn }
        : partyUnit === null || from === null
          ? null
          : { unitId: partyUnit.id, fromOn: from }

      if (isMember(status) && probationOn === null) cells.fault('probationOn', 'required')
      if (status === 'full' && fullOn === null) cells.fault('fullOn', 'required')
      if (status !== 'full' && fullOn !== null) cells.fault('fullOn', 'conflict', { status })
      if (probationOn !== null && fullOn !== null && fullOn < probationOn) {
        cells.fault('fullOn', 'conflict', { from: probationOn, until: fullOn })
      }
      if (isMember(status) && inParty === null && cells.text('partyUnit') === null)
        cells.fault('partyUnit', 'required')
      if (partyUnit !== null && from === null) cells.fault('partyUnitFrom', 'required')
      if (partyUnit !== null && partyUnit.kind !== 'branch' && partyUnit.kind !== 'group') {
        cells.fault('partyUnit', 'conflict', { kind: partyUnit.kind })
      }
      if (department !== null && department.kind !== 'department') {
        cells.fault('department', 'conflict', { kind: department.kind })
      }
      if (partyUnit === null && department === null && !planning.mayWrite(institution.rootPath)) {
        cells.fault('institution', 'not_allowed', { value: code })
      }
      if (
        affiliated !== undefined &&
        inParty !== null &&
        inParty.unitId !== affiliated.unitId &&
        inParty.fromOn <= affiliated.fromOn
      ) {
        cells.fault('partyUnitFrom', 'conflict', { from: affiliated.fromOn })
      }
      return {
        person: {
          institutionId: institution.id,
          id: before?.id ?? newId(),
          staffNo,
          name,
          nameSort: before?.name === name ? before.nameSort : sortKey(name),
          gender: keep('gender', before?.gender, () => cells.text('gender') as PersonRecord['gender']),
          bornOn: keep('bornOn', before?.bornOn, () => cells.text('bornOn')),
          education: keep(
            'education',
            before?.education,
            () => cells.text('education') as PersonRecord['education'],
          ),
          title: keep('title', before?.title, () => cells.text('title')),
          status,
          probationOn,
          fullOn,
          departmentId: keep('department', before?.departmentId, () => department?.id ?? null),
          service: keep(
            'service',
            before?.service,
            () => (cells.text('service') as PersonRecord['service'] | null) ?? 'in_service',
          ),
        },
        living: inParty,
      }
    }

    return {
      created: created.length,
      updated: updated.length,
      unchanged,
      faults,
      apply: async () => {
        await insertPeople(
          tx,
          created.map((read) => read.person),
        )
        await updatePeople(
          tx,
          updated.map((read) => read.person),
        )
        const begun: AffiliationRecord[] = []
        const changed: AffiliationRecord[] = []
        for (const { person, living: next } of [...created, ...updated]) {
          const now = living.get(person.id)
          const record =
            next === null
              ? null
              : { institutionId: person.institutionId, personId: person.id, ...next, untilOn: null }
          if (now === undefined) {
            if (record !== null) begun.push(record)
          } else if (record === null) changed.push({ ...now, untilOn: dayBefore(planning.today) })
          else if (record.fromOn === now.fromOn) changed.push(record)
          else {
            changed.push({ ...now, untilOn: dayBefore(record.fromOn) })
            begun.push(record)
          }
        }
        await updateAffiliations(tx, changed)
        await insertAffiliations(tx, begun)
      },
    }
  },
  rows: async (tx, institutionIds, directory) => {
    const living = new Map(
      (await livingAffiliations(tx)).map((affiliation) => [affiliation.personId, affiliation]),
    )
    const people = await personRecords(tx)
    const codeOf = (id: string | null | undefined): string | null =>
      id === null || id === undefined ? null : (directory.codeOf(id) ?? null)
    return people
      .filter((person) => institutionIds.includes(person.institutionId))
      .map((person) => ({
        institution: codeOf(person.institutionId),
        staffNo: person.staffNo,
        name: person.name,
        gender: person.gender,
        bornOn: person.bornOn,
        education: person.education,
        title: person.title,
        status: person.status,
        probationOn: person.probationOn,
        fullOn: person.fullOn,
        partyUnit: codeOf(living.get(person.id)?.unitId),
        partyUnitFrom: living.get(person.id)?.fromOn ?? null,
        department: codeOf(person.departmentId),
        service: person.service,
      }))
  },
}
