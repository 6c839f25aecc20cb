// What goes wrong at a desk: a huge photo, a meeting before the branch, a clock that jumps back, two secretaries at one record.

import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp, listen, sessionCookie } from '../../../core/server.ts'
import { failing, failureOf } from '../../../../test/harness.ts'
import { seedUnit } from '../../../../test/seed.ts'
import {
  closed,
  opened,
  openStage,
  phonesOf,
  present,
  type Stage,
  versionOf,
} from '../../../../test/meeting-stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.harness.close())

/** Every file under the folders in which a product of a test keeps files. */
async function filesOnDisk(): Promise<number> {
  const folders = (await readdir(tmpdir())).filter((name) => name.startsWith('linghang-files-'))
  const lists = await Promise.all(
    folders.map((name) =>
      readdir(join(tmpdir(), name), { recursive: true, withFileTypes: true }).catch(() => []),
    ),
  )
  return lists.flat().filter((entry) => entry.isFile()).length
}

test('a photo of 200 MB is cut off at the limit: clear words, nothing on the disk, no memory for it', async () => {
  const branch = await stage.branchOf(3)
  const meetingId = await opened(branch, 'theme_day')
  const { floor, router } = stage.harness.product
  const server = await listen(buildApp(floor, router, tmpdir()), 0, '127.0.0.1')
  const files = await filesOnDisk()
  const megabyte = Buffer.alloc(1024 * 1024, 7)
  // What is still in use: what was only read and dropped again is taken away before it is measured.
  setFlagsFromString('--expose_gc')
  const collect = runInNewContext('gc') as () => void
  const memory = (): number => {
    collect()
    return process.memoryUsage().external
  }
  const before = memory()
  let most = 0
  let sent = 0

  /**
   * Tells the photo's length and waits for the answer, or sends it megabyte by megabyte until there is one; null when
   * the line was cut before the answer could be read.
   */
  const post = (length: number | null): Promise<{ readonly status: number; readonly body: unknown } | null> =>
    new Promise((resolve, reject) => {
      sent = 0
      let answered = false
      const asking = request(`http://127.0.0.1:${server.port}/api/v1/meetings/${meetingId}/files`, {
        method: 'POST',
        headers: {
          cookie: `${sessionCookie}=${branch.secretary.cookie ?? ''}`,
          'x-linghang': '1',
          'content-type': 'multipart/form-data; boundary=b',
          ...(length === null ? {} : { 'content-length': length }),
        },
      })
      asking.on('response', (answer) => {
        answered = true
        void json(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject)
      })
      asking.on('error', () => answered || resolve(null))
      asking.write(
        '--b\r\ncontent-disposition: form-data; name="file"; filename="photo.jpg"\r\ncontent-type: image/jpeg\r\n\r\n',
      )
      const more = (): void => {
        if (sent % 10 === 0) most = Math.max(most, memory() - before)
        if (answered || sent === 200) return
        sent += 1
        asking.write(megabyte, () => setImmediate(more))
      }
      if (length === null) more()
    })

  const refusal = { code: 'too_large', data: { facts: { megabytes: 50 } } }
  // Told its length, it is refused unread; untold, it is cut off where the limit is.
  expect(await post(200 * 1024 * 1024)).toMatchObject({ status: 413, body: refusal })
  const cut = await post(null)
  if (cut !== null) expect(cut).toMatchObject({ status: 413, body: refusal })
  expect(sent).toBeGreaterThan(40)
  expect(sent).toBeLessThan(120)
  expect(most).toBeLessThan(120 * 1024 * 1024)
  expect(await filesOnDisk()).toBe(files)
  expect((await branch.secretary.call('meetings.get', { meetingId })).files).toEqual([])
  await server.close(0)
})

test('before the branch existed nothing is planned, opened or moved to', async () => {
  const unit = await seedUnit(stage.harness, stage.hospital, {
    name: '新支部',
    kind: 'branch',
    foundedOn: '2026-03-10',
  })
  stage.harness.setNow('2026-03-20')
  const secretary = await stage.harness.as('branch_secretary', unit)
  const plan = (plannedAt: string) =>
    secretary.call('meetings.plan', { unitId: unit.id, kind: 'theme_day', title: '主题党日', plannedAt })
  const facts = { reason: 'not_founded', foundedOn: '2026-03-10' }
  expect((await failing(plan('2026-03-09T16:00'))).data.facts).toMatchObject(facts)
  const { id: meetingId } = await plan('2026-03-10T16:00')
  const early = { meetingId, version: 1, startedAt: '2026-03-09T16:00' }
  expect((await failing(secretary.call('meetings.open', early))).data.facts).toMatchObject(facts)
  const moved = { meetingId, version: 1, plannedAt: '2026-03-09T16:00' }
  expect((await failing(secretary.call('meetings.update', moved))).data.facts).toMatchObject(facts)
})

test('a clock that jumps back a day between the signing in and the end loses nothing and keeps the order', async () => {
  const branch = await stage.branchOf(3)
  const { secretary, people } = branch
  const meetingId = await opened(branch, 'theme_day')
  const phones = await phonesOf(stage, branch, people)
  const sign = async (index: number) => {
    const { code } = await secretary.call('meetings.signInCode', { meetingId })
    return phones[index]?.call('meetings.signIn', { meetingId, code })
  }
  stage.harness.setNow('2026-03-12T01:00:00Z')
  await sign(0)
  const { code: old } = await secretary.call('meetings.signInCode', { meetingId })
  stage.harness.setNow('2026-03-11T01:05:00Z')
  // A code of what is now tomorrow is none; one made now is.
  const refused = await failing(
    phones[1]?.call('meetings.signIn', { meetingId, code: old }) ?? Promise.resolve(),
  )
  expect(refused.code).toBe('invalid_input')
  await sign(1)
  await secretary.call('meetings.attend', { meetingId, entries: present(people.slice(2)) })
  await secretary.call('meetings.update', {
    meetingId,
    version: await versionOf(branch, meetingId),
    minutes: '第一句。',
  })
  // By the clock of now the meeting has not taken place: it is not closed into the future, and its record stays.
  expect((await failing(closed(branch, meetingId))).data.facts).toMatchObject({ reason: 'future' })
  const meeting = await secretary.call('meetings.get', { meetingId })
  expect(meeting).toMatchObject({
    state: 'open',
    present: 3,
    minutes: '第一句。',
    startedAt: '2026-03-12T09:00',
  })
  stage.harness.setNow('2026-03-12T02:30:00Z')
  await closed(branch, meetingId)
  expect(await secretary.call('meetings.get', { meetingId })).toMatchObject({
    state: 'held',
    present: 3,
    endedAt: '2026-03-12T10:00',
  })
  // The audit chain goes by its own numbers and not by the clock: every entry follows the one before it.
  const rows = await stage.harness.owner(
    'select seq::int as seq from audit where institution_id = $1 order by seq',
    [stage.hospital.institutionId],
  )
  expect(rows.map((row) => row['seq'])).toEqual(rows.map((_, index) => index + 1))
})

describe('two secretaries at one record', () => {
  test('neither loses text: the second is told, and saves on top of what the first wrote', async () => {
    const branch = await stage.branchOf(3)
    const second = await stage.harness.as('branch_secretary', branch.unit)
    const meetingId = await opened(branch, 'theme_day')
    const texts = ['甲写：集体学习。', '乙写：交流发言。'] as const
    const callers = [branch.secretary, second] as const
    const version = await versionOf(branch, meetingId)
    const save = async (which: 0 | 1, of: number, minutes: string): Promise<'done' | 'stale'> =>
      callers[which].call('meetings.update', { meetingId, version: of, minutes }).then(
        () => 'done' as const,
        (error: unknown) => {
          expect(failureOf(error).code).toBe('stale')
          return 'stale' as const
        },
      )
    const outcomes = await Promise.all([save(0, version, texts[0]), save(1, version, texts[1])])
    expect(outcomes.toSorted()).toEqual(['done', 'stale'])
    const loser = outcomes[0] === 'stale' ? 0 : 1
    const now = await branch.secretary.call('meetings.get', { meetingId })
    expect(now.minutes).toBe(texts[loser === 0 ? 1 : 0])
    expect(await save(loser, now.version, `${now.minutes}\n${texts[loser]}`)).toBe('done')
    const both = await second.call('meetings.get', { meetingId })
    for (const text of texts) expect(both.minutes).toContain(text)
  })
})
