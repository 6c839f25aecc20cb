// What the findings cite, each source written once with what was seen of it; and months by the calendar. No I/O.

import type { Citation } from '../../../core/law.ts'

export const termOpinion = (article: string, note: string): Citation => ({
  source: '关于党的基层组织任期的意见',
  article,
  level: 'national',
  verified: false,
  from: '2018-07-01',
  note,
})

export const electionRegulations = (article: string): Citation => ({
  source: '中国共产党基层组织选举工作条例',
  article,
  level: 'national',
  verified: false,
  from: '2020-07-13',
  note: '只见到第一至六条的摘录，没有读到全文。',
})

/** The sizes from which a committee or a general branch is set up, as an official magazine explains them. */
export const sizesExplained: Citation = {
  source: '旗帜网：基层党组织设置问答（2021-12-15）',
  article: '基层党组织的设置',
  level: 'national',
  verified: false,
  from: '2021-12-15',
  note: '数字见于旗帜网的解答，没有核对到所依据的条文。',
}

export const qualityDevelopment: Citation = {
  source: '国务院办公厅关于推动公立医院高质量发展的意见（国办发〔2021〕18号）',
  article: '党委书记和院长分设（条次待核对）',
  level: 'national',
  verified: false,
  from: '2021-05-14',
  note: '只见到摘录，没有读到全文，施行日期待核对。',
}

export const hubeiOpinion: Citation = {
  source: '湖北省加强公立医院党的建设工作的实施意见',
  article: '党委委员职数（条次待核对）',
  level: 'provincial',
  verified: false,
  from: '2018-06-01',
  note: '湖北一省的规定，只在选用“湖北”的机构核对；只见到数字摘录，文号和施行日期待核对。国家层面没有规定职数。',
}

/** A number that the regulation leaves open and the institution settles for itself. */
export const ownThreshold = (article: string): Citation => ({
  source: '本单位约定',
  article,
  level: 'institution',
  verified: false,
  from: '2018-10-28',
  note: '规定没有写明具体数字，由本机构在“核对口径”中自行确定。',
})

/** The same day some months later, at the end of the month where there is no such day: 31 August + 6 is 28 February. */
export function monthsAfter(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString()
}

/** The same day some years later: 29 February + 1 is 28 February. */
export function yearsAfter(day: string, years: number): string {
  return Temporal.PlainDate.from(day).add({ years }).toString()
}

export function daysFrom(day: string, until: string): number {
  return Temporal.PlainDate.from(day).until(Temporal.PlainDate.from(until), { largestUnit: 'day' }).days
}
