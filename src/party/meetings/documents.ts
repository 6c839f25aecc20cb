// The minutes as an official document: facts of a meeting to blocks. No I/O.

import { dateOf } from '../../core/calendar.ts'
import { dateInWords, type Block, type OfficialDocument } from '../../core/document/index.ts'
import type { Citation } from '../../core/law.ts'
import type { Meeting } from './contract.ts'
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

/** 第一党支部_党员大会_2026-03-12.docx, without what file systems do not take. */
export function minutesFileName(
  meeting: Pick<Meeting, 'unitName' | 'kind' | 'startedAt' | 'plannedAt'>,
): string {
  const day = (meeting.startedAt ?? meeting.plannedAt).slice(0, 10)
  const name = `${meeting.unitName}_${zhOf(meeting.kind)}_${day}`
  // oxlint-disable-next-line no-control-regex -- removing them is the purpose
  return `${name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '')}.docx`
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

const standing: Readonly<Record<string, string>> = { probationary: '（预备党员）' }

const ways: Readonly<Record<string, string>> = { online: '（线上）', home: '（送学上门）' }

function attendanceRows(meeting: Meeting): readonly (readonly [string, string])[] {
  const { quorum } = meeting
  const roll = meeting.roll.filter((line) => !line.guest)
  const due =
    quorum.needed === null || quorum.baseCount === roll.length
      ? `${roll.length}人`
      : `${roll.length}人，其中有表决权${quorum.baseCount}人`
  const present =
    quorum.needed === null || quorum.baseCount === roll.length
      ? `${meeting.present}人`
      : `${meeting.present}人，其中有表决权${quorum.present}人`
  const named = (line: Meeting['roll'][number]): string =>
    `${line.name}${standing[line.status] ?? ''}${ways[line.attendance] ?? ''}`
  const there = roll.filter((line) => tookPart(line.attendance))
  const away = roll.filter((line) => !tookPart(line.attendance))
  const reason = (line: Meeting['roll'][number]): string =>
    line.excuse ?? (line.attendance === 'excused' ? '请假' : '未说明原因')
  const rule = quorumRuleOf(meeting.kind)
  return [
    ['应到', due],
    ['实到', present],
    ['出席人员', there.length === 0 ? '无' : there.map(named).join('、')],
    [
      '缺席及原因',
      away.length === 0 ? '无' : away.map((line) => `${named(line)}：${reason(line)}`).join('；'),
    ],
    ...(rule === null || quorum.needed === null
      ? []
      : ([
          [
            '法定人数',
            `须到会${quorum.needed}人，${quorum.reached ? '已达到' : '未达到'}（${rule.cites.map(articleOf).join('、')}）`,
          ],
        ] as const)),
  ]
}

function factRows(meeting: Meeting): readonly (readonly [string, string])[] {
  const rows: (readonly [string, string])[] = [
    ['会议名称', meeting.title],
    ['时间', timeOf(meeting)],
    ['地点', meeting.place ?? ''],
    ['主持人', meeting.chair?.name ?? ''],
    ['记录人', meeting.recorder?.name ?? ''],
    ...attendanceRows(meeting),
  ]
  const guests = [
    ...meeting.roll.filter((line) => line.guest && tookPart(line.attendance)).map((line) => line.name),
    ...meeting.guests.map(
      (guest) => `${guest.name}${guest.organization === null ? '' : `（${guest.organization}）`}`,
    ),
  ]
  if (meeting.partners.length > 0) {
    rows.push(['联办支部', meeting.partners.map((each) => each.name).join('、')])
  }
  if (guests.length > 0) rows.push(['来宾', guests.join('、')])
  if (meeting.alsoAs.length > 0) rows.push(['同时作为', meeting.alsoAs.map(zhOf).join('、')])
  if (meeting.makeUpFor !== null) rows.push(['补开说明', `补开${dateInWords(meeting.makeUpFor)}应召开的会议`])
  if (meeting.recordedDaysLater > 0) {
    rows.push(['补录说明', `本记录于会议召开${meeting.recordedDaysLater}天后补录`])
  }
  if (meeting.overrideReason !== null) rows.push(['未达人数说明', meeting.overrideReason])
  return rows
}

const outcomes = { open: '尚未表决', passed: '通过', rejected: '未通过', withdrawn: '撤回' } as const

function resolutionBlocks(meeting: Meeting): readonly Block[] {
  return meeting.resolutions.flatMap((resolution): readonly Block[] => {
    const rule = rulesOfVote(meeting.kind, resolution.matter).majority
    const { tally, state } = resolution
    const decided = state === 'passed' || state === 'rejected'
    const cast = resolution.ballot === 'open' ? resolution.votes.length : resolution.cast.count
    const silent =
      resolution.ballot === 'open' && cast === 0
        ? tally.presentWithVote - tally.yes - tally.no - tally.abstain
        : tally.presentWithVote - cast
    const writing = resolution.written.length
    const votes = [
      `应到有表决权${tally.dueWithVote}人，实到${tally.presentWithVote}人`,
      `赞成${tally.yes}票，反对${tally.no}票，弃权${tally.abstain}票${silent > 0 ? `，未表决${silent}人` : ''}`,
      ...(resolution.totals !== null && resolution.totals.invalid > 0
        ? [`无效票${resolution.totals.invalid}票`]
        : []),
      ...(writing > 0 ? [`另有会前书面意见${writing}份`] : []),
      ...(resolution.aside.length > 0 ? [`回避或不计入应到${resolution.aside.length}人`] : []),
      `须赞成${tally.neededYes ?? 0}票以上`,
    ].join('；')
    return [
      {
        kind: 'heading',
        level: 2,
        text: meeting.agenda.find((item) => item.id === resolution.agendaItemId)?.title ?? '决议事项',
      },
      { kind: 'paragraph', text: resolution.text },
      ...(decided
        ? [
            {
              kind: 'paragraph',
              text: `${resolution.ballot === 'open' ? '表决情况' : '无记名投票情况'}：${votes}。`,
            } as const,
          ]
        : []),
      { kind: 'paragraph', text: `结果：${outcomes[state]}。` },
      // The resolution on an admission carries the secretary's signature and its date (Article 22).
      ...(decided && resolution.matter === 'admission'
        ? [{ kind: 'paragraph', text: '支部书记签名：　　　　　　　　　　年　　月　　日' } as const]
        : []),
      ...(decided && rule !== null
        ? [
            {
              kind: 'paragraph',
              text: `依据：${rule.cites.map(articleOf).join('、')}，${rule.zh}。`,
            } as const,
          ]
        : []),
    ]
  })
}

function paragraphsOf(text: string): readonly Block[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ kind: 'paragraph', text: line }))
}

/** The minutes of a meeting that has begun. */
export function minutesDocument(meeting: Meeting): OfficialDocument {
  const agenda = meeting.agenda.flatMap((item): readonly Block[] => [
    { kind: 'heading', level: 2, text: item.title },
    ...paragraphsOf(item.notes),
  ])
  const minutes = paragraphsOf(meeting.minutes)
  const attached = meeting.files.flatMap((file, at) =>
    paragraphsOf(`${at + 1}. ${file.name}${file.caption === null ? '' : `：${file.caption}`}`),
  )
  const revisions = meeting.revisions.flatMap((revision) =>
    paragraphsOf(
      `第${revision.number}次更正，${dateInWords(dateOf(Temporal.Instant.from(revision.at)))}，${revision.actor}：${revision.reason}`,
    ),
  )
  const marks = [
    ...(meeting.demo ? ['演示数据'] : []),
    ...(meeting.state === 'confirmed' ? [] : ['记录尚未确认']),
  ]
  const section = (text: string, blocks: readonly Block[]): readonly Block[] =>
    blocks.length === 0 ? [] : [{ kind: 'heading', level: 1, text }, ...blocks]
  return {
    title: titleOf(meeting),
    blocks: [
      { kind: 'facts', rows: factRows(meeting) },
      ...section('议程', agenda),
      ...section('决议', resolutionBlocks(meeting)),
      ...section('会议记录', minutes),
      ...section('照片和附件', attached),
      ...section('更正记录', revisions),
    ],
    signature: {
      unit: fullName(meeting),
      date: (meeting.startedAt ?? meeting.plannedAt).slice(0, 10),
    },
    ...(marks.length === 0 ? {} : { mark: marks.join('　') }),
  }
}
