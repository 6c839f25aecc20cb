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

/** 《中国共产党党员教育管理工作条例》, read in full except Article 20. */
export function memberRegulations(article: string): Citation {
  return {
    source: '中国共产党党员教育管理工作条例',
    article,
    level: 'national',
    verified: true,
    from: '2019-05-06',
  }
}

/** 《关于中国共产党党费收缴、使用和管理的规定》, read in full. */
export function duesRegulations(article: string): Citation {
  return {
    source: '关于中国共产党党费收缴、使用和管理的规定',
    article,
    level: 'national',
    verified: true,
    from: '2008-04-01',
  }
}

/** 《中国共产党章程》: only excerpts were seen; `note` says of what. */
export function partyConstitution(article: string, note: string): Citation {
  return { source: '中国共产党章程', article, level: 'national', verified: false, from: '2022-10-22', note }
}
