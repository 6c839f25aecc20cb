// The product put together: every room's handlers, locators, sheets and jobs, on one floor.

import { join } from 'node:path'
import type { AnyRouter } from '@orpc/server'
import type { Logger } from 'pino'
import { contract } from './contract.ts'
import type { EndpointMeta } from './core/contract.ts'
import { openColumns } from './core/columns/index.ts'
import { type Database, openDatabase } from './core/db.ts'
import { openFiles } from './core/files.ts'
import type { Job } from './core/jobs.ts'
import { openKeyring } from './core/keys.ts'
import { buildRouter, type Floor } from './core/pipeline.ts'
import type { SealedTable } from './core/rotation.ts'
import { type App, buildApp, type ServerOptions } from './core/server.ts'
import { openUploads } from './core/uploads.ts'
import type { KeyFile } from './core/vault.ts'
import {
  accountsHandlers,
  type AccountsSettings,
  authenticate,
  locateAccount,
  plainSettings,
} from './foundation/accounts/index.ts'
import { auditHandlers, verifyJob } from './foundation/audit/index.ts'
import { calendarHandlers } from './foundation/calendar/index.ts'
import { dutiesHandlers, issueJob, locateDuty } from './foundation/duties/index.ts'
import { exchangeHandlers, runJob, tidyJob } from './foundation/exchange/index.ts'
import {
  noticeJobs,
  noticesHandlers,
  type NoticesSettings,
  silentSettings,
} from './foundation/notices/index.ts'
import { type FormProvider, formsHandlers, locatePrinted } from './foundation/forms/index.ts'
import { locateUnit, orgHandlers, orgJobs, type Port } from './foundation/org/index.ts'
import {
  locateIncoming,
  locateMerge,
  locateOutgoing,
  locatePerson,
  peopleHandlers,
} from './foundation/people/index.ts'
import { findingsHandlers } from './party/findings/index.ts'
import { lifeForms, lifeHandlers, locateAgreement, locatePlan, locateScheme } from './party/life/index.ts'
import { locateJudge, monthlyForms, monthlyHandlers, monthlyJob } from './party/monthly/index.ts'
import { locateMeeting, meetingForms, meetingsHandlers, meetingsPort } from './party/meetings/index.ts'
import { assessmentHandlers, assessmentPorts } from './performance/assessment/index.ts'
import { dischargesHandlers, dischargesJob } from './performance/discharges/index.ts'
import { indicatorsHandlers, yearlyPort } from './performance/indicators/index.ts'
import { joinHandlers, locateAction } from './performance/join/index.ts'

/** The sheets of the institution workbook after the organisation's own, in their order. */
export const laterPorts: readonly Port[] = [...assessmentPorts, yearlyPort, meetingsPort]

/** What recurs or waits in the queue, by the settings of the notices and the days that uploaded workbooks are kept. */
export const jobs = (settings: {
  readonly notices: NoticesSettings
  readonly importDays: number
}): readonly Job[] => [
  ...orgJobs,
  issueJob,
  ...noticeJobs(settings.notices),
  monthlyJob,
  verifyJob,
  runJob(laterPorts),
  tidyJob(settings.importDays),
  dischargesJob,
]
/** What the rooms hand in to be printed as a standard form. */
const formProviders: readonly FormProvider[] = [...meetingForms, ...lifeForms, ...monthlyForms]

/** What is sealed with keys of the vault; a rotation seals all of it anew. */
export const sealedTables: readonly SealedTable[] = [
  {
    table: 'person_identity',
    subject: 'person_id',
    columns: [
      { sealed: 'id_number', index: 'id_number_index' },
      { sealed: 'phone', index: 'phone_index' },
      { sealed: 'health' },
    ],
  },
  { table: 'account_totp', subject: 'account_id', columns: [{ sealed: 'secret' }] },
  { table: 'notice_preference', subject: 'account_id', columns: [{ sealed: 'address' }] },
  { table: 'notice_group', subject: 'unit_id', columns: [{ sealed: 'address' }] },
  { table: 'ballot_box', subject: 'resolution_id', columns: [{ sealed: 'counts' }] },
]

/** What a backup leaves out: ended sessions and the secrets of sign-in codes must not come back to life. */
export const transientTables: readonly string[] = ['session', 'meeting_sign_in']

export type Product = {
  readonly database: Database
  readonly floor: Floor
  readonly router: AnyRouter
  readonly app: App
  /** Takes over the keys of a rotation. */
  readonly replaceKeys: (keys: KeyFile) => void
  readonly close: () => Promise<void>
}

/** Opens the product on a migrated database; `filesFolder` keeps uploads and records of care, `webFolder` holds the built screens. */
export function openProduct(options: {
  /** The address of the application's login. */
  readonly url: string
  readonly filesFolder: string
  readonly webFolder: string
  readonly log: Logger
  /** The keys that identity data is sealed with. */
  readonly keys: KeyFile
  /** Where the keys can be read again when a value names one that is not known yet. */
  readonly keyFile?: string
  /** Connections to the database; 20 unless given. */
  readonly connections?: number
  readonly server?: ServerOptions
  /** The public address and the identity provider; neither by default. */
  readonly accounts?: AccountsSettings
  /** The mail server; none by default. */
  readonly notices?: NoticesSettings
  readonly now?: () => Temporal.Instant
}): Product {
  const database = openDatabase(
    options.url,
    options.connections === undefined ? {} : { connections: options.connections },
  )
  const keyring = openKeyring(options.keys, options.keyFile)
  const floor: Floor = {
    database,
    files: openFiles(options.filesFolder),
    vault: keyring.vault,
    columns: openColumns(join(options.filesFolder, 'columns')),
    uploads: openUploads(join(options.filesFolder, 'uploads')),
    log: options.log,
    now: options.now ?? (() => Temporal.Now.instant()),
    authenticate,
    locators: {
      unit: locateUnit,
      person: locatePerson,
      merge: locateMerge,
      'incoming transfer': locateIncoming,
      'outgoing transfer': locateOutgoing,
      account: locateAccount,
      duty: locateDuty,
      meeting: locateMeeting,
      'theme scheme': locateScheme,
      'activity plan': locatePlan,
      'partner agreement': locateAgreement,
      'received report': locateJudge,
      'join action': locateAction,
      printed: locatePrinted(formProviders),
    },
  }
  const router = buildRouter(floor, {
    accounts: { contract: contract.accounts, handlers: accountsHandlers(options.accounts ?? plainSettings) },
    audit: { contract: contract.audit, handlers: auditHandlers(sensitiveEndpoints()) },
    calendar: { contract: contract.calendar, handlers: calendarHandlers },
    org: { contract: contract.org, handlers: orgHandlers },
    people: { contract: contract.people, handlers: peopleHandlers },
    duties: { contract: contract.duties, handlers: dutiesHandlers },
    notices: {
      contract: contract.notices,
      handlers: noticesHandlers(options.notices ?? silentSettings),
    },
    forms: { contract: contract.forms, handlers: formsHandlers(formProviders) },
    exchange: { contract: contract.exchange, handlers: exchangeHandlers(laterPorts) },
    meetings: { contract: contract.meetings, handlers: meetingsHandlers },
    life: { contract: contract.life, handlers: lifeHandlers },
    monthly: { contract: contract.monthly, handlers: monthlyHandlers },
    findings: { contract: contract.findings, handlers: findingsHandlers },
    discharges: { contract: contract.discharges, handlers: dischargesHandlers },
    indicators: { contract: contract.indicators, handlers: indicatorsHandlers },
    assessment: { contract: contract.assessment, handlers: assessmentHandlers },
    join: { contract: contract.join, handlers: joinHandlers },
  })
  return {
    database,
    floor,
    router,
    app: buildApp(floor, router, options.webFolder, options.server),
    replaceKeys: keyring.replace,
    close: async () => {
      await floor.columns.close()
      await database.close()
    },
  }
}

/** The reads that are themselves written into the audit log, of all rooms. */
function sensitiveEndpoints(): readonly string[] {
  return Object.entries(contract).flatMap(([room, endpoints]) =>
    Object.entries(endpoints)
      .filter(([, { '~orpc': part }]) => (part.meta as unknown as EndpointMeta).sensitive)
      .map(([name]) => `${room}.${name}`),
  )
}
