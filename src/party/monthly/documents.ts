// The monthly report as the standard form wants it: figures, meetings, exceptions, reports below. No I/O.

import { dateOf } from '../../core/calendar.ts'
import { dateInWords } from '../../core/document/index.ts'
import type { FormValues, monthlyReport } from '../../foundation/forms/index.ts'
import { isMember } from '../../foundation/org/rules.ts'
import { type PartyStatus, partyStatuses } from '../../foundation/org/words.ts'
import { kindWords } from '../meetings/rules.ts'
import type { Content, Figure, MeetingLine } from './contract/content.ts'
import type { Report } from './contract/report.ts'
import { isRecord, rateOf } from './rules.ts'

const kindZh = (kind: string): string => kindWords.find(({ value }) => value === kind)?.zh ?? kind
const statusZh = (status: string): string => partyStatuses.find(({ value }) => value === status)?.zh ?? status

function monthInWords(month: string): string {
  return `${Number(month.slice(0, 4))}年${Number(month.slice(5, 7))}月`
}

/** A share in per cent with one decimal; never 100 % while something is missing. */
function shareInWords(numerator: number, denominator: number): string {
  if (denominator === 0) return '无应完成事项'
  const tenths = Math.round((numerator / denominator) * 1000)
  return `${((numerator < denominator ? Math.min(tenths, 999) : tenths) / 10).toFixed(1)}%`
}

/** 内科第一党支部_组织生活月报_2026-10, to which the form adds the ending. */
export function reportFileName({ line }: Pick<Report, 'line'>): string {
  return `${line.unitName}_组织生活月报_${line.month}`
}

const dayOf = (instant: string): string => dateOf(Temporal.Instant.from(instant))
const counted = (figure: Figure): number => figure.onTime + figure.late + figure.overdue

const meetingNotes = (meeting: MeetingLine): string =>
  [
    isRecord(meeting.state) ? '' : '记录未确认',
    meeting.daysLate > 0 ? `补录（晚${meeting.daysLate}天）` : '',
    meeting.makeUpFor === null ? '' : `补开${meeting.makeUpFor}`,
  ]
    .filter((note) => note !== '')
    .join('；')

/** A paragraph for each duty that was done late or waived; null when there is none. */
function settledLate({ duties }: Content): string | null {
  const lines = duties.flatMap(({ unitName, zh, state, reason, happenedOn }) => {
    if (state === 'waived') return [`${unitName}${zh}：免办，${reason ?? ''}`]
    return state === 'late' ? [`${unitName}${zh}：${happenedOn ?? ''}补办`] : []
  })
  return lines.length === 0 ? null : lines.join('\n')
}

function belowInWords({ below, missing }: Content): string | null {
  if (below.length + missing.length === 0) return null
  const names = missing.map(({ unitName }) => unitName).join('、')
  return `下级应报${below.length + missing.length}份，已接收${below.length}份${names === '' ? '' : `；未接收：${names}`}。`
}

/** What the form is filled with: the newest submission while it counts, else a draft that says so. */
export function reportValues(report: Report, demo: boolean): FormValues<typeof monthlyReport> {
  const counts = report.line.state === 'submitted' || report.line.state === 'accepted'
  const content = counts && report.snapshot !== null ? report.snapshot.content : report.now
  const seal = counts ? report.snapshot?.seal : undefined
  const { numerator, denominator } = rateOf(content.figures)
  const marks = [
    ...(demo ? ['演示数据'] : []),
    ...(counts ? [] : ['草稿，尚未报送']),
    ...(counts && report.recordsChanged > 0 ? [`报送后有${report.recordsChanged}条记录变动`] : []),
  ]
  const members = content.members.map(({ status, count }) => `${statusZh(status)}${count}人`).join('，')
  return {
    标题: `${content.unit.name}${monthInWords(content.month)}组织生活情况月报`,
    报告月份: content.month,
    报送单位: content.unit.name,
    接收单位: report.upperName,
    支部数: null,
    党员数: content.members
      .filter(({ status }) => isMember(status as PartyStatus))
      .reduce((sum, { count }) => sum + count, 0),
    应办: denominator,
    完成: numerator,
    目标: `${(content.goal / 10).toFixed(1).replace(/\.0$/, '')}%`,
    活动次数: content.meetingCount,
    党课次数: content.lectureCount,
    落实率: shareInWords(numerator, denominator),
    事项: content.figures.map((figure) => ({
      名称: figure.zh,
      应办: counted(figure),
      完成: figure.onTime,
      补办: figure.late,
      逾期: figure.overdue,
      免办: figure.waived,
      落实率: shareInWords(figure.onTime, counted(figure)),
    })),
    下级情况: belowInWords(content),
    下级: content.below.map((below) => {
      const rate = rateOf(below.figures)
      return {
        单位: below.unitName,
        应办: rate.denominator,
        完成: rate.numerator,
        落实率: shareInWords(rate.numerator, rate.denominator),
        活动次数: below.meetings,
        摘要: below.sha256.slice(0, 8),
      }
    }),
    活动: content.meetings.map((meeting) => ({
      日期: meeting.day,
      支部: meeting.unitName,
      名称: `${kindZh(meeting.kind)}：${meeting.title}`,
      应到: meeting.due,
      实到: meeting.present,
      备注: meetingNotes(meeting),
    })),
    未完成: content.duties
      .filter(({ state }) => state === 'overdue')
      .map(({ unitName, zh, dueOn }) => ({ 支部: unitName, 名称: zh, 期限: dueOn, 原因: null })),
    补办免办: settledLate(content),
    党员情况: members === '' ? '无党员。' : `${members}。`,
    情况说明: content.remark,
    填报人: seal?.submittedBy ?? report.preparedBy,
    // Signed by hand.
    审核人: null,
    报送日期: seal === undefined ? content.asOf : dayOf(seal.submittedAt),
    附注:
      seal === undefined
        ? null
        : `第${seal.number}次报送，${dateInWords(dayOf(seal.submittedAt))}由${seal.submittedBy}报送；数据摘要 SHA-256：${seal.sha256}`,
    标记: marks.length === 0 ? null : marks.join('　'),
  }
}
