// A file on its way in, part by part: sent twice, with a gap, cancelled meanwhile, too large for the disk.

import { readFile, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dischargeStage, file, line } from '../../../test/discharge-stage.ts'
import { failing, failureOf, type Harness, openHarness } from '../../../test/harness.ts'
import { fits, keptFree, requireSpace } from '../../core/disk.ts'

let harness: Harness

beforeAll(async () => {
  harness = await openHarness()
  harness.setNow('2026-11-21')
})
afterAll(() => harness.close())

const { found, runOf, work } = dischargeStage(() => harness)

test('cancelled while a part arrives: nothing of the file is left on the disk, whichever was first', async () => {
  const place = await found('取消与分片')
  const unitId = place.unit.id
  const part = Buffer.alloc(2_000_000, 'x')
  for (let round = 0; round < 12; round += 1) {
    const { runId } = await place.caller.call('discharges.begin', {
      unitId,
      fileName: 'a.csv',
      size: 2 * part.length,
    })
    const send = (offset: number) =>
      place.caller.call('discharges.part', { unitId, runId, offset, part: new File([part], 'p') })
    await send(0)
    const [sent, cancelled] = await Promise.allSettled([
      send(part.length),
      place.caller.call('discharges.cancel', { unitId, runId }),
    ])
    expect(cancelled.status).toBe('fulfilled')
    if (sent.status === 'rejected') expect(failureOf(sent.reason).code).toBe('wrong_state')
    expect(await runOf(place, runId)).toMatchObject({ state: 'cancelled' })
    await expect(readFile(harness.product.floor.uploads.pathOf(runId))).rejects.toThrow('ENOENT')
  }
})

test('a file that the disk has no space for is refused before it is sent, with what is needed and free', async () => {
  expect([keptFree - 1, keptFree, keptFree + 1].map((free) => fits(0, free))).toEqual([false, true, true])
  expect(fits(100, keptFree + 99)).toBe(false)
  const { bavail, bsize } = await statfs(tmpdir())
  const freeMb = Math.floor((bavail * bsize) / 2 ** 20)
  const refused = await requireSpace(tmpdir(), 2 * bavail * bsize).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'too_large', facts: { reason: 'disk_space' } })
  const { facts } = refused as { facts: { neededMb: number; freeMb: number } }
  // Others write to this disk meanwhile.
  expect(Math.abs(facts.freeMb - freeMb)).toBeLessThan(2_000)
  expect(facts.neededMb).toBeGreaterThan(facts.freeMb)

  const place = await found('磁盘')
  const size = 100_000_000_000
  const begun = place.caller.call('discharges.begin', { unitId: place.unit.id, fileName: 'a.csv', size })
  if (fits(2 * size, bavail * bsize)) await begun
  else {
    expect((await failing(begun)).data.facts).toMatchObject({ reason: 'disk_space' })
    expect((await place.caller.call('discharges.runs', { unitId: place.unit.id })).runs).toEqual([])
  }
})

test('a part sent twice is kept once; a gap is refused', async () => {
  const place = await found('分片')
  const bytes = file([line(0)])
  const unitId = place.unit.id
  const { runId } = await place.caller.call('discharges.begin', {
    unitId,
    fileName: 'a.csv',
    size: bytes.length,
  })
  const send = (offset: number, to: number) =>
    place.caller.call('discharges.part', {
      unitId,
      runId,
      offset,
      part: new File([Buffer.from(bytes.subarray(offset, to))], 'p'),
    })
  await send(0, 100)
  await send(0, 100)
  expect((await failing(send(500, 600))).code).toBe('stale')
  expect((await failing(place.caller.call('discharges.check', { unitId, runId }))).code).toBe('wrong_state')
  await send(100, bytes.length)
  await place.caller.call('discharges.check', { unitId, runId })
  await work(place, runId)
  expect(await runOf(place, runId)).toMatchObject({ state: 'checked', outcome: { good: 1 } })
})
