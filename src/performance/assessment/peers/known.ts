// The indicators that a heading of a peer table may name: by number, name or another name.

import { type Indicator, indicators } from '../../indicators/rules.ts'
import type { PeerColumnView } from './contract.ts'

/** How the units of the indicators are written in a heading. */
const unitSigns: Readonly<Partial<Record<Indicator['unit'], string>>> = {
  percent: '%',
  persons: '人次',
  days: '天',
  yuan: '元',
  wan_yuan: '万元',
  minutes: '分钟',
  ddds: 'DDDs',
  one_to: '1:x',
  points: '分',
  level: '级',
}

/** What people write differently without meaning anything else: blanks, brackets, width of letters, case. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s()\-_、,:;·%▲*"“”]/g, '')

/** Of a name that both national lists have, the list of the institution's level counts. */
function namesOf(list: Indicator['list']): ReadonlyMap<string, Indicator> {
  const later = indicators.filter((each) => each.list !== list)
  const first = indicators.filter((each) => each.list === list)
  return new Map(
    [...later, ...first].flatMap((each) =>
      [each.id, each.zh, each.en, ...each.aliases].map((name) => [plain(name), each] as const),
    ),
  )
}
const byName = { tertiary: namesOf('tertiary'), secondary: namesOf('secondary') }

/** 'GK3-06 出院患者四级手术比例（%）' → id, name and unit; a heading that nobody knows keeps its name. */
export function columnOf(heading: string, key: string, list: 'tertiary' | 'secondary'): PeerColumnView {
  const text = heading.normalize('NFKC').trim()
  const unitIn = /\(([^()]{1,20})\)$/.exec(text)
  const bare = unitIn === null ? text : text.slice(0, unitIn.index).trim()
  const idIn = /^([a-z]{2}\d?-[a-z]?\d+(?:\.\d+)?)(?![\w.])\s*/i.exec(bare)
  const names = byName[list]
  const found = [text, bare, idIn?.[1] ?? ''].map((name) => names.get(plain(name))).find((each) => each)
  const rest = idIn === null ? bare : bare.slice(idIn[0].length)
  const unit = unitIn?.[1] ?? (found === undefined ? '' : (unitSigns[found.unit] ?? ''))
  return {
    key,
    name: (rest === '' ? (found?.zh ?? bare) : rest).slice(0, 80),
    unit,
    // To be completed step by step: more is better.
    direction: found === undefined || found.direction === 'improve' ? 'up' : found.direction,
    weight: 1,
    indicator: found?.id ?? null,
    factor:
      unit === '%' ? 100 : unit === '‰' ? 1000 : found?.formula?.as === 'ratio' ? found.formula.factor : 1,
    denominator: null,
  }
}
