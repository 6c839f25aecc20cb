// The minutes say everything the record says, and rest their results on the article.

import { expect, test } from 'vitest'
import { newId } from '../../core/ids.ts'
import type { Meeting } from './contract.ts'
import { minutesDocument, minutesFileName } from './documents.ts'

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
  agenda: [{ id: agendaItemId, title: '讨论工作计划', notes: '逐项讨论。', firstTopic: false }],
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

function textOf(document: ReturnType<typeof minutesDocument>): string {
  return document.blocks
    .map((block) => {
      if (block.kind === 'facts') return block.rows.map((row) => row.join('｜')).join('\n')
      if (block.kind === 'heading') return `${'#'.repeat(block.level)}${block.text}`
      return block.kind === 'paragraph' ? block.text : ''
    })
    .join('\n')
}

test('the whole record of a general meeting', () => {
  const document = minutesDocument(meeting)
  expect(document.title).toBe('中共某医院第一党支部党员大会会议记录')
  expect(document.signature).toEqual({ unit: '某医院第一党支部', date: '2026-03-12' })
  expect(document.mark).toBeUndefined()
  expect(textOf(document)).toBe(`会议名称｜一季度党员大会
时间｜2026年3月12日16:00至17:10
地点｜党员活动室
主持人｜王一
记录人｜李二
应到｜5人，其中有表决权4人
实到｜3人，其中有表决权2人
出席人员｜王一、李二、赵四（预备党员）
缺席及原因｜张三：出差；孙五：未说明原因
法定人数｜须到会2人，已达到（《中国共产党支部工作条例（试行）》第十一条）
#议程
##讨论工作计划
逐项讨论。
#决议
##讨论工作计划
通过年度工作计划
表决情况：应到有表决权4人，实到2人；赞成1票，反对0票，弃权0票，未表决1人；须赞成3票以上。
结果：未通过。
依据：《中国共产党支部工作条例（试行）》第十一条，赞成人数超过应到会有表决权的党员的半数为通过。
#会议记录
第一段。
第二段。`)
})

test('a secret admission, what hangs on the record, and its amendments', () => {
  const [first] = meeting.resolutions
  if (first === undefined) throw new Error('resolution')
  const text = textOf(
    minutesDocument({
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
    }),
  )
  for (const part of [
    '来宾｜李教授（某大学）',
    '同时作为｜党课',
    '无记名投票情况：应到有表决权4人，实到2人；赞成3票，反对0票，弃权0票；另有会前书面意见1份；须赞成3票以上。',
    '支部书记签名',
    '《中国共产党发展党员工作细则》第二十一条',
    '1. 活动照片.jpg：现场',
    // Half past midnight in China.
    '第1次更正，2026年4月1日，王一：更正人名',
  ]) {
    expect(text).toContain(part)
  }
})

test('making up, late recording, the reason for closing, and marks', () => {
  const document = minutesDocument({
    ...meeting,
    state: 'held',
    demo: true,
    makeUpFor: '2026-02-28',
    recordedDaysLater: 3,
    overrideReason: '疫情期间人数不足',
    endedAt: '2026-03-13T00:10',
  })
  const text = textOf(document)
  expect(text).toContain('补开说明｜补开2026年2月28日应召开的会议')
  expect(text).toContain('补录说明｜本记录于会议召开3天后补录')
  expect(text).toContain('未达人数说明｜疫情期间人数不足')
  expect(text).toContain('时间｜2026年3月12日16:00至2026年3月13日00:10')
  expect(document.mark).toBe('演示数据　记录尚未确认')
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
  expect(minutesDocument({ ...meeting, kind, unitName, resolutions: [] }).title).toBe(title)
})

test('the number a committee passes with is named as our own convention', () => {
  const text = textOf(minutesDocument({ ...meeting, kind: 'committee_meeting' }))
  expect(text).toContain('依据：本单位约定“支委会表决”')
  expect(text).not.toContain('《本单位约定》')
})

test('the name of the file', () => {
  expect(minutesFileName(meeting)).toBe('第一党支部_党员大会_2026-03-12.docx')
  expect(minutesFileName({ ...meeting, unitName: '内科/外科:一"支部' })).toBe(
    '内科外科一支部_党员大会_2026-03-12.docx',
  )
})
