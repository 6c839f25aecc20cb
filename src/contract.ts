// The whole API as data: every room's contract under its name; server, client and openapi.json are made from it.

import { accountsContract } from './foundation/accounts/contract.ts'
import { auditContract } from './foundation/audit/contract.ts'
import { calendarContract } from './foundation/calendar/contract.ts'
import { dutiesContract } from './foundation/duties/contract.ts'
import { exchangeContract } from './foundation/exchange/contract.ts'
import { noticesContract } from './foundation/notices/contract.ts'
import { formsContract } from './foundation/forms/contract.ts'
import { orgContract } from './foundation/org/contract.ts'
import { peopleContract } from './foundation/people/contract.ts'
import { findingsContract } from './party/findings/contract.ts'
import { lifeContract } from './party/life/contract.ts'
import { meetingsContract } from './party/meetings/contract.ts'
import { monthlyContract } from './party/monthly/contract.ts'
import { assessmentContract } from './performance/assessment/contract.ts'
import { dischargesContract } from './performance/discharges/contract.ts'
import { indicatorsContract } from './performance/indicators/contract.ts'
import { joinContract } from './performance/join/contract.ts'

export const contract = {
  accounts: accountsContract,
  audit: auditContract,
  calendar: calendarContract,
  org: orgContract,
  people: peopleContract,
  duties: dutiesContract,
  notices: noticesContract,
  forms: formsContract,
  exchange: exchangeContract,
  meetings: meetingsContract,
  life: lifeContract,
  monthly: monthlyContract,
  findings: findingsContract,
  discharges: dischargesContract,
  indicators: indicatorsContract,
  assessment: assessmentContract,
  join: joinContract,
}
export type Contract = typeof contract
