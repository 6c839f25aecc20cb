// The regulations that several rooms cite: their names and first days, so that each is written once.

import type { Citation } from './law.ts'

/** 《中国共产党支部工作条例（试行）》, read in full: all its articles are verified. */
export function branchRegulations(article: string, more: Partial<Citation> = {}): Citation {
  return {
    source: '中国共产党支部工作条例（试行）',
    article,
    level: 'national',
    verified: true,
    from: '2018-10-28',
    ...more,
  }
}
