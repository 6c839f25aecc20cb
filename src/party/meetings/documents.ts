// A meeting as the standard forms want it: notice, sign-in sheet, minutes, record of a theme day. No I/O.

import { dateInWords } from '../../core/document/index.ts'
import type { Citation } from '../../core/law.ts'
import type {
  FormValues,
  meetingNotice,
  minutes,
  signInSheet,
  themeDay,
} from '../../foundation/forms/index.ts'
import type { Meeting } from './contract.ts'
import { dateOf } from '../../core/calendar.ts'
import { partyStatuses } from '../../foundation/org/words.ts'
import { kindWords, majorityRuleOf, type MeetingKind, quorumRuleOf } from './rules.ts'

const zhOf = (kind: MeetingKind): string => kindWords.find((word) => word.value === kind)?.zh ?? kind

/** A unit's name with that of its institution in front, unless it begins with it. */
function fullName(meeting: Pick<Meeting, 'institutionName' | 'unitName'>): string {
  const unit = meeting.unitName.replace(/^中共/, '')
  return unit.startsWith(meeting.institutionName) ? unit : `${meeting.institutionName}${unit}`
}

/** 第一党支部 → 第一支部委员会, as the committee of a branch is called. */
const committeeName = (branch: string): string => `${branch.replace(/(党?支部)(委员会)?$/, '')}支部委员会`

function titleOf(meeting: Meeting): string {
  const name = fullName(meeting)
  switch (meeting.kind) {
    case 'general_meeting':
      return `中共${name}党员大会会议记录`
    case 'committee_meeting':
      return `中共${committeeName(name)}会议记录`
    case 'group_meeting':
      return `中共${name.endsWith('党小组') ? name : `${name}党小组`}会议记录`
    case 'theme_day':
      return `中共${name}主题党日活动记录`
    case 'joint_activity':
      return `中共${name}支部共建活动记录`
    default:
      return `中共${name}${zhOf(meeting.kind)}记录`
  }
}

/** 第一党支部_党员大会_2026-03-12, to which the form adds its name. */
export function fileNameOf(meeting: Pick<Meeting, 'unitName' | 'kind' | 'startedAt' | 'plannedAt'>): string {
  const day = (meeting.startedAt ?? meeting.plannedAt).slice(0, 10)
  return `${meeting.unitName}_${zhOf(meeting.kind)}_${day}`
}

/** 《中国共产党支部工作条例（试行）》第十一条; a convention says that it is one. */
function articleOf(cite: Citation): string {
  return cite.level === 'institution'
    ? `${cite.source}“${cite.article}”`
    : `《${cite.source}》${cite.article}`
}

function momentInWords(moment: string): string {
  return `${dateInWords(moment.slice(0, 10))}${moment.slice(11)}`
}

function timeOf(meeting: Meeting): string {
  const start = meeting.startedAt ?? meeting.plannedAt
  if (meeting.endedAt === null) return momentInWords(start)
  const sameDay = meeting.endedAt.slice(0, 10) === start.slice(0, 10)
  return `${momentInWords(start)}至${sameDay ? meeting.endedAt.slice(11) : momentInWords(meeting.endedAt)}`
}

type RollLine = Meeting['roll'][number]

const standing: Readonly<Record<string, string>> = { probationary: '（预备党员）' }

const standingOf = (line: Pick<RollLine, 'status'>): string =>
  partyStatuses.find((status) => status.value === line.status)?.zh ?? line.status

const named = (line: RollLine): string => `${line.name}${standing[line.status] ?? ''}`
const reasonOf = (line: RollLine): string =>
  line.excuse ?? (line.attendance === 'excused' ? '请假' : '未说明原因')

/** 5人，其中有表决权4人 where the two differ. */
function counted(meeting: Meeting, all: number, withVote: number): string {
  const { quorum, roll } = meeting
  const same = quorum.needed === null || quorum.baseCount === roll.length
  return same ? `${all}人` : `${all}人，其中有表决权${withVote}人`
}

function attendance(meeting: Meeting) {
  const { quorum, roll } = meeting
  const there = roll.filter((line) => line.attendance === 'present')
  const away = roll.filter((line) => line.attendance !== 'present')
  return {
    应到: counted(meeting, roll.length, quorum.baseCount),
    实到: counted(meeting, meeting.present, quorum.present),
    应到人数: roll.length,
    实到人数: meeting.present,
    出席人员: there.length === 0 ? '无' : there.map(named).join('、'),
    缺席及原因: away.length === 0 ? '无' : away.map((line) => `${named(line)}：${reasonOf(line)}`).join('；'),
  }
}

/** Facts that not every meeting has: the quorum, making up, late recording, the reason for closing below it. */
function remarks(meeting: Meeting): readonly { readonly 名称: string; readonly 内容: string }[] {
  const { quorum, makeUpFor, recordedDaysLater, overrideReason } = meeting
  const rule = quorumRuleOf(meeting.kind)
  return [
    ...(rule === null || quorum.needed === null
      ? []
      : [
          {
            名称: '法定人数',
            内容: `须到会${quorum.needed}人，${quorum.reached ? '已达到' : '未达到'}（${rule.cites.map(articleOf).join('、')}）`,
          },
        ]),
    ...(makeUpFor === null ? [] : [{ 名称: '补开说明', 内容: `补开${dateInWords(makeUpFor)}应召开的会议` }]),
    ...(recordedDaysLater > 0
      ? [{ 名称: '补录说明', 内容: `本记录于会议召开${recordedDaysLater}天后补录` }]
      : []),
    ...(overrideReason === null ? [] : [{ 名称: '未达人数说明', 内容: overrideReason }]),
  ]
}

const outcomes = { open: '尚未表决', passed: '通过', rejected: '未通过', withdrawn: '撤回' } as const

function resolutionRows(meeting: Meeting): FormValues<typeof minutes>['决议'] {
  const rule = majorityRuleOf(meeting.kind)
  return meeting.resolutions.map((resolution) => {
    const { tally, state } = resolution
    const decided = state === 'passed' || state === 'rejected'
    const silent = tally.presentWithVote - tally.yes - tally.no - tally.abstain
    const votes = [
      `应到有表决权${tally.dueWithVote}人，实到${tally.presentWithVote}人`,
      `赞成${tally.yes}票，反对${tally.no}票，弃权${tally.abstain}票${silent > 0 ? `，未表决${silent}人` : ''}`,
      `须赞成${tally.neededYes ?? 0}票以上`,
    ].join('；')
    return {
      事项: meeting.agenda.find((item) => item.id === resolution.agendaItemId)?.title ?? '决议事项',
      内容: resolution.text,
      表决情况: decided ? votes : null,
      结果: outcomes[state],
      依据: decided && rule !== null ? `${rule.cites.map(articleOf).join('、')}，${rule.zh}` : null,
    }
  })
}

/** What stands at the head of each page until a record may be relied on. */
function markOf(meeting: Meeting, unfinished: boolean): string | null {
  const marks = [...(meeting.demo ? ['演示数据'] : []), ...(unfinished ? ['记录尚未确认'] : [])]
  return marks.length === 0 ? null : marks.join('　')
}

const attended = {
  present: '出席',
  online: '线上参加',
  home: '送学上门',
  excused: '请假',
  absent: '缺席',
} as const

/** What every form of a meeting that has begun says. */
function heldFacts(meeting: Meeting) {
  return {
    标题: titleOf(meeting),
    单位: fullName(meeting),
    主持人: meeting.chair?.name ?? null,
    记录人: meeting.recorder?.name ?? null,
    标记: markOf(meeting, meeting.state !== 'confirmed'),
  }
}

/** The minutes of a meeting that has begun. */
export function minutesValues(meeting: Meeting): FormValues<typeof minutes> {
  return {
    ...heldFacts(meeting),
    ...attendance(meeting),
    会议名称: meeting.title,
    会议类型: zhOf(meeting.kind),
    会议时间: timeOf(meeting),
    会议日期: (meeting.startedAt ?? meeting.plannedAt).slice(0, 10),
    会议地点: meeting.place,
    应到人员: meeting.roll.map((line) => ({
      姓名: line.name,
      身份: standingOf(line),
      出席: attended[line.attendance],
      原因: line.attendance === 'present' ? null : reasonOf(line),
    })),
    说明: remarks(meeting),
    议程: meeting.agenda.map((item) => ({ 事项: item.title, 记录: item.notes })),
    决议: resolutionRows(meeting),
    会议记录: meeting.minutes,
  }
}

/** The record of a theme Party day that has begun. */
export function themeDayValues(meeting: Meeting): FormValues<typeof themeDay> {
  const { 出席人员: 参加人员, ...counts } = attendance(meeting)
  return {
    ...heldFacts(meeting),
    ...counts,
    参加人员,
    活动主题: meeting.title,
    主题分类: null,
    活动时间: timeOf(meeting),
    活动日期: (meeting.startedAt ?? meeting.plannedAt).slice(0, 10),
    活动地点: meeting.place,
    活动内容: meeting.agenda.map((item) => ({ 事项: item.title, 记录: item.notes })),
    活动记录: meeting.minutes,
    说明: remarks(meeting)
      .map((line) => line.内容)
      .join('；'),
  }
}

/** The notice; `today` is its day where none was sent yet. */
export function noticeValues(meeting: Meeting, today: string): FormValues<typeof meetingNotice> {
  const everyone = `${meeting.unitName}${meeting.kind === 'committee_meeting' ? '委员' : '全体党员'}`
  const inviter = fullName(meeting)
  return {
    标题: `关于召开${meeting.title}的通知`,
    主送: everyone,
    会议名称: meeting.title,
    会议类型: zhOf(meeting.kind),
    会议时间: meeting.plannedAt,
    会议地点: meeting.place,
    参加人员: everyone,
    议程: meeting.agenda.map((item) => ({ 事项: item.title, 说明: item.notes })),
    主持人: meeting.chair?.name ?? null,
    补开说明: meeting.makeUpFor === null ? null : `本次会议补开${dateInWords(meeting.makeUpFor)}应召开的会议`,
    通知单位: `中共${meeting.kind === 'group_meeting' ? inviter : committeeName(inviter)}`,
    通知日期: meeting.notifiedAt === null ? today : dateOf(Temporal.Instant.from(meeting.notifiedAt)),
    标记: markOf(meeting, false),
  }
}

/** Who is to sign, as the sheet needs it. */
export type Due = Pick<RollLine, 'name' | 'status'> & Partial<Pick<RollLine, 'attendance' | 'excuse'>>

/** The sign-in sheet: before the meeting those who are expected, without signs; later the roll as recorded. */
export function signInValues(meeting: Meeting, due: readonly Due[]): FormValues<typeof signInSheet> {
  const begun = meeting.startedAt !== null
  return {
    标题: titleOf(meeting).replace(/(活动)?记录$/, '签到表'),
    会议名称: meeting.title,
    会议类型: zhOf(meeting.kind),
    会议时间: begun ? timeOf(meeting) : momentInWords(meeting.plannedAt),
    会议地点: meeting.place,
    主持人: meeting.chair?.name ?? null,
    单位: fullName(meeting),
    应到人数: due.length,
    实到人数: begun ? meeting.present : null,
    应到人员: due.map((line) => ({
      姓名: line.name,
      身份: standingOf(line),
      签到: line.attendance === 'present' ? '到会' : null,
      备注:
        line.attendance === 'excused' ? `请假${line.excuse === null ? '' : `：${line.excuse ?? ''}`}` : null,
    })),
    标记: markOf(meeting, false),
  }
}
