// What identifies the demo's people and where a few of them are: made up, and in ranges that nobody real has.

import { checkCharacter } from '../src/foundation/people/rules.ts'
import { move } from './calendar.ts'
import { randomFrom } from './random.ts'
import type { PersonRow, PostRow } from './rows.ts'

/** No place in China has this region code, so nobody has such a number. */
const noRegion = '999999'
const places = ['浙江省杭州市', '广东省深圳市', '上海市浦东新区', '陕西省西安市'] as const

/** Adds identity numbers, phones and whereabouts; a stream of its own leaves names and dates as they are. */
export function identified(
  institution: string,
  people: readonly PersonRow[],
  posts: readonly PostRow[],
  today: string,
): PersonRow[] {
  const random = randomFrom(`linghang identity ${institution}`)
  const leading = new Set(posts.map((post) => post.staffNo))
  const bornThatDay = new Map<string, number>()
  const plain = people.filter((row) => row.status === 'full' && !leading.has(row.staffNo))
  const floating = new Set(random.some(serving(plain), plain.length > 60 ? 3 : 1))
  const infirm = new Set(random.some(old(plain), plain.length > 60 ? 4 : 1))
  const abroad = plain.length > 400 ? serving(plain).find((row) => !floating.has(row)) : undefined
  return people.map((row, index) => {
    // The serial number of the day of birth: odd for a man, even for a woman.
    const key = `${row.bornOn} ${row.gender}`
    const before = bornThatDay.get(key) ?? 0
    bornThatDay.set(key, before + 1)
    const serial = String(before * 2 + (row.gender === 'male' ? 1 : 2)).padStart(3, '0')
    const digits = `${noRegion}${row.bornOn.replaceAll('-', '')}${serial}`
    return {
      ...row,
      idNumber: digits + checkCharacter(digits),
      phone: `1990000${String(index % 10_000).padStart(4, '0')}`,
      ...(floating.has(row)
        ? { floatingSince: move(today, { months: -random.int(7, 20) }), floatingPlace: random.pick(places) }
        : {}),
      ...(infirm.has(row) ? { infirm: true } : {}),
      ...(row === abroad ? { abroadSince: move(today, { months: -8 }), abroadFor: 'study' as const } : {}),
    }
  })
}

const serving = (people: readonly PersonRow[]): readonly PersonRow[] =>
  people.filter((row) => row.service === 'in_service')
const old = (people: readonly PersonRow[]): readonly PersonRow[] =>
  people.filter((row) => row.service === 'retired')
