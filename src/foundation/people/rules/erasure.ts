// Deletion on request: what goes, what must be kept and why. No I/O.

import type { Citation } from '../../../core/law.ts'
import type { StatusStep } from '../../org/rules.ts'
import type { PartyStatus } from '../../org/words.ts'

/** What can be deleted. */
export const erasable = ['idNumber', 'phone', 'health', 'facts', 'situation', 'name'] as const
export type Erasable = (typeof erasable)[number]

/** What stays, and why: the screen words it. */
export const kept = [
  'status_history',
  'measures',
  'affiliations',
  'meeting_rolls',
  'transfers',
  'audit',
] as const

/** What deletion on request rests on; nobody here has compared the official text. */
export const erasureCites: readonly Citation[] = [
  {
    source: '中华人民共和国个人信息保护法',
    article: '第四十七条',
    level: 'national',
    verified: false,
    from: '2021-11-01',
    note: '尚未核对官方文本；党内档案的保存期限未取得依据',
  },
]

const memberEver: readonly PartyStatus[] = [
  'probationary',
  'full',
  'suspended',
  'removed',
  'expelled',
  'transferred',
]

/** A member's name stands on rolls and in minutes that must stay readable; only others may have it replaced. */
export const mayReplaceName = (status: PartyStatus, history: readonly StatusStep[]): boolean =>
  !memberEver.includes(status) && !history.some((step) => memberEver.includes(step.status))
