// The data pack of a department as a Word file in the layout of official documents.

import { type OfficialDocument, writeOfficialDocument } from '../../core/document/index.ts'
import type { Pack } from './contract.ts'
import {
  association,
  changeText,
  differenceUnit,
  figureText,
  type Language,
  rateText,
  valueText,
} from './words.ts'

const words = {
  zh: {
    title: (name: string) => `${name}综合查房数据`,
    file: (name: string, year: number) => `${name}_${year}年综合查房数据`,
    demo: '演示数据',
    basics: '基本情况',
    hospital: '医院',
    department: '科室',
    branch: '所属党支部',
    none: '未登记',
    months: (from: string, to: string) => `（${from} 至 ${to}）`,
    period: '数据截至',
    party: '党建工作',
    partyHidden: '没有查看权限，或没有党支部覆盖本科室。',
    measures: ['项目', '本年', '上年同期'],
    rate: '应办事项落实率',
    overdue: '逾期事项',
    lectures: '党课按期完成',
    attendance: '党员到会率',
    business: '医疗业务指标',
    unmapped: '病案首页没有科别代码对应本科室，无业务指标。',
    noFigures: '本年尚无已发布的病案首页数据。',
    indicators: ['指标', '本年', '上年同期', '变化（95% 区间）', '异常月份'],
    findings: '近期检查发现',
    noFindings: '没有不符合规定的事项。',
    findingsHidden: '没有查看权限。',
    must: '应当整改',
    should: '建议整改',
    actions: '进行中的融合行动',
    noActions: '没有进行中的行动。',
    actionHead: ['行动', '责任单位', '对应指标', '截止', '前后变化'],
  },
  en: {
    title: (name: string) => `Data pack for a round: ${name}`,
    file: (name: string, year: number) => `${name}_${year}_data pack`,
    demo: 'Demonstration data',
    basics: 'Basics',
    hospital: 'Hospital',
    department: 'Department',
    branch: 'Party branch',
    none: 'not recorded',
    months: (from: string, to: string) => ` (${from} to ${to})`,
    period: 'Figures until',
    party: 'Party work',
    partyHidden: 'Not for you to see, or no branch covers this department.',
    measures: ['Measure', 'This year', 'Same months before'],
    rate: 'Fulfilment of duties',
    overdue: 'Overdue',
    lectures: 'Party lectures on time',
    attendance: 'Attendance of members',
    business: 'Hospital measures',
    unmapped: 'No department code of the front pages means this department.',
    noFigures: 'No front pages of this year are published yet.',
    indicators: [
      'Indicator',
      'This year',
      'Same months before',
      'Change (95 % interval)',
      'Months that signal',
    ],
    findings: 'Latest findings',
    noFindings: 'Nothing against the regulations.',
    findingsHidden: 'Not for you to see.',
    must: 'must be mended',
    should: 'should be mended',
    actions: 'Open actions',
    noActions: 'No open action.',
    actionHead: ['Action', 'Owner', 'Indicator', 'Until', 'Before and after'],
  },
} as const

export async function packDocument(
  pack: Pack,
  language: Language,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const text = words[language]
  return {
    name: text.file(pack.name, pack.year),
    bytes: await writeOfficialDocument(documentOf(pack, language)),
  }
}

function documentOf(pack: Pack, language: Language): OfficialDocument {
  const text = words[language]
  const heading = (title: string) => ({ kind: 'heading', level: 1, text: title }) as const
  const said = (sentence: string) => ({ kind: 'paragraph', text: sentence }) as const
  const { party, hospital, findings, actions } = pack
  const branches = pack.branches.map(({ name, from, to }) =>
    pack.branches.length > 1 ? `${name}${text.months(from, to)}` : name,
  )
  return {
    title: text.title(pack.name),
    ...(pack.demo ? { mark: text.demo } : {}),
    blocks: [
      heading(text.basics),
      {
        kind: 'facts',
        rows: [
          [text.hospital, pack.institution.name],
          [text.department, pack.name],
          [text.branch, branches.join('；') || text.none],
          [text.period, pack.to ?? '—'],
        ],
      },
      heading(text.party),
      party === null
        ? said(text.partyHidden)
        : {
            kind: 'table',
            columns: text.measures,
            rows: [
              [text.rate, rateText(party.rate), rateText(party.before)],
              [text.overdue, String(party.overdue), ''],
              [text.lectures, rateText(party.lectures), ''],
              ...(party.attendance === null ? [] : [[text.attendance, rateText(party.attendance), '']]),
            ],
          },
      heading(text.business),
      hospital === null || hospital.length === 0
        ? said(hospital === null ? text.unmapped : text.noFigures)
        : {
            kind: 'table',
            columns: text.indicators,
            rows: hospital.map((each) => [
              each.indicator[language],
              valueText(each.indicator.unit, each.value, language),
              valueText(each.indicator.unit, each.before, language),
              changed(each.indicator.unit, each, language),
              each.signals.join('、') || '—',
            ]),
          },
      heading(text.findings),
      ...(findings === null || findings.length === 0
        ? [said(findings === null ? text.findingsHidden : text.noFindings)]
        : [
            {
              kind: 'lines',
              items: findings.map(
                (each) => `${each[language]}（${each.severity === 'block' ? text.must : text.should}）`,
              ),
            } as const,
          ]),
      heading(text.actions),
      actions.length === 0
        ? said(text.noActions)
        : {
            kind: 'table',
            columns: text.actionHead,
            rows: actions.map((each) => [
              each.what,
              each.personName === null ? each.unitName : `${each.unitName} ${each.personName}`,
              each.indicator?.[language] ?? each.indicatorId,
              each.untilOn,
              each.comparison === null ? '—' : changed(each.indicator?.unit ?? '', each.comparison, language),
            ]),
          },
      said(association[language]),
    ],
    signature: { unit: pack.institution.name, date: pack.on },
  }
}

type Changed = {
  readonly difference: number | null
  readonly low: number | null
  readonly high: number | null
}

function changed(unit: string, { difference, low, high }: Changed, language: Language): string {
  if (difference === null) return '—'
  const whole = `${changeText(unit, difference)} ${differenceUnit(unit, language)}`
  return low === null || high === null
    ? whole
    : `${whole}（${figureText(unit, low)} ~ ${figureText(unit, high)}）`
}
