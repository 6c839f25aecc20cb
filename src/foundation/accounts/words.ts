// What can be wrong with a row of imported accounts, in one sentence; for the screen and for the workbook sent back.

type Fault = {
  readonly row: number | null
  readonly column: string | null
  readonly code: string
  readonly facts: Readonly<Record<string, string | number>>
}

const sentences = {
  zh: {
    required: () => '这一格必填，现在是空的',
    too_long: (facts: Fault['facts']) => `内容有 ${facts['length']} 个字符，最多 ${facts['max']} 个`,
    not_a_choice: (facts: Fault['facts']) => `“${facts['text']}”不在可选项中，请从下拉列表选择`,
    duplicate: (facts: Fault['facts']) =>
      'first' in facts ? `与第 ${facts['first']} 行重复，请只留一行` : '重复，请只留一个',
    formula: () => '公式没有算出结果，请改填内容',
    sheet_missing: () => '没有“账号”这张表，请使用模板',
    sheet_unknown: (facts: Fault['facts']) =>
      `没有名为“${facts['name']}”的表，请改成模板中的表名，或删去这张表`,
    column_missing: () => '缺少这一列，请从模板复制列名',
    column_unknown: (facts: Fault['facts']) =>
      `列名“${facts['heading']}”不认识，请改成模板中的列名，或删去这一列`,
    reference_missing: (facts: Fault['facts']) => `找不到“${facts['value']}”，请核对编码或工号`,
    conflict: (facts: Fault['facts']) => `用户名“${facts['value']}”已有人使用，请换一个`,
    not_allowed: (facts: Fault['facts']) => `一次最多导入 ${facts['most']} 行，请分几次导入`,
    other: () => '请对照模板说明改正',
  },
  en: {
    required: () => 'This cell must be filled in',
    too_long: (facts: Fault['facts']) => `${facts['length']} characters, at most ${facts['max']} are allowed`,
    not_a_choice: (facts: Fault['facts']) =>
      `“${facts['text']}” is not one of the choices: use the drop-down list`,
    duplicate: (facts: Fault['facts']) =>
      'first' in facts ? `Repeats row ${facts['first']}: keep one` : 'Is there twice: keep one',
    formula: () => 'The formula has no result: enter the value',
    sheet_missing: () => 'There is no sheet “Accounts”: please use the template',
    sheet_unknown: (facts: Fault['facts']) =>
      `The sheet “${facts['name']}” is unknown: use the name of the template, or delete it`,
    column_missing: () => 'This column is missing: copy the heading from the template',
    column_unknown: (facts: Fault['facts']) =>
      `The heading “${facts['heading']}” is unknown: use one of the template, or delete the column`,
    reference_missing: (facts: Fault['facts']) =>
      `“${facts['value']}” was not found: check the code or staff number`,
    conflict: (facts: Fault['facts']) => `The user name “${facts['value']}” is in use: choose another`,
    not_allowed: (facts: Fault['facts']) => `At most ${facts['most']} rows at a time: please split the file`,
    other: () => 'Please compare with the notes of the template',
  },
} as const

/** What is wrong, and what to do, without a code. */
export function importFaultSentence(fault: Fault, language: 'zh' | 'en'): string {
  const known: Readonly<Record<string, (facts: Fault['facts']) => string>> = sentences[language]
  return (known[fault.code] ?? sentences[language].other)(fault.facts)
}
