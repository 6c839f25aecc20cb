// Every fault of a workbook as a sentence with its facts, and every reason why a file cannot be read at all.
import { partyStatuses, unitKinds } from '../org/words.ts'

type Language = 'zh' | 'en'

const zh = {
  sheet_unknown: (name: string) => `工作簿里没有名为“${name}”的表，请改成模板中的表名，或删去这张表`,
  column_missing: '缺少这一列，整张表都不能导入；请从模板复制列名',
  column_unknown: (heading: string, cell: string) =>
    `单元格 ${cell} 的列名“${heading}”不认识，请改成模板中的列名，或删去这一列`,
  column_nameless: (cell: string) => `单元格 ${cell} 没有列名，下面却有内容；请补上列名，或清空这一列`,
  required: '这一格必填，现在是空的',
  not_a_date: (text: string) => `“${text}”不是日期，请写成 2026-03-12`,
  not_a_number: (text: string) => `“${text}”不是数字`,
  not_an_integer: (text: string) => `“${text}”不是整数`,
  not_a_choice: (text: string) => `“${text}”不在可选项中，请从下拉列表选择`,
  not_a_boolean: (text: string) => `“${text}”应填“是”或“否”`,
  too_long: (length: number, max: number) => `内容有 ${length} 个字符，最多 ${max} 个`,
  sheet_twice: (name: string) => `“${name}”与另一张表重复，请只留一张`,
  column_twice: (heading: string, cell: string) =>
    `单元格 ${cell} 的列“${heading}”与前面的列重复，请删去一列`,
  row_twice: (value: string, first: number) => `“${value}”与第 ${first} 行重复，请只留一行`,
  value_twice: (value: string) => `“${value}”与上面的一行重复，请只留一行`,
  formula: '公式没有算出结果，请改填数值',
  reference_missing: (value: string) => `找不到“${value}”：系统里和这份工作簿里都没有这个编码或工号`,
  reference_empty: '所指的编码或工号是空的',
  not_allowed: (value: string) => `“${value}”不在您可以修改的范围内`,
  bad_id_number: (value: string, why: string) => `“${value}”不是有效的证件号码：${why}`,
  id_number_why: {
    length: '居民身份证应为 18 位（或旧号 15 位）',
    date: '其中的出生日期不存在',
    checksum: '最后一位校验码不对，请核对每一位',
    characters: '只能有数字和字母',
    bornOn: '与“出生日期”不一致',
    gender: '与“性别”不一致',
  },
  bad_phone: (value: string) => `“${value}”不是电话号码；手机号为 11 位`,
  masked: (value: string) => `“${value}”带有 *，但与系统里的号码对不上；请填完整的号码，或清空`,
  number_twice: (value: string, staffNo: string) => `“${value}”已登记在工号“${staffNo}”名下`,
  quorum_absent: (due: number, absent: number) =>
    `应到 ${due} 人，缺席 ${absent} 人，未达法定人数，已确认的记录不能这样改`,
  quorum_present: (due: number, present: number, needed: number) =>
    `应到 ${due} 人，实到 ${present} 人，至少要 ${needed} 人，未达法定人数`,
  kind_below: (kind: string, parent: string) => `“${parent}”下面不能设“${kind}”，请改上级单位或类型`,
  kind_wrong: (kind: string) => `所指的单位是“${kind}”，不适合填在这里`,
  kind_meeting: (kind: string) => `“${kind}”不开这一类会议，请改单位或会议类型`,
  before: (from: string, until: string) => `结束 ${until} 早于开始 ${from}`,
  before_founding: (from: string, until: string) => `撤销日期 ${until} 早于成立日期 ${from}`,
  before_joining: (from: string, until: string) => `转正日期 ${until} 早于入党日期 ${from}`,
  not_after: (from: string) => `须晚于现有组织关系的开始日期 ${from}`,
  full_on: (status: string) => `政治面貌是“${status}”，不应有转正日期；请清空日期，或改为正式党员`,
  future: (value: string, today: string) => `${value} 晚于今天（${today}），只能导入已经开过的会议`,
  make_up: (makeUpFor: string, startedAt: string) =>
    `补开的原定日期 ${makeUpFor} 应早于开会时间 ${startedAt}`,
  limits: (value: string, least: string, most: string) => `${value} 超出范围，应在 ${least} 到 ${most} 之间`,
  rank: (rank: number, size: number) => `名次 ${rank} 大于参评总数 ${size}`,
  record: (title: string) => `与系统里已有的会议记录“${title}”不一致；这一项只能在会议页面上改`,
  below_itself: (value: string) => `“${value}”就是它自己或它的下级，不能作上级单位`,
  institution: '已有机构的类别和上级机构不能改，请改回原来的值',
  value: (value: string) => `“${value}”不合规定，请改正`,
  other: '内容有矛盾，请对照模板说明改正',
  files: {
    not_xlsx: '这不是 xlsx 文件。请用 Excel 或 WPS 打开后“另存为 xlsx”，再上传。',
    old_xls: '这是旧格式的 xls 文件。请用 Excel 或 WPS 打开后“另存为 xlsx”，再上传。',
    encrypted: '文件设有打开密码。请去掉密码后另存，再上传。',
    macro: '文件里有宏。请另存为不含宏的 xlsx，再上传。',
    entities: '文件里有可疑的外部引用（XML 实体），已拒绝打开。请用 Excel 或 WPS 重新保存，再上传。',
    disk_space: (needed: number, free: number) =>
      `服务器的磁盘空间不够：需要 ${needed} MB，只剩 ${free} MB，没有上传。请管理员腾出空间后再试。`,
    too_large: (most: number) => `文件太大，最大 ${most} MB。请删去多余的表和图片，或分几次导入。`,
    bomb: '文件展开后大得不正常，已拒绝打开。请用 Excel 或 WPS 重新保存，再上传。',
    too_many_rows: (name: string, most: number) => `“${name}”超过 ${most} 行。请分成几份工作簿，分几次导入。`,
    damaged: '文件已损坏，打不开。请用 Excel 或 WPS 打开并重新保存，再上传。',
  },
}

const en: typeof zh = {
  sheet_unknown: (name) =>
    `There is no sheet “${name}” in the workbook: use a name of the template, or delete the sheet`,
  column_missing: 'This column is missing, so the whole sheet stays out; copy the heading from the template',
  column_unknown: (heading, cell) =>
    `The heading “${heading}” in cell ${cell} is unknown: use a heading of the template, or delete the column`,
  column_nameless: (cell) =>
    `Cell ${cell} has no heading but something stands below it: name the column or clear it`,
  required: 'This cell must be filled in',
  not_a_date: (text) => `“${text}” is not a date: write 2026-03-12`,
  not_a_number: (text) => `“${text}” is not a number`,
  not_an_integer: (text) => `“${text}” is not a whole number`,
  not_a_choice: (text) => `“${text}” is not one of the choices: use the drop-down list`,
  not_a_boolean: (text) => `“${text}” should be yes or no`,
  too_long: (length, max) => `${length} characters, at most ${max} are allowed`,
  sheet_twice: (name) => `“${name}” is there twice: keep one sheet`,
  column_twice: (heading, cell) =>
    `The column “${heading}” in cell ${cell} repeats an earlier one: delete one`,
  row_twice: (value, first) => `“${value}” repeats row ${first}: keep one row`,
  value_twice: (value) => `“${value}” repeats a row above: keep one row`,
  formula: 'The formula has no result: enter the value',
  reference_missing: (value) => `“${value}” was not found, neither here nor in this workbook`,
  reference_empty: 'The code or staff number it refers to is empty',
  not_allowed: (value) => `“${value}” lies outside what you may change`,
  bad_id_number: (value, why) => `“${value}” is not a valid identity number: ${why}`,
  id_number_why: {
    length: 'a resident number has 18 (or the old 15) digits',
    date: 'the day of birth in it does not exist',
    checksum: 'its last character is wrong: compare every digit',
    characters: 'only digits and letters may stand in it',
    bornOn: 'it contradicts the day of birth',
    gender: 'it contradicts the gender',
  },
  bad_phone: (value) => `“${value}” is not a phone number; a mobile number has 11 digits`,
  masked: (value) =>
    `“${value}” is masked and does not match the number that is kept: give the whole number, or clear the cell`,
  number_twice: (value, staffNo) => `“${value}” is registered for staff number “${staffNo}”`,
  quorum_absent: (due, absent) =>
    `${due} were due and ${absent} absent: no quorum, so a confirmed record cannot be changed like this`,
  quorum_present: (due, present, needed) =>
    `${due} were due, ${present} present, ${needed} needed: no quorum`,
  kind_below: (kind, parent) => `“${kind}” cannot stand below “${parent}”: change the unit above or the kind`,
  kind_wrong: (kind) => `The unit is of the kind “${kind}”, which does not fit here`,
  kind_meeting: (kind) => `“${kind}” does not hold meetings of this kind: change the unit or the kind`,
  before: (from, until) => `The end ${until} is before the beginning ${from}`,
  before_founding: (from, until) => `Dissolved on ${until}, before the founding on ${from}`,
  before_joining: (from, until) => `Full membership on ${until} is before the admission on ${from}`,
  not_after: (from) => `Must be after ${from}, when the present affiliation began`,
  full_on: (status) => `The status is “${status}”: clear the date of full membership, or change the status`,
  future: (value, today) =>
    `${value} is after today (${today}): only meetings that were held can be imported`,
  make_up: (makeUpFor, startedAt) =>
    `The day ${makeUpFor} it makes up for should be before the meeting at ${startedAt}`,
  limits: (value, least, most) => `${value} is out of range: between ${least} and ${most}`,
  rank: (rank, size) => `Rank ${rank} is beyond the size of the group, ${size}`,
  record: (title) =>
    `Differs from the recorded meeting “${title}”: this can only be changed on the meeting’s page`,
  below_itself: (value) => `“${value}” is the unit itself or stands below it: it cannot be the unit above`,
  institution: 'Kind and upper institution of an existing institution do not change: restore the old value',
  value: (value) => `“${value}” is not allowed here: please correct it`,
  other: 'Contradictory: please compare with the notes of the template',
  files: {
    not_xlsx: 'This is not an xlsx file. Open it in Excel or WPS, save it as xlsx and upload that.',
    old_xls:
      'This is an xls file of the old format. Open it in Excel or WPS, save it as xlsx and upload that.',
    encrypted: 'The file is protected by a password. Save it without one and upload that.',
    macro: 'The file contains macros. Save it as xlsx without macros and upload that.',
    entities:
      'The file holds suspicious references (XML entities) and was not opened. Save it again in Excel or WPS and upload that.',
    disk_space: (needed, free) =>
      `The server’s disk has too little space: ${needed} MB needed, ${free} MB free. Nothing was uploaded; ask the administrator to make space.`,
    too_large: (most) =>
      `The file is larger than ${most} MB. Delete sheets and pictures that are not needed, or split it.`,
    bomb: 'Unpacked, the file is unreasonably large and was not opened. Save it again in Excel or WPS and upload that.',
    too_many_rows: (name, most) =>
      `“${name}” has more than ${most} rows. Split the workbook and import the parts.`,
    damaged: 'The file is damaged. Open it in Excel or WPS, save it again and upload that.',
  },
}

/** The texts of faults; the screens define them for their tests. */
export const faultText = { zh, en }

export type Fault = {
  readonly sheet: string
  readonly row: number | null
  readonly column: string | null
  readonly code: string
  readonly facts: Readonly<Record<string, string | number>>
}

const kindName = (value: string | number | undefined, language: Language): string =>
  unitKinds.find((kind) => kind.value === value)?.[language] ?? String(value ?? '')

const statusName = (value: string | number | undefined, language: Language): string =>
  partyStatuses.find((status) => status.value === value)?.[language] ?? String(value ?? '')

/** What is wrong in one sentence. */
export function faultSentence(fault: Fault, language: Language): string {
  const text = faultText[language]
  const { facts, code, column } = fault
  const say = (key: string): string => String(facts[key] ?? '')
  switch (code) {
    case 'sheet_unknown':
      return text.sheet_unknown(say('name'))
    case 'column_unknown':
      return say('heading') === ''
        ? text.column_nameless(say('cell'))
        : text.column_unknown(say('heading'), say('cell'))
    case 'column_missing':
    case 'required':
    case 'formula':
      return text[code]
    case 'not_a_date':
    case 'not_a_number':
    case 'not_an_integer':
    case 'not_a_choice':
    case 'not_a_boolean':
      return text[code](say('text'))
    case 'too_long':
      return text.too_long(Number(facts['length']), Number(facts['max']))
    case 'duplicate':
      // A blank institution stands for the workbook's own and says nothing.
      if ('first' in facts)
        return text.row_twice(say('value').replace(/^( \/ )+/, ''), Number(facts['first']))
      if ('heading' in facts) return text.column_twice(say('heading'), say('cell'))
      if ('staffNo' in facts) return text.number_twice(say('value'), say('staffNo'))
      return 'name' in facts ? text.sheet_twice(say('name')) : text.value_twice(say('value'))
    case 'reference_missing':
      return say('value') === '' ? text.reference_empty : text.reference_missing(say('value'))
    case 'not_allowed':
      if ('needed' in facts) {
        return text.quorum_present(Number(facts['due']), Number(facts['present']), Number(facts['needed']))
      }
      if ('absent' in facts) return text.quorum_absent(Number(facts['due']), Number(facts['absent']))
      return text.not_allowed(say('value'))
    case 'bad_id_number': {
      const why: Readonly<Record<string, string>> = text.id_number_why
      return text.bad_id_number(say('value'), why[say('reason')] ?? '')
    }
    case 'bad_phone':
    case 'masked':
      return text[code](say('value'))
    case 'conflict':
      return conflictSentence(facts, column, language)
    default:
      return text.other
  }
}

/** The facts of a conflict tell which it is. */
function conflictSentence(facts: Fault['facts'], column: string | null, language: Language): string {
  const text = faultText[language]
  const say = (key: string): string => String(facts[key] ?? '').replace('T', ' ')
  if ('parentKind' in facts) {
    return text.kind_below(kindName(facts['kind'], language), kindName(facts['parentKind'], language))
  }
  if ('unitKind' in facts) return text.kind_meeting(kindName(facts['unitKind'], language))
  if ('kind' in facts) return text.kind_wrong(kindName(facts['kind'], language))
  if ('from' in facts && 'until' in facts) {
    if (column === 'dissolvedOn') return text.before_founding(say('from'), say('until'))
    if (column === 'fullOn') return text.before_joining(say('from'), say('until'))
    return text.before(say('from'), say('until'))
  }
  if ('startedAt' in facts && 'endedAt' in facts) return text.before(say('startedAt'), say('endedAt'))
  if ('makeUpFor' in facts) return text.make_up(say('makeUpFor'), say('startedAt'))
  if ('from' in facts) return text.not_after(say('from'))
  if ('status' in facts) return text.full_on(statusName(facts['status'], language))
  if ('today' in facts) return text.future(say('value'), say('today'))
  if ('least' in facts) return text.limits(say('value'), say('least'), say('most'))
  if ('groupSize' in facts) return text.rank(Number(facts['rank']), Number(facts['groupSize']))
  if ('title' in facts) return text.record(say('title'))
  if (column === 'parent' && 'value' in facts) return text.below_itself(say('value'))
  if (column === 'kind' && 'value' in facts) return text.institution
  return say('value') === '' ? text.other : text.value(say('value'))
}

/** Why the whole file was refused, or null when that was not it. */
export function fileSentence(
  code: string,
  facts: Readonly<Record<string, unknown>>,
  language: Language,
): string | null {
  const { files } = faultText[language]
  const most = Number(facts['most'] ?? 50)
  if (code === 'too_large' && facts['reason'] === 'disk_space')
    return files.disk_space(Number(facts['neededMb']), Number(facts['freeMb']))
  if (code === 'too_large') return files.too_large(most)
  if (code !== 'unreadable_file') return null
  const { reason } = facts
  switch (reason) {
    case 'too_large':
      return files.too_large(most)
    case 'too_many_rows':
      return files.too_many_rows(typeof facts['name'] === 'string' ? facts['name'] : '', most)
    case 'not_xlsx':
    case 'old_xls':
    case 'encrypted':
    case 'bomb':
    case 'entities':
    case 'macro':
      return files[reason]
    default:
      return files.damaged
  }
}
