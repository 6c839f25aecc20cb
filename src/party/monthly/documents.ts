// The monthly report as an official document: figures, meetings, exceptions, reports below. No I/O.

import { dateOf } from '../../core/calendar.ts'
import { type Block, dateInWords, type OfficialDocument } from '../../core/document/index.ts'
import { partyStatuses } from '../../foundation/org/words.ts'
import { kindWords } from '../meetings/rules.ts'
import type { Content, Figure } from './contract/content.ts'
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

/** 内科第一党支部_组织生活月报_2026-10.docx, without what file systems do not take. */
export function reportFileName({ line }: Pick<Report, 'line'>): string {
  // oxlint-disable-next-line no-control-regex -- removing them is the purpose
  return `${`${line.unitName}_组织生活月报_${line.month}`.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '')}.docx`
}

const dayOf = (instant: string): string => dateOf(Temporal.Instant.from(instant))
const counted = (figure: Figure): number => figure.onTime + figure.late + figure.overdue

function figureBlocks(content: Content): readonly Block[] {
  const { numerator, denominator } = rateOf(content.figures)
  const goal = `${(content.goal / 10).toFixed(1).replace(/\.0$/, '')}%`
  return [
    {
      kind: 'paragraph',
      text: `本月应完成${denominator}项，按时完成${numerator}项，落实率${shareInWords(numerator, denominator)}（目标${goal}）。召开会议、开展活动${content.meetingCount}次，其中党课${content.lectureCount}次。`,
    },
    {
      kind: 'table',
      columns: ['类型', '应完成', '按时', '补办', '逾期', '免办', '落实率'],
      rows: content.figures.map((figure) => [
        figure.zh,
        String(counted(figure)),
        String(figure.onTime),
        String(figure.late),
        String(figure.overdue),
        String(figure.waived),
        shareInWords(figure.onTime, counted(figure)),
      ]),
    },
  ]
}

const section = (text: string, blocks: readonly Block[]): readonly Block[] =>
  blocks.length === 0 ? [] : [{ kind: 'heading', level: 1, text }, ...blocks]

function meetingBlocks({ meetings }: Content): readonly Block[] {
  if (meetings.length === 0) return []
  return [
    {
      kind: 'table',
      columns: ['日期', '类型', '名称', '实到/应到', '备注'],
      rows: meetings.map((meeting) => [
        meeting.day,
        kindZh(meeting.kind),
        meeting.title,
        `${meeting.present}/${meeting.due}`,
        [
          isRecord(meeting.state) ? '' : '记录未确认',
          meeting.daysLate > 0 ? `补录（晚${meeting.daysLate}天）` : '',
          meeting.makeUpFor === null ? '' : `补开${meeting.makeUpFor}`,
        ]
          .filter((note) => note !== '')
          .join('；'),
      ]),
    },
  ]
}

function exceptionBlocks({ duties }: Content): readonly Block[] {
  const items = duties.flatMap((duty) => {
    const name = `${duty.unitName}${duty.zh}`
    if (duty.state === 'waived') return [`${name}：免办，${duty.reason ?? ''}`]
    if (duty.state === 'late') return [`${name}：${duty.happenedOn ?? ''}补办`]
    if (duty.state === 'overdue') return [`${name}：应于${duty.dueOn}前完成，尚未完成`]
    return []
  })
  return items.length === 0 ? [] : [{ kind: 'lines', items }]
}

function belowBlocks(content: Content): readonly Block[] {
  const { below, missing } = content
  if (below.length + missing.length === 0) return []
  const text = `下级应报${below.length + missing.length}份，已接收${below.length}份${missing.length === 0 ? '' : `；未接收：${missing.map(({ unitName }) => unitName).join('、')}`}。`
  return [
    { kind: 'paragraph', text },
    {
      kind: 'table',
      columns: ['单位', '应完成', '按时', '落实率', '活动', '摘要'],
      rows: below.map((report) => {
        const { numerator, denominator } = rateOf(report.figures)
        return [
          report.unitName,
          String(denominator),
          String(numerator),
          shareInWords(numerator, denominator),
          String(report.meetings),
          report.sha256.slice(0, 8),
        ]
      }),
    },
  ]
}

/** The document of a report: the newest submission while it counts, else a draft that says so. */
export function reportDocument(report: Report): OfficialDocument {
  const counts = report.line.state === 'submitted' || report.line.state === 'accepted'
  const content = counts && report.snapshot !== null ? report.snapshot.content : report.now
  const members = content.members.map(({ status, count }) => `${statusZh(status)}${count}人`).join('，')
  const marks = [
    ...(counts ? [] : ['草稿，尚未报送']),
    ...(counts && report.recordsChanged > 0 ? [`报送后有${report.recordsChanged}条记录变动`] : []),
  ]
  const seal = counts ? report.snapshot?.seal : undefined
  return {
    title: `${content.unit.name}${monthInWords(content.month)}组织生活情况月报`,
    blocks: [
      ...(report.upperName === null ? [] : ([{ kind: 'lines', items: [`${report.upperName}：`] }] as const)),
      ...section('落实情况', figureBlocks(content)),
      ...section('下级报告', belowBlocks(content)),
      ...section('会议和活动', meetingBlocks(content)),
      ...section('说明事项', exceptionBlocks(content)),
      ...section('党员情况', [{ kind: 'paragraph', text: members === '' ? '无党员。' : `${members}。` }]),
      ...(content.remark === '' ? [] : section('备注', [{ kind: 'paragraph', text: content.remark }])),
    ],
    signature: { unit: content.unit.name, date: seal === undefined ? content.asOf : dayOf(seal.submittedAt) },
    ...(seal === undefined
      ? {}
      : {
          note: `第${seal.number}次报送，${dateInWords(dayOf(seal.submittedAt))}由${seal.submittedBy}报送；数据摘要 SHA-256：${seal.sha256}`,
        }),
    ...(marks.length === 0 ? {} : { mark: marks.join('　') }),
  }
}
