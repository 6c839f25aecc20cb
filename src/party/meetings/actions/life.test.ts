// Kinds, leave, joint rolls, leaders, amendments, files, talks and settings on real PostgreSQL.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failing } from '../../../../test/harness.ts'
import { seedPeople, seedUnit } from '../../../../test/seed.ts'
import {
  closed,
  confirmed,
  dutyOf,
  opened,
  openStage,
  phonesOf,
  planned,
  present,
  type Stage,
  versionOf,
} from '../../../../test/meeting-stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.harness.close())
const reasonOf = async (work: Promise<unknown>) => (await failing(work)).data.facts['reason']

describe('kinds', () => {
  test('a theme day also held as a lecture fulfils both once; what a kind cannot be is refused', async () => {
    const branch = await stage.branchOf(3)
    const { unit, people, secretary } = branch
    const plan = (alsoAs: ('lecture' | 'general_meeting')[]) =>
      secretary.call('meetings.plan', { unitId: unit.id, kind: 'theme_day', ...planned, alsoAs })
    expect(await reasonOf(plan(['general_meeting']))).toBe('also_as')
    const { id: meetingId } = await plan(['lecture'])
    await secretary.call('meetings.open', { meetingId, version: 1, startedAt: '2026-03-12T09:00' })
    await secretary.call('meetings.attend', { meetingId, entries: present(people) })
    await closed(branch, meetingId)
    await confirmed(branch, meetingId)
    expect(await dutyOf(branch, 'theme_day', '2026-03-01')).toMatchObject({
      state: 'done',
      recordId: meetingId,
    })
    expect(await dutyOf(branch, 'lecture', '2026-01-01')).toMatchObject({
      state: 'done',
      recordId: meetingId,
    })
  })

  test('a democratic life meeting needs two thirds of the committee', async () => {
    stage.harness.setNow('2026-03-12')
    const committee = await seedUnit(stage.harness, stage.hospital, { name: '党委', kind: 'committee' })
    const people = await seedPeople(
      stage.harness,
      committee,
      [
        'secretary',
        'deputy_secretary',
        'committee_member',
        'organization_member',
        'publicity_member',
        'discipline_member',
      ].map((post) => ({ name: post, post: post as 'secretary' })),
    )
    const office = await stage.harness.as('party_office', stage.hospital)
    const { id: meetingId } = await office.call('meetings.plan', {
      unitId: committee.id,
      kind: 'democratic_life_meeting',
      ...planned,
    })
    await office.call('meetings.open', { meetingId, version: 1, startedAt: '2026-03-12T09:00' })
    await office.call('meetings.attend', { meetingId, entries: present(people.slice(0, 3)) })
    const close = async () =>
      office.call('meetings.close', {
        meetingId,
        version: (await office.call('meetings.get', { meetingId })).version,
        endedAt: '2026-03-12T10:00',
      })
    expect((await failing(close())).data.refusals).toMatchObject([
      {
        rule: 'R-MTG-12',
        facts: { due: 6, present: 3, needed: 4, missing: 1 },
        cites: [{ verified: false }],
      },
    ])
    await office.call('meetings.attend', { meetingId, entries: present(people.slice(3, 4)) })
    await close()
  })

  test('a leader attending as a plain member is flagged by the post of that day', async () => {
    const branch = await stage.branchOf(3)
    await stage.harness.owner(
      `insert into post (institution_id, unit_id, person_id, post, from_on) values ($1, $2, $3, 'president', '2020-01-01')`,
      [stage.hospital.institutionId, stage.hospital.id, branch.people[2]],
    )
    const { roll } = await branch.secretary.call('meetings.get', {
      meetingId: await opened(branch, 'theme_day'),
    })
    expect(roll.map((line) => line.leaderPosts)).toEqual([[], [], ['president']])
  })

  test('a joint activity has the partners’ people as guests: they count nowhere and their branch’s theme day is done', async () => {
    const host = await stage.branchOf(3)
    const partner = await stage.branchOf(4)
    const office = await stage.harness.as('party_office', stage.hospital)
    const input = {
      unitId: host.unit.id,
      kind: 'joint_activity',
      ...planned,
      alsoAs: ['theme_day' as const],
      partnerIds: [partner.unit.id],
    } as const
    // A secretary cannot put another branch's people on a roll.
    const joint = { ...input, alsoAs: [...input.alsoAs], partnerIds: [...input.partnerIds] }
    expect((await failing(host.secretary.call('meetings.plan', joint))).code).toBe('not_found')
    const { id: meetingId } = await office.call('meetings.plan', joint)
    await office.call('meetings.open', { meetingId, version: 1, startedAt: '2026-03-12T09:00' })
    await office.call('meetings.attend', {
      meetingId,
      entries: present([...host.people, ...partner.people.slice(0, 1)]),
    })
    await office.call('meetings.setGuests', {
      meetingId,
      guests: [{ name: '李教授', organization: '某大学' }],
    })
    const meeting = await office.call('meetings.get', { meetingId })
    expect(meeting).toMatchObject({ due: 3, present: 3, guests: [{ name: '李教授' }] })
    expect(meeting.roll.filter((line) => line.guest)).toHaveLength(4)
    await closed(host, meetingId)
    await confirmed(host, meetingId)
    expect(await dutyOf(partner, 'theme_day', '2026-03-01')).toMatchObject({ recordId: meetingId })
    expect(await dutyOf(host, 'theme_day', '2026-03-01')).toMatchObject({ recordId: meetingId })
  })

  test('online counts for the quorum only after the institution said so; the first topic warns', async () => {
    const branch = await stage.branchOf(4)
    const { people, secretary } = branch
    const online = people.slice(0, 2).map((personId) => ({ personId, attendance: 'online' as const }))
    const first = await opened(branch, 'general_meeting')
    await secretary.call('meetings.attend', { meetingId: first, entries: online })
    const before = await secretary.call('meetings.get', { meetingId: first })
    expect(before).toMatchObject({ present: 2, quorum: { present: 0, reached: false } })

    const office = await stage.harness.as('party_office', stage.hospital)
    const setting = {
      firstTopicKinds: ['committee_meeting' as const],
      onlineKinds: ['general_meeting' as const],
      fileMegabytes: 1,
    }
    const unitId = stage.hospital.id
    expect(
      (await failing(office.call('meetings.saveSettings', { ...setting, unitId, version: 3 }))).code,
    ).toBe('stale')
    await office.call('meetings.saveSettings', { ...setting, unitId, version: 0 })
    // What is open goes on by the settings it was opened with.
    expect((await secretary.call('meetings.get', { meetingId: first })).quorum.reached).toBe(false)
    const { id: meetingId } = await secretary.call('meetings.plan', {
      unitId: branch.unit.id,
      kind: 'general_meeting',
      title: '线上',
      plannedAt: '2026-03-12T10:00',
    })
    await secretary.call('meetings.open', { meetingId, version: 1, startedAt: '2026-03-12T10:00' })
    await secretary.call('meetings.attend', { meetingId, entries: online })
    expect((await secretary.call('meetings.get', { meetingId })).quorum).toMatchObject({
      present: 2,
      reached: true,
    })

    const committee = await opened(branch, 'committee_meeting')
    await secretary.call('meetings.attend', { meetingId: committee, entries: present(people.slice(0, 3)) })
    expect((await failing(closed(branch, committee))).data.refusals.map((each) => each.rule)).toEqual([
      'R-MTG-14',
    ])
    const version = await versionOf(branch, committee)
    const items = [{ title: '第一议题：学习', notes: '', firstTopic: true }]
    await secretary.call('meetings.setAgenda', { meetingId: committee, version, items })
    await closed(branch, committee)
    await office.call('meetings.saveSettings', {
      firstTopicKinds: [],
      onlineKinds: [],
      fileMegabytes: 20,
      unitId,
      version: 1,
    })
  })
})

describe('leave', () => {
  test('asked on the phone, approved by the secretary, excused at the opening; late leave is marked', async () => {
    const branch = await stage.branchOf(4)
    const { people, secretary, unit } = branch
    const phones = await phonesOf(stage, branch, people)
    const [one, two, three] = phones
    if (one === undefined || two === undefined || three === undefined) throw new Error('phones')
    stage.harness.setNow('2026-03-10')
    const { id: meetingId } = await secretary.call('meetings.plan', {
      unitId: unit.id,
      kind: 'theme_day',
      ...planned,
    })
    expect((await failing(one.call('meetings.askLeave', { meetingId, reason: '手术' }))).code).toBe(
      'wrong_state',
    )
    await secretary.call('meetings.notify', { meetingId, version: 1 })
    expect((await one.call('meetings.mine', {})).ahead).toMatchObject([{ id: meetingId, leave: null }])
    expect(await one.call('meetings.askLeave', { meetingId, reason: '手术' })).toEqual({ late: false })
    await two.call('meetings.askLeave', { meetingId, reason: '休假' })
    await two.call('meetings.withdrawLeave', { meetingId })
    await two.call('meetings.askLeave', { meetingId, reason: '出差' })
    const stranger = await stage.branchOf(1)
    const [outsider] = await phonesOf(stage, stranger, stranger.people)
    stage.harness.setNow('2026-03-10')
    expect(
      (await failing(outsider?.call('meetings.askLeave', { meetingId, reason: '无' }) ?? Promise.resolve()))
        .code,
    ).toBe('not_found')

    const answer = (at: number, approve: boolean) =>
      secretary.call('meetings.answerLeave', { meetingId, personId: people[at] ?? '', approve, answer: null })
    await answer(0, true)
    await answer(1, false)
    expect(await reasonOf(one.call('meetings.askLeave', { meetingId, reason: '又改了' }))).toBe(
      'leave_answered',
    )
    // Others see who is excused, never the requests.
    expect((await three.call('meetings.get', { meetingId })).leaves).toEqual([])

    stage.harness.setNow('2026-03-12')
    await secretary.call('meetings.open', {
      meetingId,
      version: await versionOf(branch, meetingId),
      startedAt: '2026-03-12T09:00',
    })
    expect(await three.call('meetings.askLeave', { meetingId, reason: '急诊' })).toEqual({ late: true })
    await answer(2, true)
    const meeting = await secretary.call('meetings.get', { meetingId })
    const line = (at: number) => meeting.roll.find((each) => each.personId === people[at])
    expect(line(0)).toMatchObject({ attendance: 'excused', excuse: '手术' })
    expect(line(1)).toMatchObject({ attendance: 'absent', excuse: null })
    expect(line(2)).toMatchObject({ attendance: 'excused', excuse: '急诊' })
    expect(meeting.leaves.map((leave) => leave.late)).toEqual([false, false, true])
    await closed(branch, meetingId)
    expect((await one.call('meetings.mine', { year: 2026 })).past).toMatchObject([
      { id: meetingId, attendance: 'excused' },
    ])
    expect((await one.call('meetings.mine', { year: 2025 })).past).toEqual([])
  })
})

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
