// The sheet of institutions: the first row is the institution that the workbook is about; a commission lists those below.

import { newId } from '../../../core/ids.ts'
import type { Fault, Sheet } from '../../../core/workbook/index.ts'
import type { Port } from '../port.ts'
import {
  codeTaken,
  type InstitutionRecord,
  institutionRecords,
  insertInstitution,
  insertUnits,
  updateInstitution,
} from '../store/index.ts'
import { readRow, sameValues } from './keyed.ts'

const sheet: Sheet = {
  key: 'institutions',
  zh: '机构',
  en: 'Institutions',
  columns: [
    { key: 'code', zh: '机构编码', en: 'Code', type: 'text', required: true, max: 40 },
    { key: 'name', zh: '机构名称', en: 'Name', type: 'text', required: true, max: 80 },
    {
      key: 'kind',
      zh: '类别',
      en: 'Kind',
      type: 'choice',
      required: true,
      choices: [
        { value: 'commission', zh: '卫生健康委', en: 'Health commission' },
        { value: 'institution', zh: '医疗卫生机构', en: 'Institution' },
      ],
    },
    { key: 'parent', zh: '上级机构编码', en: 'Code of the institution above', type: 'text', max: 40 },
    {
      key: 'level',
      zh: '等级',
      en: 'Level',
      type: 'text',
      max: 40,
      note: { zh: '如：三级甲等综合医院', en: 'such as: tertiary grade A general hospital' },
    },
    {
      key: 'dutiesFrom',
      zh: '应办事项起始日',
      en: 'Duties from',
      type: 'date',
      required: true,
      note: { zh: '从这一天起由制度生成应办事项', en: 'from this day on duties are issued by the rules' },
    },
    { key: 'demo', zh: '演示数据', en: 'Demo', type: 'boolean' },
  ],
  id: ['code'],
}

type Planned = InstitutionRecord & { readonly rootPath: readonly string[] }

export const institutionsPort: Port = {
  sheet,
  plan: async (planning, rows) => {
    const { tx, directory } = planning
    const faults: Fault[] = []
    const existing = new Map(
      (await institutionRecords(tx, planning.institutionIds)).map((record) => [record.code, record]),
    )
    const created: Planned[] = []
    const updated: InstitutionRecord[] = []
    let unchanged = 0
    for (const row of rows) {
      const taken = await codeTaken(tx, String(row.values['code']))
      const read = readRow(planning, sheet, row, faults, (cells) => {
        const code = cells.text('code') ?? ''
        const before = existing.get(code)
        const parentCode = cells.text('parent')
        const parent = parentCode === null ? undefined : directory.institutions.get(parentCode)
        if (parentCode !== null && parent === undefined)
          cells.fault('parent', 'reference_missing', { value: parentCode })
        // A code that exists but lies out of reach is refused like any other place one may not write to.
        const reached =
          before === undefined
            ? !taken && planning.mayWrite(parent?.rootPath ?? [])
            : planning.mayWrite(directory.institutions.get(code)?.rootPath ?? [])
        if (!reached) cells.fault('code', 'not_allowed', { value: code })
        const id = before?.id ?? newId()
        const values = {
          id,
          code,
          name: cells.text('name') ?? '',
          kind: cells.text('kind') === 'commission' ? ('commission' as const) : ('institution' as const),
          parentId: parent?.id ?? null,
          level: cells.absent('level') ? (before?.level ?? null) : cells.text('level'),
          dutiesFrom: cells.text('dutiesFrom') ?? '',
          demo: cells.absent('demo') ? (before?.demo ?? false) : row.values['demo'] === true,
        }
        if (before !== undefined && (before.kind !== values.kind || before.parentId !== values.parentId)) {
          cells.fault('kind', 'conflict', { value: code })
        }
        return { before, parent, values }
      })
      if (read === null) continue
      const { before, parent, values } = read
      if (before !== undefined) {
        if (sameValues(values, before)) unchanged += 1
        else updated.push({ ...values, path: before.path })
        continue
      }
      const rootId = newId()
      const rootPath = [...(parent?.rootPath ?? []), rootId]
      const path = [...(parent?.path ?? []), values.id]
      created.push({ ...values, path, rootPath })
      directory.addInstitution(values.code, { id: values.id, path, rootPath })
      directory.addUnit(values.code, {
        institutionId: values.id,
        id: rootId,
        code: values.code,
        kind: values.kind,
        path: rootPath,
      })
      await planning.widen(values.id)
    }
    return {
      created: created.length,
      updated: updated.length,
      unchanged,
      faults,
      apply: async () => {
        for (const { rootPath, ...institution } of created) {
          await insertInstitution(tx, institution)
          await insertUnits(tx, [
            {
              institutionId: institution.id,
              id: rootPath.at(-1) ?? '',
              code: institution.code,
              name: institution.name,
              kind: institution.kind,
              form: 'plain',
              parentId: null,
              path: rootPath,
              foundedOn: null,
              dissolvedOn: null,
            },
          ])
        }
        for (const institution of updated) await updateInstitution(tx, institution, planning.today)
      },
    }
  },
  rows: async (tx, institutionIds, directory) =>
    (await institutionRecords(tx, institutionIds)).map((institution) => ({
      code: institution.code,
      name: institution.name,
      kind: institution.kind,
      parent:
        institution.parentId !== null && institutionIds.includes(institution.parentId)
          ? (directory.codeOf(institution.parentId) ?? null)
          : null,
      level: institution.level,
      dutiesFrom: institution.dutiesFrom,
      demo: institution.demo,
    })),
}
