// The words of faults, flags and lists: for the screen and for the file of faults.

import type { FaultCode } from './file/check.ts'

export type Language = 'zh' | 'en'

const faultWords: Readonly<Record<FaultCode, Readonly<Record<Language, string>>>> = {
  column_count: {
    zh: '列数与表头不符（实有 / 应有），可能串列或文件不完整',
    en: 'Number of cells differs from the header (found / expected): shifted columns or a cut file',
  },
  bad_encoding: { zh: '编码与全文件不一致，无法辨认', en: 'Encoded differently from the file, not readable' },
  unclosed_quote: { zh: '双引号没有成对', en: 'A quotation mark is not closed' },
  required: { zh: '必填项为空', en: 'Required and empty' },
  too_long: { zh: '超过规定长度', en: 'Longer than allowed' },
  not_a_number: { zh: '不是规定格式的数字', en: 'Not a number of the required form' },
  not_a_date: {
    zh: '不是存在的日期，或格式不是 yyyy-MM-dd（时间为 yyyy-MM-dd HH:mm:ss）',
    en: 'No existing date, or not yyyy-MM-dd (times: yyyy-MM-dd HH:mm:ss)',
  },
  not_in_list: { zh: '不在值域内', en: 'Not in the value set' },
  discharged_before_admission: { zh: '出院时间早于入院时间', en: 'Discharged before admission' },
  born_after_admission: { zh: '出生日期晚于入院时间', en: 'Born after admission' },
  in_future: { zh: '出院时间在今天之后', en: 'Discharged after today' },
  other_institution: { zh: '组织机构代码与本院不同', en: 'Organisation code of another institution' },
  repeated_stay: {
    zh: '同一病案号与住院次数在后面又出现，以最后一行为准',
    en: 'Same record number and admission count again further down; the last line counts',
  },
}

export function faultWord(code: string, language: Language): string {
  const words = (faultWords as Readonly<Record<string, Readonly<Record<Language, string>> | undefined>>)[code]
  return words?.[language] ?? code
}

export type NamedFault = {
  readonly line: number
  readonly column: string | null
  readonly columnName: string | null
  readonly code: string
  readonly value: string | null
}

/** The faults as CSV that Excel opens; cells that would run as formulas are made plain text. */
export function faultsCsv(faults: readonly NamedFault[], language: Language): string {
  const head =
    language === 'zh' ? ['行号', '列', '列名', '原值', '问题'] : ['Line', 'Column', 'Name', 'Value', 'Fault']
  const quote = (cell: string): string => {
    const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const lines = faults.map(({ line, column, columnName, value, code }) =>
    [String(line), column ?? '', columnName ?? '', value ?? '', faultWord(code, language)]
      .map(quote)
      .join(','),
  )
  return `\uFEFF${[head.join(','), ...lines].join('\r\n')}\r\n`
}
