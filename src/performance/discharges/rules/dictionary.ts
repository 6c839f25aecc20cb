// The published dictionary of the HQMS front page (病案首页), edition 2019: 135 items, 642 columns of a file.

export type Item = {
  /** As in the file's header; of a repeated item the first: C06x01C stands for C06x01C … C06x40C. */
  readonly code: string
  readonly kind: 'text' | 'number' | 'date' | 'moment' | 'set'
  /** Most characters or digits; null: not stated. */
  readonly length: number | null
  /** Digits after the point. */
  readonly scale: number
  /** Y must be filled, C only under a condition that the dictionary does not state in a form to check. */
  readonly required: 'Y' | 'C' | '-'
  readonly valueSet: string | null
  readonly repeat: number
  readonly name: string
}

/**
 * The edition of which every column is known, and the later one of 811 columns, of which only some additions were read in
 * a public program: its cost column is wider. What it adds is neither checked nor kept.
 */
export const editions = ['hqms-2019', 'hqms-811'] as const
export type Edition = (typeof editions)[number]

/** Columns that only the later edition has: 证件类别, 是否日间手术. */
const laterOnly: readonly string[] = ['A20N', 'B38']

/** Which edition a header is of. */
export function editionOf(header: readonly string[]): Edition {
  const headings = new Set(header.map((heading) => heading.trim().toUpperCase()))
  return laterOnly.some((code) => headings.has(code)) ? 'hqms-811' : 'hqms-2019'
}

/** Most digits before the point, where the later edition allows more: 住院总费用 became (11,2). */
export const laterDigits: Readonly<Record<string, number>> = { D01: 9 }

// code kind length required value-set repeat name
const table = `
A01 text 22 Y - 1 组织机构代码
A02 text 80 Y - 1 医疗机构名称
A48 text 50 Y - 1 病案号
A49 number 4 Y - 1 住院次数
B12 moment - Y - 1 入院时间
B15 moment - Y - 1 出院时间
A47 text 50 - - 1 健康卡号
A46C text 3 Y RC032 1 医疗付费方式
A11 text 40 Y - 1 姓名
A12C number 1 Y RC001 1 性别
A13 date 10 Y - 1 出生日期
A14 number 3 Y - 1 年龄（岁）
A15C text 40 Y - 1 国籍
A21C text 1 Y RC002 1 婚姻
A38C text 2 Y RC003 1 职业
A19C text 2 Y RC035 1 民族
A20 text 18 Y - 1 身份证号
A22 text 200 Y - 1 出生地址
A23C text 50 Y RC036 1 籍贯省（自治区、直辖市）
A24 text 200 Y - 1 户口地址
A25C text 6 Y - 1 户口地址邮政编码
A26 text 200 Y - 1 现住址
A27 text 40 Y - 1 现住址电话
A28C text 6 Y - 1 现住址邮政编码
A29 text 200 Y - 1 工作单位及地址
A30 text 20 Y - 1 工作单位电话
A31C text 6 Y - 1 工作单位邮政编码
A32 text 40 Y - 1 联系人姓名
A33C text 1 Y RC033 1 联系人关系
A34 text 200 Y - 1 联系人地址
A35 text 40 Y - 1 联系人电话
B11C text 1 Y RC026 1 入院途径
B13C text 6 Y RC023 1 入院科别
B14 text 30 Y - 1 入院病房
B21C set - - RC023 1 转科科别
B16C text 6 Y RC023 1 出院科别
B17 text 30 Y - 1 出院病房
B20 number 6 Y - 1 实际住院（天）
C01C text 20 Y - 1 门（急）诊诊断编码
C02N text 100 Y - 1 门（急）诊诊断名称
C03C text 20 Y - 1 出院主要诊断编码
C04N text 100 Y - 1 出院主要诊断名称
C05C text 1 Y RC027 1 出院主要诊断入院病情
C06x01C text 20 - - 40 出院其他诊断编码
C07x01N text 100 - - 40 出院其他诊断名称
C08x01C text 1 - RC027 40 出院其他诊断入院病情
C09C text 20 C - 1 病理诊断编码
C10N text 100 C - 1 病理诊断名称
C11 text 50 C - 1 病理号
C12C text 20 C - 1 损伤、中毒外部原因编码
C13N text 100 C - 1 损伤、中毒外部原因名称
C24C text 1 Y RC037 1 有无药物过敏
C25 text 200 C - 1 过敏药物名称
B22 text 40 Y - 1 科主任
B23 text 40 Y - 1 主（副主）任医师
B24 text 40 Y - 1 主治医师
B25 text 40 Y - 1 住院医师
B26 text 40 Y - 1 责任护士
B27 text 40 - - 1 进修医师
B28 text 40 - - 1 实习医师
B29 text 40 Y - 1 编码员
B30C text 1 - RC011 1 病案质量
B31 text 40 - - 1 质控医师
B32 text 40 - - 1 质控护师
B33 date - - - 1 质控日期
C34C text 1 - RC016 1 死亡患者尸检
C26C text 1 Y RC030 1 ABO血型
C27C text 1 Y RC031 1 Rh血型
C14x01C text 20 Y - 1 主要手术操作编码
C15x01N text 100 Y - 1 主要手术操作名称
C16x01 moment - Y - 1 主要手术操作日期
C17x01 text 1 C RC029 1 主要手术操作级别
C18x01 text 40 C - 1 主要手术操作术者
C19x01 text 40 C - 1 主要手术操作Ⅰ助
C20x01 text 40 C - 1 主要手术操作Ⅱ助
C21x01C text 2 C RC014 1 主要手术操作切口愈合等级
C22x01C text 6 C RC013 1 主要手术操作麻醉方式
C23x01 text 40 C - 1 主要手术操作麻醉医师
C35x01C text 20 - - 40 其他手术操作编码
C36x01N text 100 - - 40 其他手术操作名称
C37x01 moment - - - 40 其他手术操作日期
C38x01 text 1 - RC029 40 其他手术操作级别
C39x01 text 40 - - 40 其他手术操作术者
C40x01 text 40 - - 40 其他手术操作Ⅰ助
C41x01 text 40 - - 40 其他手术操作Ⅱ助
C42x01C text 2 - RC014 40 其他手术操作切口愈合等级
C43x01C text 6 - RC013 40 其他手术操作麻醉方式
C44x01 text 40 - - 40 其他手术操作麻醉医师
A16 number 3 C - 1 年龄不足1周岁的年龄（天）
A18x01 number 6 C - 1 新生儿出生体重(克)
A18x02 number 6 - - 1 新生儿出生体重(克)2
A18x03 number 6 - - 1 新生儿出生体重(克)3
A18x04 number 6 - - 1 新生儿出生体重(克)4
A18x05 number 6 - - 1 新生儿出生体重(克)5
A17 number 6 C - 1 新生儿入院体重（克）
C28 number 5 Y - 1 颅脑损伤患者入院前昏迷时间（天）
C29 number 2 Y - 1 颅脑损伤患者入院前昏迷时间(小时)
C30 number 2 Y - 1 颅脑损伤患者入院前昏迷时间(分钟)
C31 number 5 Y - 1 颅脑损伤患者入院后昏迷时间（天）
C32 number 2 Y - 1 颅脑损伤患者入院后昏迷时间(小时)
C33 number 2 Y - 1 颅脑损伤患者入院后昏迷时间(分钟)
B36C number 1 Y RC028 1 是否有出院31日内再住院计划
B37 text 100 C - 1 出院31天再住院计划目的
B34C text 1 Y RC019 1 离院方式
B35 text 100 C - 1 医嘱转院、转社区卫生服务机构/乡镇卫生院名称
D01 number 10.2 Y - 1 住院总费用
D09 number 10.2 Y - 1 住院总费用其中自付金额
D11 number 10.2 - - 1 1.一般医疗服务费
D12 number 10.2 - - 1 2.一般治疗操作费
D13 number 10.2 - - 1 3.护理费
D14 number 10.2 - - 1 4.综合医疗服务类其他费用
D15 number 10.2 - - 1 5.病理诊断费
D16 number 10.2 - - 1 6.实验室诊断费
D17 number 10.2 - - 1 7.影像学诊断费
D18 number 10.2 - - 1 8.临床诊断项目费
D19 number 10.2 - - 1 9.非手术治疗项目费
D19x01 number 10.2 - - 1 其中：临床物理治疗费
D20 number 10.2 - - 1 10.手术治疗费
D20x01 number 10.2 - - 1 其中：麻醉费
D20x02 number 10.2 - - 1 其中：手术费
D21 number 10.2 - - 1 11.康复费
D22 number 10.2 - - 1 12.中医治疗费
D23 number 10.2 - - 1 13.西药费
D23x01 number 10.2 - - 1 其中：抗菌药物费
D24 number 10.2 - - 1 14.中成药费
D25 number 10.2 - - 1 15.中草药费
D26 number 10.2 - - 1 16.血费
D27 number 10.2 - - 1 17.白蛋白类制品费
D28 number 10.2 - - 1 18.球蛋白类制品费
D29 number 10.2 - - 1 19.凝血因子类制品费
D30 number 10.2 - - 1 20.细胞因子类制品费
D31 number 10.2 - - 1 21.检查用一次性医用材料费
D32 number 10.2 - - 1 22.治疗用一次性医用材料费
D33 number 10.2 - - 1 23.手术用一次性医用材料费
D34 number 10.2 - - 1 24.其他费：
`

export const items: readonly Item[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [code = '', kind, length = '-', required, valueSet, repeat, name = ''] = line.split(' ')
    const [digits = '', scale = '0'] = length.split('.')
    return {
      code,
      kind: kind as Item['kind'],
      length: digits === '-' ? null : Number(digits),
      scale: Number(scale),
      required: required as Item['required'],
      valueSet: valueSet === '-' ? null : (valueSet ?? null),
      repeat: Number(repeat),
      name,
    }
  })

/** The codes of a repeated item in the file. */
export function codesOf(item: Item): readonly string[] {
  if (item.repeat === 1) return [item.code]
  return Array.from({ length: item.repeat }, (_, at) =>
    item.code.replace('x01', `x${String(at + 1).padStart(2, '0')}`),
  )
}

/**
 * Value sets whose values were read in a public implementation of this dictionary. The others (RC002, RC003, RC013,
 * RC014, RC023, RC026, RC027, RC029, RC032, RC033, RC035, RC036) are known by name only and are not checked.
 */
export const valueSets: Readonly<Record<string, readonly string[]>> = {
  RC001: ['0', '1', '2', '9'],
  RC011: ['1', '2', '3'],
  RC016: ['1', '2'],
  RC019: ['1', '2', '3', '4', '5', '9'],
  RC028: ['1', '2'],
  RC030: ['1', '2', '3', '4', '5', '6'],
  RC031: ['1', '2', '3', '4'],
  RC037: ['1', '2'],
}

/** Columns in which "-" (missing) is not allowed; the later edition marks them so. Elsewhere a required column may hold "-". */
export const neverMissing: readonly string[] = [
  'A01',
  'A02',
  'A48',
  'A49',
  'B12',
  'B15',
  'A12C',
  'B11C',
  'B20',
  'B34C',
  'D01',
]

/** What a file must have for a stay to be known and counted: without these it is not read at all. */
export const indispensable: readonly string[] = [
  'A01',
  'A48',
  'A49',
  'A14',
  'B11C',
  'B12',
  'B15',
  'B16C',
  'B20',
  'B34C',
  'C03C',
  'C14x01C',
  'D01',
]

/** What identifies the patient or those near them: never shown with a fault, never kept. */
const ofPatient: ReadonlySet<string> = new Set([
  'A48',
  'A47',
  'A11',
  'A13',
  'A20',
  'A22',
  'A24',
  'A26',
  'A27',
  'A29',
  'A30',
  'A32',
  'A34',
  'A35',
])

/** Whether a column's value names a person: the patient, a relative, or one of the staff. */
export function isPersonal(item: Item): boolean {
  return (
    ofPatient.has(item.code) ||
    (item.kind === 'text' && /(医师|护士|护师|主任|编码员|术者|助)$/.test(item.name))
  )
}
