// The forms of a meeting say everything the record says, and rest their results on the article.

import { expect, test } from 'vitest'
import { newId } from '../../core/ids.ts'
import type { Meeting } from './contract.ts'
import { fileNameOf, minutesValues, noticeValues, signInValues, themeDayValues } from './documents.ts'

const agendaItemId = newId()
const person = (name: string, more: Partial<Meeting['roll'][number]> = {}): Meeting['roll'][number] => ({
  personId: newId(),
  name,
  status: 'full',
  hasVote: true,
  attendance: 'present',
  excuse: null,
  guest: false,
  leaderPosts: [],
  signedAt: null,
  ...more,
})

const meeting: Meeting = {
  id: newId(),
  unitId: newId(),
  unitName: '第一党支部',
  institutionName: '某医院',
  kind: 'general_meeting',
  state: 'confirmed',
  source: 'desk',
  title: '一季度党员大会',
  place: '党员活动室',
  plannedAt: '2026-03-12T16:00',
  startedAt: '2026-03-12T16:00',
  endedAt: '2026-03-12T17:10',
  recordedAt: '2026-03-12T09:30:00.000Z',
  recordedDaysLater: 0,
  makeUpFor: null,
  present: 3,
  due: 5,
  version: 9,
  demo: false,
  chair: { id: newId(), name: '王一' },
  recorder: { id: newId(), name: '李二' },
  minutes: '第一段。\r\n\n第二段。',
  overrideReason: null,
  notifiedAt: null,
  confirmedAt: '2026-03-13T01:00:00.000Z',
  archivedAt: null,
  alsoAs: [],
  partners: [],
  onlineCounts: false,
  firstTopicDemanded: false,
  fileMegabytes: 20,
  expected: null,
  leaves: [],
  guests: [],
  files: [],
  revisions: [],
  overlaps: [],
  roll: [
    person('王一'),
    person('李二'),
    person('张三', { attendance: 'excused', excuse: '出差' }),
    person('赵四', { status: 'probationary', hasVote: false }),
    person('孙五', { attendance: 'absent' }),
  ],
  agenda: [
    { id: agendaItemId, title: '讨论工作计划', notes: '逐项讨论。', firstTopic: false, speakerIds: [] },
  ],
  resolutions: [
    {
      id: newId(),
      agendaItemId,
      text: '通过年度工作计划',
      state: 'rejected',
      votes: [],
      matter: 'general',
      ballot: 'open',
      candidate: null,
      cast: { count: 0, personIds: [] },
      totals: null,
      tellerIds: [],
      written: [],
      aside: [],
      tally: {
        dueWithVote: 4,
        presentWithVote: 2,
        yes: 1,
        no: 0,
        abstain: 0,
        neededYes: 3,
        neededPresent: 2,
        quorumReached: true,
      },
      refusals: [],
    },
  ],
  quorum: { base: 'due_with_vote', baseCount: 4, needed: 2, present: 2, reached: true },
  closing: [],
  moves: [],
  mayWrite: true,
}

test('the whole record of a general meeting', () => {
  const values = minutesValues(meeting)
  expect(values.标题).toBe('中共某医院第一党支部党员大会会议记录')
  expect(values.单位).toBe('某医院第一党支部')
  expect(values.标记).toBeNull()
  expect(values).toMatchObject({
    会议名称: '一季度党员大会',
    会议类型: '党员大会',
    会议时间: '2026年3月12日16:00至17:10',
    会议日期: '2026-03-12',
    会议地点: '党员活动室',
    主持人: '王一',
    记录人: '李二',
    应到: '5人，其中有表决权4人',
    实到: '3人，其中有表决权2人',
    应到人数: 5,
    实到人数: 3,
    出席人员: '王一、李二、赵四（预备党员）',
    缺席及原因: '张三：出差；孙五：未说明原因',
    说明: [{ 名称: '法定人数', 内容: '须到会2人，已达到（《中国共产党支部工作条例（试行）》第十一条）' }],
    议程: [{ 事项: '讨论工作计划', 记录: '逐项讨论。' }],
    决议: [
      {
        事项: '讨论工作计划',
        内容: '通过年度工作计划',
        表决情况: '应到有表决权4人，实到2人；赞成1票，反对0票，弃权0票，未表决1人；须赞成3票以上',
        结果: '未通过',
        依据: '《中国共产党支部工作条例（试行）》第十一条，赞成人数超过应到会有表决权的党员的半数为通过',
      },
    ],
    会议记录: '第一段。\r\n\n第二段。',
  })
  expect(values.应到人员.map((line) => [line.姓名, line.身份, line.出席, line.原因].join())).toEqual([
    '王一,正式党员,到会,',
    '李二,正式党员,到会,',
    '张三,正式党员,请假,出差',
    '赵四,预备党员,到会,',
    '孙五,正式党员,缺席,未说明原因',
  ])
})

test('a secret admission, what hangs on the record, and its amendments', () => {
  const [first] = meeting.resolutions
  if (first === undefined) throw new Error('resolution')
  const values = minutesValues({
    ...meeting,
    alsoAs: ['lecture'],
    guests: [{ id: newId(), name: '李教授', organization: '某大学' }],
    resolutions: [
      {
        ...first,
        matter: 'admission',
        ballot: 'secret',
        state: 'passed',
        cast: { count: 2, personIds: [] },
        totals: { yes: 2, no: 0, abstain: 0, invalid: 0, issued: 2 },
        written: [{ personId: newId(), choice: 'yes', givenAt: '2026-03-11T09:00' }],
        tally: { ...first.tally, yes: 3 },
      },
    ],
    files: [
      {
        id: newId(),
        name: '活动照片.jpg',
        mediaType: 'image/jpeg',
        size: 1,
        caption: '现场',
        thumbnail: true,
        addedAt: '2026-03-12T09:30:00Z',
      },
    ],
    revisions: [
      {
        number: 1,
        at: '2026-03-31T16:30:00Z',
        actor: '王一',
        reason: '更正人名',
        before: {},
        after: {},
      },
    ],
  })
  expect(values.说明).toEqual(
    expect.arrayContaining([
      { 名称: '来宾', 内容: '李教授（某大学）' },
      { 名称: '同时作为', 内容: '党课' },
      { 名称: '照片和附件', 内容: '活动照片.jpg（现场）' },
      // Half past midnight in China.
      { 名称: '更正记录', 内容: '第1次更正，2026年4月1日，王一：更正人名' },
    ]),
  )
  expect(values.决议).toHaveLength(1)
  expect(values.决议[0]?.表决情况).toBe(
    '无记名投票；应到有表决权4人，实到2人；赞成3票，反对0票，弃权0票；另有会前书面意见1份；须赞成3票以上',
  )
  expect(values.决议[0]?.结果).toContain('支部书记签名')
  expect(values.决议[0]?.依据).toContain('《中国共产党发展党员工作细则》第二十一条')
})

test('making up, late recording, the reason for closing, and marks', () => {
  const values = minutesValues({
    ...meeting,
    state: 'held',
    demo: true,
    makeUpFor: '2026-02-28',
    recordedDaysLater: 3,
    overrideReason: '疫情期间人数不足',
    endedAt: '2026-03-13T00:10',
  })
  expect(values.说明.slice(1)).toEqual([
    { 名称: '补开说明', 内容: '补开2026年2月28日应召开的会议' },
    { 名称: '补录说明', 内容: '本记录于会议召开3天后补录' },
    { 名称: '未达人数说明', 内容: '疫情期间人数不足' },
  ])
  expect(values.会议时间).toBe('2026年3月12日16:00至2026年3月13日00:10')
  expect(values.标记).toBe('演示数据　记录尚未确认')
})

test.each([
  ['committee_meeting', '第一党支部', '中共某医院第一支部委员会会议记录'],
  ['committee_meeting', '某医院党支部', '中共某医院支部委员会会议记录'],
  ['general_meeting', '某医院党支部', '中共某医院党支部党员大会会议记录'],
  ['group_meeting', '内科党小组', '中共某医院内科党小组会议记录'],
  ['group_meeting', '内科', '中共某医院内科党小组会议记录'],
  ['theme_day', '第一党支部', '中共某医院第一党支部主题党日活动记录'],
  ['lecture', '第一党支部', '中共某医院第一党支部党课记录'],
] as const)('the title of a %s of %s', (kind, unitName, title) => {
  expect(minutesValues({ ...meeting, kind, unitName, resolutions: [] }).标题).toBe(title)
})

test('the number a committee passes with is named as our own convention', () => {
  const basis = minutesValues({ ...meeting, kind: 'committee_meeting' }).决议[0]?.依据
  expect(basis).toContain('本单位约定“支委会表决”')
  expect(basis).not.toContain('《本单位约定》')
})

test('the notice says who invites whom, on the day it was sent or else today', () => {
  const values = noticeValues({ ...meeting, notifiedAt: '2026-03-09T16:30:00.000Z' }, '2026-03-11')
  expect(values).toMatchObject({
    标题: '关于召开一季度党员大会的通知',
    主送: '第一党支部全体党员',
    会议时间: '2026-03-12T16:00',
    通知单位: '中共某医院第一支部委员会',
    // Half past midnight in China.
    通知日期: '2026-03-10',
    补开说明: null,
  })
  expect(noticeValues(meeting, '2026-03-11').通知日期).toBe('2026-03-11')
})

test('the sign-in sheet is blank before the meeting and says later who was there', () => {
  const plan = signInValues({ ...meeting, startedAt: null, endedAt: null, roll: [] }, [
    { name: '王一', status: 'full' },
    { name: '赵四', status: 'probationary' },
  ])
  expect(plan).toMatchObject({ 标题: '中共某医院第一党支部党员大会会议签到表', 应到人数: 2, 实到人数: null })
  expect(plan.应到人员).toEqual([
    { 姓名: '王一', 身份: '正式党员', 签到: null, 备注: null },
    { 姓名: '赵四', 身份: '预备党员', 签到: null, 备注: null },
  ])
  const held = signInValues(meeting, meeting.roll)
  expect(held.实到人数).toBe(3)
  expect(held.应到人员.map((line) => `${line.签到 ?? ''}${line.备注 ?? ''}`)).toEqual([
    '到会',
    '到会',
    '请假：出差',
    '到会',
    '',
  ])
})

test('a theme Party day without a quorum has no numbers of votes', () => {
  const values = themeDayValues({
    ...meeting,
    kind: 'theme_day',
    title: '重温入党誓词',
    quorum: { base: 'due_with_vote', baseCount: 4, needed: null, present: 2, reached: true },
  })
  expect(values).toMatchObject({ 活动主题: '重温入党誓词', 应到: '5人', 实到: '3人', 说明: '' })
  expect(values.活动内容).toEqual([{ 事项: '讨论工作计划', 记录: '逐项讨论。' }])
})

test('the name of the file', () => {
  expect(fileNameOf(meeting)).toBe('第一党支部_党员大会_2026-03-12')
})
