// The sheet of people: staff number, Party status with its dates, the Party unit they belong to, identity, whereabouts.

import { newId } from '../../../core/ids.ts'
import type { Column, Fault, Sheet } from '../../../core/workbook/index.ts'
import { dayBefore } from '../../../core/calendar.ts'
import {
  type AffiliationRecord,
  insertAffiliations,
  institutionColumn,
  livingAffiliations,
  type Planning,
  type Port,
  type Reader,
  readHistories,
  readRow,
  sameValues,
  updateAffiliations,
} from '../../org/index.ts'
import { isMember } from '../../org/rules.ts'
import { educations, genders, type PartyStatus, partyStatuses, services } from '../../org/words.ts'
import { nameSort } from '../rules/name-sort.ts'
import { abroadReasons } from '../words.ts'
import { type Identities, identitiesOf, type NewIdentity, shownIdentities } from './identities.ts'
import { statusSteps } from './statuses.ts'
import {
  insertPeople,
  type PersonRecord,
  personRecords,
  removeStatuses,
  updatePeople,
  writeIdentities,
  writeStatuses,
} from '../store/records.ts'

const date = (key: string, zh: string, en: string, more: Partial<Column> = {}): Column => ({
  key,
  zh,
  en,
  type: 'date',
  ...more,
})

export const peopleSheet: Sheet = {
  key: 'people',
  zh: '人员',
  en: 'People',
  columns: [
    institutionColumn,
    {
      key: 'staffNo',
      zh: '工号',
      en: 'Staff number',
      type: 'text',
      required: true,
      max: 40,
      example: 'A00123',
    },
    { key: 'name', zh: '姓名', en: 'Name', type: 'text', required: true, max: 60, example: '张三' },
    { key: 'gender', zh: '性别', en: 'Gender', type: 'choice', choices: genders },
    date('bornOn', '出生日期', 'Born on', { example: '1985-06-01' }),
    { key: 'education', zh: '学历', en: 'Education', type: 'choice', choices: educations },
    { key: 'title', zh: '职称', en: 'Title', type: 'text', max: 60, example: '副主任医师' },
    {
      key: 'status',
      zh: '政治面貌',
      en: 'Party status',
      type: 'choice',
      required: true,
      choices: partyStatuses,
    },
    date('probationOn', '入党日期', 'Probationary member on', {
      note: {
        zh: '支部党员大会通过其为预备党员之日；预备党员、正式党员必填',
        en: 'the day the branch meeting admitted them; required for probationary and full members',
      },
      example: '2019-07-01',
    }),
    date('fullOn', '转正日期', 'Full member on', {
      note: {
        zh: '正式党员必填；党龄从这一天算起',
        en: 'required for full members; Party standing counts from this day',
      },
      example: '2020-07-01',
    }),
    {
      key: 'partyUnit',
      zh: '所在党组织编码',
      en: 'Party unit code',
      type: 'text',
      max: 40,
      note: { zh: '党支部或党小组；党员必填', en: 'a branch or Party group; required for members' },
      example: 'ZB01',
    },
    date('partyUnitFrom', '组织关系开始日期', 'In the Party unit from'),
    { key: 'department', zh: '科室编码', en: 'Department code', type: 'text', max: 40, example: 'KS001' },
    {
      key: 'service',
      zh: '在职状态',
      en: 'Service',
      type: 'choice',
      choices: services,
      note: { zh: '空白表示在职', en: 'blank means in service' },
    },
    {
      key: 'idNumber',
      zh: '证件号码',
      en: 'Identity number',
      type: 'text',
      max: 30,
      width: 22,
      sealed: true,
      note: {
        zh: '居民身份证 18 位（或旧号 15 位）、护照号；加密保存，导出时遮盖；空白或带 * 的表示不变',
        en: 'resident number of 18 (or the old 15) digits, or a passport; kept sealed, exported masked; blank or with * means unchanged',
      },
      example: '999999198001010011',
    },
    {
      key: 'phone',
      zh: '手机号码',
      en: 'Phone',
      type: 'text',
      max: 30,
      sealed: true,
      note: {
        zh: '加密保存，导出时遮盖；空白或带 * 的表示不变',
        en: 'kept sealed, exported masked; blank or with * means unchanged',
      },
      example: '19900001234',
    },
    date('floatingSince', '流动开始日期', 'Floating since', {
      note: { zh: '流动党员填写', en: 'of members who live and work elsewhere' },
    }),
    {
      key: 'floatingPlace',
      zh: '流动去向',
      en: 'Floating to',
      type: 'text',
      max: 100,
      example: '浙江省杭州市',
    },
    date('abroadSince', '出国（境）日期', 'Abroad since'),
    {
      key: 'abroadFor',
      zh: '出国（境）事由',
      en: 'Abroad for',
      type: 'choice',
      choices: abroadReasons,
      note: { zh: '填了出国（境）日期就要填', en: 'required with the day of leaving' },
    },
    date('lostContactSince', '失去联系日期', 'Out of touch since'),
    {
      key: 'infirm',
      zh: '年老体弱',
      en: 'Infirm',
      type: 'boolean',
      note: { zh: '因年老体弱不便参加组织生活', en: 'too old or ill to take part in meetings' },
    },
  ],
  id: ['institution', 'staffNo'],
}

type Living = { readonly unitId: string; readonly fromOn: string } | null
type Read = {
  readonly person: PersonRecord
  readonly living: Living
  readonly identity: NewIdentity | null
}

/** What exists, to compare with. */
type Existing = {
  readonly people: ReadonlyMap<string, PersonRecord>
  readonly living: ReadonlyMap<string, AffiliationRecord>
  readonly identities: Identities
}

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

function readPerson(planning: Planning, cells: Reader, existing: Existing, row: number): Read | null {
  const { directory } = planning
  const code = cells.institution()
  const institution = directory.institutions.get(code)
  if (institution === undefined) {
    cells.fault('institution', 'reference_missing', { value: code })
    return null
  }
  const staffNo = cells.text('staffNo') ?? ''
  const known = directory.person(code, staffNo)
  if (known !== undefined && known.staffNo !== staffNo) {
    // This number is a duplicate's: it was merged, and the file would overwrite the person who was kept.
    cells.fault('staffNo', 'duplicate', { value: staffNo, staffNo: known.staffNo })
    return null
  }
  const before = known === undefined ? undefined : existing.people.get(known.id)
  const affiliated = known === undefined ? undefined : existing.living.get(known.id)
  // A column that the file leaves out keeps what exists.
  const keep = <V>(column: string, old: V | undefined, read: () => V): V =>
    cells.absent(column) && old !== undefined ? old : read()
  const text = (column: keyof PersonRecord): string | null =>
    keep(column, before?.[column] as string | null | undefined, () => cells.text(column))
  const name = cells.text('name') ?? ''
  const status = cells.text('status') as PartyStatus
  const partyUnit = cells.unit('partyUnit')
  const department = cells.unit('department')
  const from = cells.text('partyUnitFrom')
  const living: Living = cells.absent('partyUnit')
    ? affiliated === undefined
      ? null
      : { unitId: affiliated.unitId, fromOn: affiliated.fromOn }
    : partyUnit === null || from === null
      ? null
      : { unitId: partyUnit.id, fromOn: from }
  const person: PersonRecord = {
    institutionId: institution.id,
    id: before?.id ?? newId(),
    staffNo,
    name,
    nameSort: before?.name === name ? before.nameSort : nameSort(name),
    gender: text('gender') as PersonRecord['gender'],
    bornOn: text('bornOn'),
    education: text('education') as PersonRecord['education'],
    title: text('title'),
    status,
    probationOn: text('probationOn'),
    fullOn: text('fullOn'),
    departmentId: keep('department', before?.departmentId, () => department?.id ?? null),
    service: keep(
      'service',
      before?.service,
      () => (cells.text('service') as PersonRecord['service'] | null) ?? 'in_service',
    ),
    floatingSince: text('floatingSince'),
    floatingPlace: text('floatingPlace'),
    abroadSince: text('abroadSince'),
    abroadFor: text('abroadFor') as PersonRecord['abroadFor'],
    lostContactSince: text('lostContactSince'),
    infirm: keep('infirm', before?.infirm, () => cells.yes('infirm')),
  }

  judgeStatus(cells, person)
  judgeWhereabouts(cells, person)
  if (isMember(status) && living === null && cells.text('partyUnit') === null)
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
    living !== null &&
    living.unitId !== affiliated.unitId &&
    living.fromOn <= affiliated.fromOn
  ) {
    cells.fault('partyUnitFrom', 'conflict', { from: affiliated.fromOn })
  }
  return { person, living, identity: existing.identities.read(cells, person, row) }
}

function judgeStatus(cells: Reader, { status, probationOn, fullOn }: PersonRecord): void {
  // A member whose membership is suspended was admitted too.
  if ((isMember(status) || status === 'suspended') && probationOn === null)
    cells.fault('probationOn', 'required')
  if (status === 'full' && fullOn === null) cells.fault('fullOn', 'required')
  if (isNotYetFull(status) && fullOn !== null) cells.fault('fullOn', 'conflict', { status })
  if (probationOn !== null && fullOn !== null && fullOn < probationOn) {
    cells.fault('fullOn', 'conflict', { from: probationOn, until: fullOn })
  }
}

/** Those who were never full members have no day of becoming one; who left the Party may have had one. */
const notYetFull: readonly PartyStatus[] = ['probationary', 'candidate', 'activist', 'applicant', 'none']
const isNotYetFull = (status: PartyStatus): boolean => notYetFull.includes(status)

function judgeWhereabouts(cells: Reader, person: PersonRecord): void {
  if (person.abroadSince !== null && person.abroadFor === null) cells.fault('abroadFor', 'required')
  if (person.abroadSince === null && person.abroadFor !== null) cells.fault('abroadSince', 'required')
  if (person.floatingSince === null && person.floatingPlace !== null) cells.fault('floatingSince', 'required')
}

async function apply(
  planning: Planning,
  existing: Existing,
  created: readonly Read[],
  updated: readonly Read[],
): Promise<void> {
  const { tx, pace, today } = planning
  const all = [...created, ...updated]
  await insertPeople(
    tx,
    created.map((read) => read.person),
    pace,
  )
  await updatePeople(
    tx,
    updated.map((read) => read.person),
    pace,
  )
  const changes = all.map(({ person }) => ({ before: existing.people.get(person.id), after: person }))
  const histories = await readHistories(
    tx,
    planning.institutionIds,
    updated.map(({ person }) => person.id),
  )
  const { gone, come } = statusSteps(changes, histories, today)
  await removeStatuses(tx, gone)
  await writeStatuses(tx, come, (step) => existing.people.has(step.personId), pace)
  const sealed = await existing.identities.seal(
    all.flatMap(({ identity }) => (identity === null ? [] : [identity])),
  )
  await writeIdentities(tx, sealed, (row) => existing.people.has(row.person_id), pace)

  const begun: AffiliationRecord[] = []
  const changed: AffiliationRecord[] = []
  for (const { person, living: next } of all) {
    const now = existing.living.get(person.id)
    const record =
      next === null
        ? null
        : { institutionId: person.institutionId, personId: person.id, ...next, untilOn: null }
    if (now === undefined) {
      if (record !== null) begun.push(record)
    } else if (record === null) changed.push({ ...now, untilOn: dayBefore(today) })
    else if (record.fromOn === now.fromOn) changed.push(record)
    else {
      changed.push({ ...now, untilOn: dayBefore(record.fromOn) })
      begun.push(record)
    }
  }
  await updateAffiliations(tx, changed, pace)
  await insertAffiliations(tx, begun, pace)
}
