// The indicators that a heading of a peer table may name: by number, name or another name.

import type { PeerColumnView } from './contract.ts'
import type { Direction } from './methods/peers.ts'

export type Known = {
  readonly id: string
  readonly names: readonly string[]
  readonly unit: string
  readonly direction: Direction
  readonly factor: number
}

/** No list yet: every heading is a column of its own. */
const known: readonly Known[] = []

/** What people write differently without meaning anything else: blanks, brackets, width of letters, case. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s()\-_、,:;·%▲*"“”]/g, '')

const byName = new Map(known.flatMap((each) => [each.id, ...each.names].map((name) => [plain(name), each])))

/** 'GK3-06 出院患者四级手术比例（%）' → id, name and unit; a heading that nobody knows keeps its name. */
export function columnOf(heading: string, key: string): PeerColumnView {
  const text = heading.normalize('NFKC').trim()
  const unitIn = /\(([^()]{1,20})\)$/.exec(text)
  const bare = unitIn === null ? text : text.slice(0, unitIn.index).trim()
  const idIn = /^([a-z]{2}\d?-[a-z]?\d+(?:\.\d+)?)\b\s*/i.exec(bare)
  const found = byName.get(plain(text)) ?? byName.get(plain(bare)) ?? byName.get(plain(idIn?.[1] ?? ''))
  const unit = unitIn?.[1] ?? found?.unit ?? ''
  const rest = idIn === null ? bare : bare.slice(idIn[0].length)
  return {
    key,
    name: (rest === '' ? (found?.names[0] ?? bare) : rest).slice(0, 80),
    unit,
    direction: found?.direction ?? 'up',
    weight: 1,
    indicator: found?.id ?? null,
    factor: factorOf(unit) ?? found?.factor ?? 1,
    denominator: null,
  }
}

/** A share counts in hundreds or thousands of its denominator. */
const factorOf = (unit: string): number | null => (unit === '%' ? 100 : unit === '‰' ? 1000 : null)
