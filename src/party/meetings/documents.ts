// A meeting as the standard forms want it: notice, sign-in sheet, minutes, record of a theme day. No I/O.

import { dateOf } from '../../core/calendar.ts'
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
import { partyStatuses } from '../../foundation/org/words.ts'
import { kindWords, type MeetingKind, quorumRuleOf, rulesOfVote, tookPart } from './rules.ts'

const zhOf = (kind: MeetingKind): string => kindWords.find((word) => word.value === kind)?.zh ?? kind

/** A unit's name with that of its institution in front, unless it begins with it. */
function fullName(meeting: Pick<Meeting, 'institutionName' | 'unitName'>): string {
  const unit = meeting.unitName.replace(/^中共/, '')
  return unit.startsWith(meeting.institutionName) ? unit : `${meeting.institutionName}${unit}`
}

/** 第一党支部 → 第一支部委员会, as the committee of a branch is called. */
const committeeName = (branch: string): string => `${branch.replace(/(党?支部)(委员会)?$/, '')}支部委员会`

/** What the minutes of a kind are titled after the unit's name; the others by the name of their kind. */
const endings: Partial<Record<MeetingKind, string>> = {
  general_meeting: '党员大会会议记录',
  theme_day: '主题党日活动记录',
  lecture: '党课记录',
  joint_activity: '支部共建活动记录',
}

function titleOf(meeting: Meeting): string {
  const name = fullName(meeting)
  if (meeting.kind === 'committee_meeting') return `中共${committeeName(name)}会议记录`
  if (meeting.kind === 'group_meeting') {
    return `中共${name.endsWith('党小组') ? name : `${name}党小组`}会议记录`
  }
  return `中共${name}${endings[meeting.kind] ?? `${zhOf(meeting.kind)}记录`}`
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

const ways: Readonly<Record<string, string>> = { online: '（线上）', home: '（送学上门）' }

const named = (line: RollLine): string =>
  `${line.name}${standing[line.status] ?? ''}${ways[line.attendance] ?? ''}`
const reasonOf = (line: RollLine): string =>
  line.excuse ?? (line.attendance === 'excused' ? '请假' : '未说明原因')

/** The roll without guests. */
const dueOf = ({ roll }: Meeting): readonly RollLine[] => roll.filter((line) => !line.guest)

/** 5人，其中有表决权4人 where the two differ. */
function counted(meeting: Meeting, all: number, withVote: number): string {
  const { quorum } = meeting
  const roll = dueOf(meeting)
  const same = quorum.needed === null || quorum.baseCount === roll.length
  return same ? `${all}人` : `${all}人，其中有表决权${withVote}人`
}

function attendance(meeting: Meeting) {
  const { quorum } = meeting
  const roll = dueOf(meeting)
  const there = roll.filter((line) => tookPart(line.attendance))
  const away = roll.filter((line) => !tookPart(line.attendance))
  return {
    应到: counted(meeting, roll.length, quorum.baseCount),
    实到: counted(meeting, meeting.present, quorum.present),
    应到人数: roll.length,
    实到人数: meeting.present,
    出席人员: there.length === 0 ? '无' : there.map(named).join('、'),
    缺席及原因: away.length === 0 ? '无' : away.map((line) => `${named(line)}：${reasonOf(line)}`).join('；'),
  }
}

/** Guests of other branches and from outside, as far as they came. */
const guestsOf = (meeting: Meeting): readonly string[] => [
  ...meeting.roll.filter((line) => line.guest && tookPart(line.attendance)).map((line) => line.name),
  ...meeting.guests.map(
    (guest) => `${guest.name}${guest.organization === null ? '' : `（${guest.organization}）`}`,
  ),
]

/** Facts that not every meeting has: the quorum, guests, making up, late recording, files, what was put right since. */
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
    ...listed(
      '联办支部',
      meeting.partners.map((each) => each.name),
    ),
    ...listed('来宾', guestsOf(meeting)),
    ...listed('同时作为', meeting.alsoAs.map(zhOf)),
    ...(makeUpFor === null ? [] : [{ 名称: '补开说明', 内容: `补开${dateInWords(makeUpFor)}应召开的会议` }]),
    ...(recordedDaysLater > 0
      ? [{ 名称: '补录说明', 内容: `本记录于会议召开${recordedDaysLater}天后补录` }]
      : []),
    ...(overrideReason === null ? [] : [{ 名称: '未达人数说明', 内容: overrideReason }]),
    ...listed(
      '照片和附件',
      meeting.files.map((file) => `${file.name}${file.caption === null ? '' : `（${file.caption}）`}`),
    ),
    ...meeting.revisions.map((revision) => ({
      名称: '更正记录',
      内容: `第${revision.number}次更正，${dateInWords(dateOf(Temporal.Instant.from(revision.at)))}，${revision.actor}：${revision.reason}`,
    })),
  ]
}

const listed = (name: string, items: readonly string[]) =>
  items.length === 0 ? [] : [{ 名称: name, 内容: items.join('、') }]

const outcomes = { open: '尚未表决', passed: '通过', rejected: '未通过', withdrawn: '撤回' } as const

function resolutionRows(meeting: Meeting): FormValues<typeof minutes>['决议'] {
  return meeting.resolutions.map((resolution) => {
    const rule = rulesOfVote(meeting.kind, resolution.matter).majority
    const { tally, state } = resolution
    const decided = state === 'passed' || state === 'rejected'
    const open = resolution.ballot === 'open'
    const cast = open ? resolution.votes.length : resolution.cast.count
    const silent =
      open && cast === 0
        ? tally.presentWithVote - tally.yes - tally.no - tally.abstain
        : tally.presentWithVote - cast
    const votes = [
      ...(open ? [] : ['无记名投票']),
      `应到有表决权${tally.dueWithVote}人，实到${tally.presentWithVote}人`,
      `赞成${tally.yes}票，反对${tally.no}票，弃权${tally.abstain}票${silent > 0 ? `，未表决${silent}人` : ''}`,
      ...(resolution.totals !== null && resolution.totals.invalid > 0
        ? [`无效票${resolution.totals.invalid}票`]
        : []),
      ...(resolution.written.length > 0 ? [`另有会前书面意见${resolution.written.length}份`] : []),
      ...(resolution.aside.length > 0 ? [`回避或不计入应到${resolution.aside.length}人`] : []),
      `须赞成${tally.neededYes ?? 0}票以上`,
    ].join('；')
    // The resolution on an admission carries the secretary's signature and its date (Article 22).
    const signature =
      decided && resolution.matter === 'admission' ? '。支部书记签名：　　　　　　　　　　年　　月　　日' : ''
    return {
      事项: meeting.agenda.find((item) => item.id === resolution.agendaItemId)?.title ?? '决议事项',
      内容: resolution.text,
      表决情况: decided ? votes : null,
      结果: `${outcomes[state]}${signature}`,
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
  present: '到会',
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

/** An item with who spoke to it and what was said. */
function itemRow({ roll }: Meeting, { title, notes, speakerIds }: Meeting['agenda'][number]) {
  const names = speakerIds.flatMap((id) => roll.find((line) => line.personId === id)?.name ?? [])
  return {
    事项: title,
    记录: [...listed('发言人', names).map(({ 名称, 内容 }) => `${名称}：${内容}`), notes]
      .filter((line) => line !== '')
      .join('\n'),
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
    应到人员: dueOf(meeting).map((line) => ({
      姓名: line.name,
      身份: standingOf(line),
      出席: attended[line.attendance],
      原因: tookPart(line.attendance) ? null : reasonOf(line),
    })),
    说明: remarks(meeting),
    议程: meeting.agenda.map((item) => itemRow(meeting, item)),
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
    活动内容: meeting.agenda.map((item) => itemRow(meeting, item)),
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
      签到: line.attendance !== undefined && tookPart(line.attendance) ? attended[line.attendance] : null,
      备注:
        line.attendance === 'excused' ? `请假${line.excuse === null ? '' : `：${line.excuse ?? ''}`}` : null,
    })),
    标记: markOf(meeting, false),
  }
}
