// The sheets that tie people and units: posts, coverage of departments, terms, and affiliations that have ended.

import type { Column, Sheet } from '../../../core/workbook/index.ts'
import type { Port } from '../port.ts'
import { termYears } from '../rules.ts'
import {
  allAffiliationsEnded,
  allCoverage,
  allPosts,
  allTerms,
  insertAffiliations,
  insertCoverage,
  insertPosts,
  insertTerms,
  updateAffiliations,
  updateCoverage,
  updatePosts,
  updateTerms,
} from '../store/index.ts'
import { type PostName, postNames } from '../words.ts'
import { institutionColumn, keyedPort } from './keyed.ts'

const staffNo: Column = {
  key: 'staffNo',
  zh: '工号',
  en: 'Staff number',
  type: 'text',
  required: true,
  max: 40,
}
const from: Column = { key: 'from', zh: '开始日期', en: 'From', type: 'date', required: true }
const until: Column = { key: 'until', zh: '结束日期', en: 'Until', type: 'date' }

const posts: Sheet = {
  key: 'posts',
  zh: '任职',
  en: 'Posts',
  columns: [
    institutionColumn,
    staffNo,
    { key: 'unit', zh: '单位编码', en: 'Unit code', type: 'text', required: true, max: 40 },
    { key: 'post', zh: '职务', en: 'Post', type: 'choice', required: true, choices: postNames },
    from,
    until,
  ],
  id: ['institution', 'unit', 'staffNo', 'post', 'from'],
}

export const postsPort: Port = keyedPort({
  sheet: posts,
  read: (row) => {
    const unit = row.unit('unit')
    const person = row.person('staffNo')
    const fromOn = row.text('from')
    const untilOn = row.text('until')
    if (fromOn !== null && untilOn !== null && untilOn < fromOn)
      row.fault('until', 'conflict', { from: fromOn, until: untilOn })
    if (unit === null || person === null || fromOn === null) return null
    return {
      institutionId: unit.institutionId,
      unitId: unit.id,
      personId: person.id,
      post: row.text('post') as PostName,
      fromOn,
      untilOn,
    }
  },
  key: (post) => [post.unitId, post.personId, post.post, post.fromOn].join(),
  existing: allPosts,
  insert: insertPosts,
  update: updatePosts,
  write: (post, codeOf) => ({
    institution: codeOf(post.institutionId) ?? null,
    staffNo: codeOf(post.personId) ?? null,
    unit: codeOf(post.unitId) ?? null,
    post: post.post,
    from: post.fromOn,
    until: post.untilOn,
  }),
})

const coverage: Sheet = {
  key: 'coverage',
  zh: '支部覆盖科室',
  en: 'Coverage',
  columns: [
    institutionColumn,
    { key: 'branch', zh: '党支部编码', en: 'Branch code', type: 'text', required: true, max: 40 },
    { key: 'department', zh: '科室编码', en: 'Department code', type: 'text', required: true, max: 40 },
    from,
    until,
  ],
  id: ['institution', 'branch', 'department', 'from'],
}

export const coveragePort: Port = keyedPort({
  sheet: coverage,
  read: (row) => {
    const branch = row.unit('branch')
    const department = row.unit('department')
    const fromOn = row.text('from')
    if (branch !== null && branch.kind !== 'branch') row.fault('branch', 'conflict', { kind: branch.kind })
    if (department !== null && department.kind !== 'department')
      row.fault('department', 'conflict', { kind: department.kind })
    if (branch === null || department === null || fromOn === null) return null
    return {
      institutionId: branch.institutionId,
      branchId: branch.id,
      departmentId: department.id,
      fromOn,
      untilOn: row.text('until'),
    }
  },
  key: (row) => [row.branchId, row.departmentId, row.fromOn].join(),
  existing: allCoverage,
  insert: insertCoverage,
  update: updateCoverage,
  write: (row, codeOf) => ({
    institution: codeOf(row.institutionId) ?? null,
    branch: codeOf(row.branchId) ?? null,
    department: codeOf(row.departmentId) ?? null,
    from: row.fromOn,
    until: row.untilOn,
  }),
})

const terms: Sheet = {
  key: 'terms',
  zh: '届次',
  en: 'Terms',
  columns: [
    institutionColumn,
    { key: 'unit', zh: '党组织编码', en: 'Party unit code', type: 'text', required: true, max: 40 },
    { key: 'number', zh: '届次', en: 'Term number', type: 'integer', required: true },
    { key: 'startedOn', zh: '本届开始日期', en: 'Started on', type: 'date', required: true },
    {
      key: 'years',
      zh: '任期（年）',
      en: 'Years',
      type: 'integer',
      note: {
        zh: '空白：党委5年，党总支、党支部3年',
        en: 'blank: 5 years for a committee, 3 for a general branch or branch',
      },
    },
  ],
  id: ['institution', 'unit', 'number'],
}

export const termsPort: Port = keyedPort({
  sheet: terms,
  read: (row) => {
    const unit = row.unit('unit')
    const number = row.number('number')
    const startedOn = row.text('startedOn')
    if (unit === null || number === null || startedOn === null) return null
    const years = row.number('years') ?? termYears[unit.kind] ?? null
    if (number < 1) row.fault('number', 'conflict', { value: number })
    if (years === null || years < 1 || years > 10) {
      row.fault('years', 'conflict', { value: years ?? '' })
      return null
    }
    return { institutionId: unit.institutionId, unitId: unit.id, number, startedOn, years }
  },
  key: (term) => [term.unitId, term.number].join(),
  existing: allTerms,
  insert: insertTerms,
  update: updateTerms,
  write: (term, codeOf) => ({
    institution: codeOf(term.institutionId) ?? null,
    unit: codeOf(term.unitId) ?? null,
    number: term.number,
    startedOn: term.startedOn,
    years: term.years,
  }),
})

const ended: Sheet = {
  key: 'affiliations',
  zh: '组织关系历史',
  en: 'Past affiliations',
  note: {
    zh: '已结束的组织关系；现在所在的党组织写在“人员”表',
    en: 'affiliations that have ended; the present one stands in the sheet of people',
  },
  columns: [
    institutionColumn,
    staffNo,
    { key: 'unit', zh: '党组织编码', en: 'Party unit code', type: 'text', required: true, max: 40 },
    from,
    { ...until, required: true },
  ],
  id: ['institution', 'staffNo', 'from'],
}

export const affiliationsPort: Port = keyedPort({
  sheet: ended,
  read: (row) => {
    const unit = row.unit('unit')
    const person = row.person('staffNo')
    const fromOn = row.text('from')
    const untilOn = row.text('until')
    if (unit === null || person === null || fromOn === null || untilOn === null) return null
    if (untilOn < fromOn) row.fault('until', 'conflict', { from: fromOn, until: untilOn })
    return { institutionId: unit.institutionId, unitId: unit.id, personId: person.id, fromOn, untilOn }
  },
  key: (row) => [row.personId, row.fromOn].join(),
  existing: allAffiliationsEnded,
  insert: insertAffiliations,
  update: updateAffiliations,
  write: (row, codeOf) => ({
    institution: codeOf(row.institutionId) ?? null,
    staffNo: codeOf(row.personId) ?? null,
    unit: codeOf(row.unitId) ?? null,
    from: row.fromOn,
    until: row.untilOn,
  }),
})
