// The record afterwards on real PostgreSQL: amendments, archive, files, overlaps; and heart-to-heart talks.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failing } from '../../../../test/harness.ts'
import { closed, confirmed, opened, openStage, present, type Stage } from '../../../../test/meeting-stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.harness.close())
const reasonOf = async (work: Promise<unknown>) => (await failing(work)).data.facts['reason']

describe('the record afterwards', () => {
  test('an amendment needs a reason, keeps what stood there, and ends with the archive', async () => {
    const branch = await stage.branchOf(3)
    const { secretary, people } = branch
    const meetingId = await opened(branch, 'theme_day')
    await secretary.call('meetings.attend', { meetingId, entries: present(people) })
    await closed(branch, meetingId)
    const { version } = await confirmed(branch, meetingId)
    const amend = (given: number, minutes: string) =>
      secretary.call('meetings.amend', { meetingId, version: given, reason: '更正人名', minutes })
    expect((await failing(amend(1, '改'))).code).toBe('stale')
    expect(await reasonOf(amend(version, '会议记录。'))).toBe('nothing_changed')
    expect(await reasonOf(amend(version, ' '))).toBe('no_minutes')
    const next = await amend(version, '会议记录（更正）。')
    // Two at once: one of them is told, nothing is lost.
    const both = await Promise.allSettled([amend(next.version, '甲'), amend(next.version, '乙')])
    expect(both.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    const meeting = await secretary.call('meetings.get', { meetingId })
    expect(meeting.revisions).toHaveLength(2)
    expect(meeting.revisions[0]).toMatchObject({
      number: 1,
      reason: '更正人名',
      before: { minutes: '会议记录。' },
      after: { minutes: '会议记录（更正）。' },
    })
    // Not even the application itself can take a revision away.
    const silent = stage.harness.product.database.inScope([stage.hospital.institutionId], (tx) =>
      tx.deleteFrom('meeting_revision').execute(),
    )
    await expect(silent).rejects.toThrow('permission denied')
    await secretary.call('meetings.archive', { meetingId, version: meeting.version })
    expect(await failing(amend(meeting.version + 1, '再改'))).toMatchObject({
      code: 'wrong_state',
      data: { facts: { state: 'archived' } },
    })
  })

  test('a photo loses its place, a document stays; what is too large or not what it claims is refused', async () => {
    const branch = await stage.branchOf(3)
    const { secretary } = branch
    const meetingId = await opened(branch, 'theme_day')
    const exif = Buffer.concat([Buffer.from('Exif\0\0'), Buffer.from('GPS 30.5N 114.3E')])
    const photo = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2]),
      exif,
      Buffer.from([0xff, 0xdb, 0, 3, 1, 0xff, 0xda, 0, 2, 9, 9, 0xff, 0xd9]),
    ])
    const { id: fileId } = await secretary.call('meetings.addFile', {
      meetingId,
      file: new File([photo], '../活动照片.jpg'),
      thumbnail: new File([photo], 't.jpg'),
    })
    const kept = await secretary.call('meetings.file', { meetingId, fileId, size: 'full' })
    const bytes = Buffer.from(await kept.arrayBuffer())
    expect(kept.name).toBe('活动照片.jpg')
    expect(bytes.toString('latin1')).not.toContain('GPS')
    expect(bytes).toEqual(Buffer.from([0xff, 0xd8, 0xff, 0xdb, 0, 3, 1, 0xff, 0xda, 0, 2, 9, 9, 0xff, 0xd9]))
    const add = (file: File) => secretary.call('meetings.addFile', { meetingId, file })
    expect((await failing(add(new File(['<script>'], '照片.jpg')))).code).toBe('unreadable_file')
    const large = new File([new Uint8Array(21 * 1024 * 1024)], '大.jpg')
    expect(await failing(add(large))).toMatchObject({ code: 'too_large', data: { facts: { megabytes: 20 } } })
    expect((await secretary.call('meetings.get', { meetingId })).files).toMatchObject([
      { name: '活动照片.jpg', mediaType: 'image/jpeg', thumbnail: true },
    ])
    const elsewhere = await stage.branchOf(1)
    expect(
      (await failing(elsewhere.secretary.call('meetings.file', { meetingId, fileId, size: 'full' }))).code,
    ).toBe('not_found')
    await secretary.call('meetings.removeFile', { meetingId, fileId })
  })

  test('two meetings of a unit at once warn each other', async () => {
    const branch = await stage.branchOf(3)
    const { unit, secretary } = branch
    const plan = (kind: 'theme_day' | 'lecture', plannedAt: string) =>
      secretary.call('meetings.plan', { unitId: unit.id, kind, title: kind, plannedAt })
    const { id: first } = await plan('theme_day', '2026-03-20T16:00')
    const { id: second } = await plan('lecture', '2026-03-20T16:59')
    const { id: third } = await plan('lecture', '2026-03-20T18:00')
    const overlaps = async (meetingId: string) =>
      (await secretary.call('meetings.get', { meetingId })).overlaps.map((each) => each.id)
    expect(await overlaps(first)).toEqual([second])
    expect(await overlaps(second)).toEqual([first])
    expect(await overlaps(third)).toEqual([])
    await secretary.call('meetings.cancel', { meetingId: second, version: 1 })
    expect(await overlaps(first)).toEqual([])
  })
})

test('talks: both are members of that day, once a day, and the coverage names who is missing', async () => {
  const branch = await stage.branchOf(5)
  const { unit, people, secretary } = branch
  const [a = '', b = '', c = '', d = '', e = ''] = people
  const talk = (firstId: string, secondId: string, on = '2026-03-10') =>
    secretary.call('meetings.recordTalk', { unitId: unit.id, on, firstId, secondId, notes: '谈工作' })
  expect(await reasonOf(talk(a, a))).toBe('twice')
  expect(await reasonOf(talk(a, b, '2026-03-13'))).toBe('future')
  const stranger = await stage.branchOf(1)
  expect(await reasonOf(talk(a, stranger.people[0] ?? ''))).toBe('not_members')
  const { id: talkId } = await talk(a, b)
  expect((await failing(talk(b, a))).code).toBe('taken')
  await talk(d, c)
  await talk(d, e)
  const year = await secretary.call('meetings.talks', { unitId: unit.id, year: 2026 })
  expect(year.coverage).toMatchObject([
    { side: 'committee_committee', numerator: 2, denominator: 3, missing: [{ id: c }] },
    { side: 'committee_member', numerator: 1, denominator: 2, missing: [{ id: e }] },
    { side: 'member_member', numerator: 2, denominator: 2, missing: [] },
  ])
  await secretary.call('meetings.removeTalk', { unitId: unit.id, talkId })
  expect((await secretary.call('meetings.talks', { unitId: unit.id, year: 2026 })).talks).toHaveLength(2)
  const log = await stage.harness.owner(
    "select after::text as after from audit where endpoint = 'meetings.recordTalk'",
  )
  for (const row of log) expect(String(row['after'])).not.toContain('谈工作')
})
