// What tests of front pages share: an institution with its office, a file on its way through the import, bytes of GB18030.

import { header, lineOf, pageOf } from '../demo/discharges/generate.ts'
import { dischargesJob } from '../src/performance/discharges/index.ts'
import type { Caller, Harness, SeededUnit } from './harness.ts'
import { seedInstitution } from './seed.ts'

export const never = new AbortController().signal
export const whole = { from: 200001, to: 210012 }

type Place = { readonly unit: SeededUnit; readonly caller: Caller }

type Begun = { readonly encoding?: 'utf-8' | 'gb18030'; readonly mapping?: object }

export function dischargeStage(harness: () => Harness) {
  async function found(name: string): Promise<Place> {
    const unit = await seedInstitution(harness(), { name })
    return { unit, caller: await harness().as('performance_office', unit) }
  }

  const work = (place: Place, runId: string, stop = never): Promise<void> =>
    dischargesJob.work(harness().product.floor, { institutionId: place.unit.institutionId, runId }, stop)

  /** Begins, uploads in parts of a size that cuts rows, and checks. */
  async function upload(place: Place, bytes: Uint8Array, more: Begun = {}): Promise<string> {
    const unitId = place.unit.id
    const { runId } = await place.caller.call('discharges.begin', {
      unitId,
      fileName: '2025.csv',
      size: bytes.length,
      encoding: more.encoding ?? null,
      ...(more.mapping === undefined ? {} : { mapping: more.mapping }),
    })
    const step = 700_001
    for (let offset = 0; offset < bytes.length; offset += step) {
      const part = new File([Buffer.from(bytes.subarray(offset, offset + step))], 'part')
      await place.caller.call('discharges.part', { unitId, runId, offset, part })
    }
    await place.caller.call('discharges.check', { unitId, runId })
    return runId
  }

  async function checked(place: Place, bytes: Uint8Array, more: Begun = {}) {
    const runId = await upload(place, bytes, more)
    await work(place, runId)
    const run = await runOf(place, runId)
    return { runId, run, outcome: run.outcome }
  }

  async function runOf(place: Place, runId: string) {
    const { runs } = await place.caller.call('discharges.runs', { unitId: place.unit.id })
    const run = runs.find(({ id }) => id === runId)
    if (run === undefined) throw new Error('No such run')
    return run
  }

  async function publish(place: Place, runId: string, acceptPartial = false): Promise<void> {
    await place.caller.call('discharges.publish', { unitId: place.unit.id, runId, acceptPartial })
    await work(place, runId)
  }

  async function indicators(place: Place, more: { byDepartment?: boolean; byMonth?: boolean } = {}) {
    const { rows } = await place.caller.call('discharges.indicators', {
      unitId: place.unit.id,
      ...whole,
      ...more,
    })
    return rows
  }

  async function stays(place: Place): Promise<number> {
    const [row] = await indicators(place)
    return row?.cells['discharges']?.numerator ?? 0
  }

  async function faultsOf(place: Place, runId: string) {
    const { faults, kinds } = await place.caller.call('discharges.faults', { unitId: place.unit.id, runId })
    return { faults, kinds }
  }

  return { checked, faultsOf, found, indicators, publish, runOf, stays, upload, work }
}

/** Only the characters of these tests: GB18030 of them, told by the decoder itself. */
export function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const bytesOf = new Map<string, readonly [number, number]>()
  for (let high = 0x81; high < 0xff; high += 1) {
    for (let low = 0x40; low < 0xff; low += 1) {
      if (low !== 0x7f) bytesOf.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
    }
  }
  return Buffer.from(
    Array.from(text).flatMap((character) => {
      if (character.charCodeAt(0) < 0x80) return [character.charCodeAt(0)]
      const pair = bytesOf.get(character)
      if (pair === undefined) throw new Error(`Not in GB18030's two bytes: ${character}`)
      return [...pair]
    }),
  )
}

/** A file of these lines under the dictionary's header. */
export function file(lines: readonly string[], options: { readonly end?: string } = {}): Buffer {
  return Buffer.from([header.join(','), ...lines].join('\r\n') + (options.end ?? '\r\n'))
}

/** The line of a generated page, with some cells changed. */
export const line = (at: number, more: Record<string, string> = {}): string =>
  lineOf({ ...pageOf({ count: 1 }, at).page, ...more })
