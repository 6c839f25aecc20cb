// How a name is ordered and found: its pinyin by syllables, the surname read as a surname. Server side; no I/O.

import { pinyin } from 'pinyin-pro'

// Surnames that the library reads as the ordinary word; compound ones before single ones.
const surnames: readonly (readonly [string, readonly string[]])[] = [
  ['单于', ['chan', 'yu']],
  ['澹台', ['tan', 'tai']],
  ['佴', ['nai']],
  ['么', ['yao']],
]

/** A text's syllables without tones; Latin letters stay together, marks and spaces fall away; ü is written v. */
function syllables(text: string, surname: 'head' | 'off'): readonly string[] {
  return pinyin(text, { toneType: 'none', surname, type: 'array', v: true, nonZh: 'consecutive' })
    .flatMap((part) => part.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((part) => part !== '')
}

/**
 * The pinyin of a Chinese name, syllables apart: 曾晓敏 → "zeng xiao min", 尉迟恭 → "yu chi gong". Ordered by it, 李 (li)
 * comes before 连 (lian), as in a dictionary. Searching drops the spaces or takes the initials from it.
 */
export function nameSort(name: string): string {
  const clean = name.normalize('NFKC').trim()
  const special = surnames.find(([surname]) => clean.startsWith(surname))
  const parts =
    special === undefined
      ? syllables(clean, 'head')
      : [...special[1], ...syllables(clean.slice(special[0].length), 'off')]
  return parts.join(' ')
}
