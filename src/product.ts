// The product put together: every room's handlers, locators, sheets and jobs, on one floor.

import { join } from 'node:path'
import type { Hono } from 'hono'
import type { AnyRouter } from '@orpc/server'
import type { Logger } from 'pino'
import { contract } from './contract.ts'
import { openColumns } from './core/columns/index.ts'
import { type Database, openDatabase } from './core/db.ts'
import { openFiles } from './core/files.ts'
import type { Job } from './core/jobs.ts'
import { buildRouter, type Floor } from './core/pipeline.ts'
import { buildApp } from './core/server.ts'
import { openUploads } from './core/uploads.ts'
import { type KeyFile, openVault } from './core/vault.ts'
import { accountsHandlers, authenticate, locateAccount } from './foundation/accounts/index.ts'
import { auditHandlers } from './foundation/audit/index.ts'
import { calendarHandlers } from './foundation/calendar/index.ts'
import { dutiesHandlers, issueJob, locateDuty } from './foundation/duties/index.ts'
import { exchangeHandlers } from './foundation/exchange/index.ts'
import { locateUnit, orgHandlers, type Port } from './foundation/org/index.ts'
import { locatePerson, peopleHandlers } from './foundation/people/index.ts'
import { findingsHandlers } from './party/findings/index.ts'
import { lifeHandlers } from './party/life/index.ts'
import { locateMeeting, meetingsHandlers, meetingsPort } from './party/meetings/index.ts'
import { assessmentHandlers, assessmentPorts } from './performance/assessment/index.ts'
import { dischargesHandlers, dischargesJob } from './performance/discharges/index.ts'

/** The sheets of the institution workbook after the organisation's own, in their order. */
export const laterPorts: readonly Port[] = [...assessmentPorts, meetingsPort]

export const jobs: readonly Job[] = [issueJob, dischargesJob]

export type Product = {
  readonly database: Database
  readonly floor: Floor
  readonly router: AnyRouter
  readonly app: Hono
}

/** Opens the product on a migrated database; `filesFolder` keeps uploads and records of care, `webFolder` holds the built screens. */
export function openProduct(options: {
  readonly url: string
  readonly filesFolder: string
  readonly webFolder: string
  readonly log: Logger
  /** The keys that identity data is sealed with. */
  readonly keys: KeyFile
  readonly now?: () => Temporal.Instant
}): Product {
  const database = openDatabase(options.url)
  const floor: Floor = {
    database,
    files: openFiles(options.filesFolder),
    vault: openVault(options.keys),
    columns: openColumns(join(options.filesFolder, 'columns')),
    uploads: openUploads(join(options.filesFolder, 'uploads')),
    log: options.log,
    now: options.now ?? (() => Temporal.Now.instant()),
    authenticate,
    locators: {
      unit: locateUnit,
      person: locatePerson,
      account: locateAccount,
      duty: locateDuty,
      meeting: locateMeeting,
    },
  }
  const router = buildRouter(floor, {
    accounts: { contract: contract.accounts, handlers: accountsHandlers },
    audit: { contract: contract.audit, handlers: auditHandlers },
    calendar: { contract: contract.calendar, handlers: calendarHandlers },
    org: { contract: contract.org, handlers: orgHandlers },
    people: { contract: contract.people, handlers: peopleHandlers },
    duties: { contract: contract.duties, handlers: dutiesHandlers },
    exchange: { contract: contract.exchange, handlers: exchangeHandlers(laterPorts) },
    meetings: { contract: contract.meetings, handlers: meetingsHandlers },
    life: { contract: contract.life, handlers: lifeHandlers },
    findings: { contract: contract.findings, handlers: findingsHandlers },
    discharges: { contract: contract.discharges, handlers: dischargesHandlers },
    assessment: { contract: contract.assessment, handlers: assessmentHandlers },
  })
  return { database, floor, router, app: buildApp(floor, router, options.webFolder) }
}
