// What endpoints and subjects are called in the audit log; an unknown one shows its raw name.

import { en } from './acts/en.ts'
import { zh } from './acts/zh.ts'

export const actWords = { zh, en }

type Table = { readonly [key: string]: string | Table }

/** The word under a path of keys, or the raw name: 'meetings.close' → 会议结束. */
export function wordOf(table: object, path: readonly string[]): string | null {
  let step: string | Table | undefined = table as Table
  for (const key of path) {
    if (typeof step !== 'object' || !Object.hasOwn(step, key)) return null
    step = step[key]
  }
  return typeof step === 'string' ? step : null
}
