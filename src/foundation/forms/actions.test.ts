// A template's way: refused with its fault named, kept, taken into use, printed with, returned from; and who may.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, failing } from '../../../test/harness.ts'
import { opened, openStage, planned, type Stage } from '../../../test/meeting-stage.ts'
import { seedInstitution, seedUnit } from '../../../test/seed.ts'
import { paragraph, table, textsOf, wordFile } from '../../../test/word-file.ts'

let stage: Stage
let office: Caller
beforeAll(async () => {
  stage = await openStage()
  office = await stage.harness.as('party_office', stage.hospital)
})
afterAll(() => stage.harness.close())

const asFile = (bytes: Uint8Array<ArrayBuffer>, name = '我院记录.docx'): File => new File([bytes], name)
const bytesOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer())
const own = (mark: string) =>
  asFile(
    wordFile([paragraph(`${mark}：{会议名称}，应到{应到}，实到{实到}`), paragraph('{会议记录}')].join('')),
  )
const formOf = async (caller: Caller, id: string) =>
  (await caller.call('forms.list', {})).forms.find((form) => form.id === id)
const keep = async (mark: string): Promise<string> => {
  const { version } = await office.call('forms.upload', { formId: 'minutes', file: own(mark) })
  return version?.id ?? ''
}

test('a wrong template is named and not kept', async () => {
  const file = asFile(wordFile(paragraph('') + paragraph('{会义名称}，{应到}{实到}')))
  const { faults, version } = await office.call('forms.upload', { formId: 'minutes', file })
  expect(version).toBeNull()
  expect(faults).toEqual([
    {
      code: 'unknown',
      name: '会义名称',
      nearest: '会议名称',
      part: 'body',
      paragraph: 2,
      text: '{会义名称}，{应到}{实到}',
    },
  ])
  expect((await formOf(office, 'minutes'))?.versions).toEqual([])
})

test('a file with a macro is refused with its reason', async () => {
  const file = asFile(wordFile(paragraph('{会议名称}'), { parts: { 'word/vbaProject.bin': 'x' } }), 'a.docm')
  const { code, data } = await failing(office.call('forms.upload', { formId: 'minutes', file }))
  expect(code).toBe('unreadable_file')
  expect(data.facts).toEqual({ reason: 'macro', what: 'word/vbaProject.bin' })
})

test('a document with a macro that calls itself .docx is named, by its part, its type or where the part is hidden', async () => {
  const enabled = 'application/vnd.ms-word.document.macroEnabled.main+xml'
  const vba = 'http://schemas.microsoft.com/office/2006/relationships/vbaProject'
  for (const [body, what] of [
    [{ mainType: enabled }, enabled],
    [{ parts: { 'WORD/VBAPROJECT.BIN': 'x' } }, 'WORD/VBAPROJECT.BIN'],
    [{ parts: { 'word/vbaData.xml': '<x/>' } }, 'word/vbaData.xml'],
  ] as const) {
    const file = asFile(wordFile(paragraph('{会议名称}'), body), '会议记录.docx')
    const { code, data } = await failing(office.call('forms.upload', { formId: 'minutes', file }))
    expect([code, data.facts]).toEqual(['unreadable_file', { reason: 'macro', what }])
  }
  // Under another name, the relationship still says what it is.
  const relationships = `<Relationship Id="rId9" Type="${vba}" Target="pictures.bin"/>`
  const hidden = wordFile(paragraph('{会议名称}'), { relationships, parts: { 'word/pictures.bin': 'x' } })
  const { code, data } = await failing(
    office.call('forms.upload', { formId: 'minutes', file: asFile(hidden, '会议记录.docx') }),
  )
  expect([code, data.facts]).toEqual(['unreadable_file', { reason: 'macro', what: 'pictures.bin' }])
  expect((await formOf(office, 'minutes'))?.versions).toEqual([])
})

test('minutes follow the version in use, and every change is in the log', async () => {
  const branch = await stage.branchOf(7)
  const meetingId = await opened(branch, 'general_meeting')
  const print = async () =>
    textsOf(await bytesOf(await branch.secretary.call('meetings.minutesFile', { meetingId })))
  expect((await print())[0]).toBe('中共某医院第一党支部党员大会会议记录')

  const first = await keep('第一稿')
  const form = await formOf(office, 'minutes')
  expect(form?.versions).toMatchObject([{ id: first, number: 1, active: false, activeFrom: null }])
  expect(form?.versions[0]?.missing).toEqual(['标题', '会议时间', '会议地点', '主持人', '记录人', '标记'])
  // Kept is not yet used.
  expect((await print())[0]).toBe('中共某医院第一党支部党员大会会议记录')

  await office.call('forms.activate', { formId: 'minutes', version: first })
  expect((await print())[0]).toBe('第一稿：三月会议，应到7人，实到0人')

  const second = await keep('第二稿')
  const { versions } = await office.call('forms.activate', { formId: 'minutes', version: second })
  expect(versions.map(({ number, active }) => [number, active])).toEqual([
    [2, true],
    [1, false],
  ])
  expect(versions[1]?.activeUntil).not.toBeNull()
  expect((await print())[0]).toMatch(/^第二稿/)

  await office.call('forms.activate', { formId: 'minutes', version: 'shipped' })
  expect((await print())[0]).toBe('中共某医院第一党支部党员大会会议记录')

  const log = await stage.harness.owner(
    `select before, after from audit where endpoint = 'forms.activate' order by seq`,
  )
  expect(log).toEqual([
    { before: { template: 'shipped' }, after: { template: 1 } },
    { before: { template: 1 }, after: { template: 2 } },
    { before: { template: 2 }, after: { template: 'shipped' } },
  ])
})

test('an earlier version, the shipped one and samples of each can be downloaded', async () => {
  const id = await keep('样稿')
  const template = await office.call('forms.template', { formId: 'minutes', version: id })
  expect(textsOf(await bytesOf(template))[0]).toBe('样稿：{会议名称}，应到{应到}，实到{实到}')
  const sample = await office.call('forms.sample', { formId: 'minutes', version: id })
  expect(textsOf(await bytesOf(sample))[0]).toBe(
    '样稿：第三季度党员大会，应到26人，其中有表决权24人，实到23人，其中有表决权21人',
  )
  const shipped = await office.call('forms.template', { formId: 'minutes', version: 'shipped' })
  expect(shipped.name).toBe('会议记录_模板.docx')
  // What was downloaded can be uploaded again as it is.
  const again = await office.call('forms.upload', { formId: 'minutes', file: shipped })
  expect(again.faults).toEqual([])
  expect(again.version?.missing).toEqual([])
})

test('two who upload at once get two numbers; two who choose at once leave one in use', async () => {
  const other = await stage.harness.as('party_office', stage.hospital)
  const upload = (caller: Caller, mark: string) =>
    caller.call('forms.upload', { formId: 'sign_in_sheet', file: own2(mark) })
  const own2 = (mark: string) => asFile(wordFile(paragraph(`${mark}{会议名称}`)))
  const results = await Promise.all([
    upload(office, '甲'),
    upload(other, '乙'),
    upload(office, '丙'),
    upload(other, '丁'),
  ])
  const ids = results.map(({ version }) => version?.id ?? '')
  expect(results.map(({ version }) => version?.number).sort((a = 0, b = 0) => a - b)).toEqual([1, 2, 3, 4])
  await Promise.all(
    ids.map((version, index) =>
      (index % 2 === 0 ? office : other).call('forms.activate', { formId: 'sign_in_sheet', version }),
    ),
  )
  expect((await formOf(office, 'sign_in_sheet'))?.versions.filter(({ active }) => active)).toHaveLength(1)
})

test('whoever may read meetings prints; only the office at the top of the institution changes templates', async () => {
  const branch = await stage.branchOf(3)
  const member = await stage.harness.as('member', branch.unit)
  expect((await member.call('forms.list', {})).mayWrite).toBe(false)
  expect((await office.call('forms.list', {})).mayWrite).toBe(true)
  const below = await stage.harness.as('party_office', branch.unit)
  expect((await below.call('forms.list', {})).mayWrite).toBe(false)
  expect((await failing(below.call('forms.upload', { formId: 'minutes', file: own('下级') }))).code).toBe(
    'forbidden',
  )
  const committee = await seedUnit(stage.harness, stage.hospital, { name: '党委', kind: 'committee' })
  const atCommittee = await stage.harness.as('party_office', committee)
  expect((await atCommittee.call('forms.list', {})).mayWrite).toBe(true)
})

test('another institution sees and uses none of it', async () => {
  const id = await keep('本院')
  const theirs = await seedInstitution(stage.harness, { name: '另一家医院' })
  const stranger = await stage.harness.as('party_office', theirs)
  expect((await formOf(stranger, 'minutes'))?.versions).toEqual([])
  const ours = { formId: 'minutes', version: id }
  expect((await failing(stranger.call('forms.template', ours))).code).toBe('not_found')
  expect((await failing(stranger.call('forms.activate', ours))).code).toBe('not_found')
})

test('notice and sign-in sheet before the meeting, minutes and theme day only after', async () => {
  const branch = await stage.branchOf(4)
  const { secretary, unit } = branch
  const { id } = await secretary.call('meetings.plan', {
    unitId: unit.id,
    kind: 'general_meeting',
    ...planned,
  })
  const print = (formId: string, subjectId = id) => secretary.call('forms.print', { formId, subjectId })
  const notice = await print('meeting_notice')
  expect(notice.name).toBe('第一党支部_党员大会_2026-03-12_通知.docx')
  expect(textsOf(await bytesOf(notice)).slice(0, 4)).toEqual([
    '关于召开三月会议的通知',
    '',
    '第一党支部全体党员：',
    '经研究，定于2026年3月12日09:00召开三月会议。现将有关事项通知如下。',
  ])
  await stage.harness.owner(
    `update form_template set active_until = now() where form = 'sign_in_sheet' and active_from is not null and active_until is null`,
  )
  const sheet = textsOf(await bytesOf(await print('sign_in_sheet')))
  expect(sheet.filter((text) => text.startsWith('党员0'))).toEqual(['党员00', '党员01', '党员02', '党员03'])
  expect((await failing(print('minutes'))).code).toBe('wrong_state')
  await secretary.call('meetings.open', { meetingId: id, version: 1, startedAt: '2026-03-12T09:00' })
  expect((await print('minutes')).name).toBe('第一党支部_党员大会_2026-03-12.docx')
  // A general meeting is no theme day, and a unit is no meeting.
  expect((await failing(print('theme_day'))).code).toBe('wrong_state')
  expect((await failing(print('minutes', unit.id))).code).toBe('not_found')
  expect((await failing(print('no_such_form'))).code).toBe('not_found')
  const [entry] = await stage.harness.owner(
    `select after from audit where endpoint = 'forms.print' and subject_id = $1 order by seq desc limit 1`,
    [id],
  )
  expect(entry?.['after']).toEqual({ printed: 'minutes', template: 'shipped' })
})

test('what somebody typed into the minutes cannot become markup or a placeholder', async () => {
  const branch = await stage.branchOf(3)
  const meetingId = await opened(branch, 'lecture')
  const minutes = '{标题}<w:p/>\n第二段 & "引号"'
  await branch.secretary.call('meetings.update', { meetingId, version: 2, minutes })
  const file = await branch.secretary.call('forms.print', { formId: 'minutes', subjectId: meetingId })
  const texts = textsOf(await bytesOf(file))
  expect(texts).toContain('{标题}<w:p/>')
  expect(texts).toContain('第二段 & "引号"')
})

test('a table of the list in a template of one’s own', async () => {
  const rows = table([
    ['序号', '姓名', '出席'],
    ['{#应到人员}{序号}', '{姓名}', '{出席}{/应到人员}'],
  ])
  const { version } = await office.call('forms.upload', { formId: 'minutes', file: asFile(wordFile(rows)) })
  await office.call('forms.activate', { formId: 'minutes', version: version?.id ?? '' })
  const branch = await stage.branchOf(3)
  const meetingId = await opened(branch, 'lecture')
  const texts = textsOf(await bytesOf(await branch.secretary.call('meetings.minutesFile', { meetingId })))
  expect(texts).toEqual([
    '序号',
    '姓名',
    '出席',
    '1',
    '党员00',
    '缺席',
    '2',
    '党员01',
    '缺席',
    '3',
    '党员02',
    '缺席',
  ])
  await office.call('forms.activate', { formId: 'minutes', version: 'shipped' })
})
