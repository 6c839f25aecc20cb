// The Excel sheet 考核结果: assessment results.

import type { Choice, Column, Sheet } from '../../../core/workbook/index.ts'
import type { Port } from '../../../foundation/org/index.ts'
import { type Assessment, assessments, type Dimension, dimensions, faultOfResult } from '../rules.ts'
import { changeResult, insertResults, readResults, type ResultEntry } from '../store.ts'
import { institution, number, outside, source, text, year, years } from './cells.ts'
import { port } from './port.ts'

const assessmentNames: Readonly<Record<Assessment, Omit<Choice, 'value'>>> = {
  national_tertiary: { zh: '国考（三级公立医院绩效考核）', en: 'National assessment of tertiary hospitals' },
  national_tertiary_monitored: { zh: '国考国家监测指标', en: 'National assessment, monitored indicators' },
  provincial_tertiary: { zh: '省考综合', en: 'Provincial assessment' },
  provincial_monitored: { zh: '省考监测指标', en: 'Provincial assessment, monitored indicators' },
  own: { zh: '自评或区县考核', en: 'Own assessment' },
}

const dimensionNames: Readonly<Record<Dimension, Omit<Choice, 'value'>>> = {
  scoreQuality: { zh: '医疗质量得分', en: 'Score of quality' },
  scoreEfficiency: { zh: '运营效率得分', en: 'Score of efficiency' },
  scoreDevelopment: { zh: '持续发展得分', en: 'Score of development' },
  scoreSatisfaction: { zh: '满意度评价得分', en: 'Score of satisfaction' },
}

const resultsSheet: Sheet = {
  key: 'results',
  zh: '考核结果',
  en: 'Assessment results',
  note: {
    zh: '每机构、每年度、每项考核、每个排名序列一行；分数、排名、等级至少填一项；上年值与百分位由系统计算',
    en: 'One row per institution, year, assessment and peer group, with a score, rank or grade at least; the year before and the percentile are computed',
  },
  // The group tells rows apart too, but may be missing in a file: `port` finds what repeats, the reader need not.
  id: [],
  columns: [
    institution,
    year,
    {
      key: 'assessment',
      zh: '考核',
      en: 'Assessment',
      type: 'choice',
      required: true,
      width: 34,
      choices: assessments.map((value) => ({ value, ...assessmentNames[value] })),
    },
    { key: 'peerGroup', zh: '排名序列', en: 'Peer group', type: 'text', max: 80 },
    { key: 'score', zh: '得分', en: 'Score', type: 'number' },
    {
      key: 'scoreChange',
      zh: '较上年增减分',
      en: 'Change of score',
      type: 'number',
      note: { zh: '按来源所述，下降为负', en: 'as the source says; a fall is negative' },
    },
    { key: 'rank', zh: '排名', en: 'Rank', type: 'integer' },
    {
      key: 'rankChange',
      zh: '较上年进步名次',
      en: 'Places gained',
      type: 'integer',
      note: { zh: '按来源所述，退步为负', en: 'as the source says; falling back is negative' },
    },
    { key: 'groupSize', zh: '参评家数', en: 'Size of the group', type: 'integer' },
    { key: 'grade', zh: '等级', en: 'Grade', type: 'text', max: 10 },
    { key: 'gradeBefore', zh: '上年等级', en: 'Grade of the year before', type: 'text', max: 10 },
    ...dimensions.map((key): Column => ({ key, ...dimensionNames[key], type: 'number', width: 16 })),
    { key: 'publishedOn', zh: '公布日期', en: 'Published on', type: 'date' },
    source,
  ],
}

/** The sheet 考核结果. Faults: reference_missing, not_allowed, duplicate, required (nothing entered), conflict. */
export const resultsPort: Port = port<ResultEntry>({
  sheet: resultsSheet,
  complete: ({ peerGroup, ...values }, present) => {
    if (peerGroup !== undefined) return { ...values, peerGroup }
    const same = present.filter(
      (entry) => entry.year === values['year'] && entry.assessment === values['assessment'],
    )
    return { ...values, peerGroup: same.length === 1 ? (same[0]?.peerGroup ?? null) : null }
  },
  keyOf: (values) =>
    [values['year'], values['assessment'], values['peerGroup'] ?? ''].map(String).join(' ').trimEnd(),
  entryOf: (institutionId, values, present) => ({
    institutionId,
    year: number(values['year'], 0, undefined) ?? 0,
    assessment: values['assessment'] as Assessment,
    peerGroup: text(values['peerGroup'], null),
    publishedOn: text(values['publishedOn'], present?.publishedOn),
    scoreQuality: number(values['scoreQuality'], 2, present?.scoreQuality),
    scoreEfficiency: number(values['scoreEfficiency'], 2, present?.scoreEfficiency),
    scoreDevelopment: number(values['scoreDevelopment'], 2, present?.scoreDevelopment),
    scoreSatisfaction: number(values['scoreSatisfaction'], 2, present?.scoreSatisfaction),
    score: number(values['score'], 2, present?.score),
    scoreChange: number(values['scoreChange'], 2, present?.scoreChange),
    rank: number(values['rank'], 0, present?.rank),
    rankChange: number(values['rankChange'], 0, present?.rankChange),
    groupSize: number(values['groupSize'], 0, present?.groupSize),
    grade: text(values['grade'], present?.grade),
    gradeBefore: text(values['gradeBefore'], present?.gradeBefore),
    source: text(values['source'], present?.source) ?? '',
  }),
  problemsOf: (entry) => {
    const fault = faultOfResult(entry)
    const { rank, groupSize } = entry
    return [
      ...outside('year', entry.year, ...years),
      ...outside('score', entry.score, 0, 1_000),
      ...dimensions.flatMap((key) => outside(key, entry[key], 0, 1_000)),
      ...outside('scoreChange', entry.scoreChange, -1_000, 1_000),
      ...outside('rank', rank, 1, 1_000_000),
      ...outside('rankChange', entry.rankChange, -1_000_000, 1_000_000),
      ...outside('groupSize', groupSize, 1, 1_000_000),
      ...(fault === 'empty_result' ? [{ column: 'score', code: 'required', facts: {} } as const] : []),
      ...(fault === 'rank_beyond_group' && rank !== null && groupSize !== null
        ? [{ column: 'rank', code: 'conflict', facts: { rank, groupSize } } as const]
        : []),
    ]
  },
  read: readResults,
  insert: insertResults,
  change: changeResult,
})
