// The sheets of a scheme file: their names and columns, in Chinese or by key; what each column holds stands in the room's README.

import type { Column, Sheet } from '../../../core/workbook/index.ts'
import { type ListKind, listKinds } from '../rules/scheme.ts'

const text = (key: string, zh: string, en: string): Column => ({ key, zh, en, type: 'text', max: 2000 })
const needed = (key: string, zh: string, en: string): Column => ({ ...text(key, zh, en), required: true })

const sheet = (key: ListKind, zh: string, en: string, columns: readonly Column[]): Sheet => ({
  key,
  zh,
  en,
  columns,
  // Repetitions are found in the whole scheme, where their reason can be said.
  id: [],
})

export const sheets: Readonly<Record<ListKind, Sheet>> = {
  codes: sheet('codes', '编码集合', 'Code sets', [
    needed('set', '集合', 'Set'),
    needed('code', '编码', 'Code'),
  ]),
  mdc: sheet('mdc', 'MDC', 'MDC', [
    needed('code', '编码', 'Code'),
    needed('name', '名称', 'Name'),
    needed('order', '顺序', 'Order'),
    text('principal', '主要诊断', 'Principal diagnosis'),
    text('procedure', '主要手术', 'Principal procedure'),
    text('sex', '性别', 'Sex'),
    text('age_from', '日龄下限', 'Age from, days'),
    text('age_to', '日龄上限', 'Age to, days'),
    text('regions', '受伤部位', 'Body regions'),
    text('regions_least', '至少部位数', 'At least'),
  ]),
  adrg: sheet('adrg', 'ADRG', 'ADRG', [
    needed('code', '编码', 'Code'),
    needed('name', '名称', 'Name'),
    needed('mdc', 'MDC', 'MDC'),
    needed('kind', '类别', 'Kind'),
    needed('order', '顺序', 'Order'),
  ]),
  condition: sheet('condition', '入组条件', 'Conditions', [
    needed('adrg', 'ADRG', 'ADRG'),
    text('principal', '主要诊断', 'Principal diagnosis'),
    text('diagnosis', '任一诊断', 'Any diagnosis'),
    text('main_procedure', '主要手术', 'Principal procedure'),
    text('any_procedure', '任一手术', 'Any procedure'),
    text('with_procedure', '并同手术', 'Together with'),
    text('sex', '性别', 'Sex'),
    text('age_from', '日龄下限', 'Age from, days'),
    text('age_to', '日龄上限', 'Age to, days'),
    text('weight_from', '出生体重下限', 'Birth weight from, g'),
    text('weight_to', '出生体重上限', 'Birth weight to, g'),
  ]),
  precedence: sheet('precedence', '手术层级', 'Hierarchy', [
    needed('before', '在前', 'Before'),
    needed('after', '在后', 'After'),
  ]),
  drg: sheet('drg', 'DRG', 'DRG', [
    needed('code', '编码', 'Code'),
    needed('name', '名称', 'Name'),
    needed('adrg', 'ADRG', 'ADRG'),
    needed('level', '并发症与合并症', 'Level'),
    needed('weight', '权重', 'Weight'),
    text('cost', '参考次均费用', 'Reference cost, yuan'),
    text('days', '参考平均住院日', 'Reference days'),
    text('stratum', '风险分层', 'Risk stratum'),
    text('mortality', '参考死亡率', 'Reference mortality, %'),
  ]),
  cc: sheet('cc', 'CC与MCC', 'CC and MCC', [
    needed('code', '编码', 'Code'),
    needed('level', '级别', 'Level'),
    text('table', '排除表', 'Exclusion table'),
  ]),
  exclusion: sheet('exclusion', '排除表', 'Exclusions', [
    needed('table', '排除表', 'Exclusion table'),
    needed('code', '主要诊断编码', 'Principal diagnosis'),
  ]),
}

/** The list that a file is by its name: `cc.csv`, `CC与MCC.csv`, `2024_drg.csv`; null when none fits. */
export function listOfFile(name: string): ListKind | null {
  const stem = name.replace(/\.[^.]*$/, '').toLowerCase()
  const plain = listKinds.find(
    (kind) =>
      stem === kind || stem === sheets[kind].zh.toLowerCase() || stem === sheets[kind].en.toLowerCase(),
  )
  if (plain !== undefined) return plain
  const words = stem.split(/[\s_.-]+/)
  return (
    listKinds.find((kind) => words.includes(kind) || stem.endsWith(sheets[kind].zh.toLowerCase())) ?? null
  )
}
