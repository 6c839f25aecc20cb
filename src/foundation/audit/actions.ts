// Actions of the audit log: read an institution's entries, walk its chain, take it along, and the daily verification.

import { may } from '../../core/access.ts'
import { verifyAudit } from '../../core/audit.ts'
import { zone } from '../../core/calendar.ts'
import { AppError } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import type { Job } from '../../core/jobs.ts'
import { type Handlers, targetOf, type Work } from '../../core/pipeline.ts'
import type { Tx } from '../../core/db.ts'
import { namesOfAccounts } from '../accounts/index.ts'
import { everyInstitution, unitNames, unitsBelow } from '../org/index.ts'
import { namesOfPeople } from '../people/index.ts'
import type { AuditLine, auditContract } from './contract.ts'
import { logWorkbook } from './sheet.ts'
import {
  type AuditRow,
  type Filter,
  insertCheck,
  readChain,
  readChoices,
  readEntries,
  readHead,
  readLastCheck,
} from './store.ts'

const mostExported = 50_000

/** What a filter names: the contract's fields, without paging. */
type Wanted = {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly actor?: string | undefined
  readonly endpoint?: string | undefined
  readonly subjectKind?: string | undefined
  readonly subjectId?: string | undefined
  readonly below?: string | undefined
  readonly overridden: boolean
  readonly reads: boolean
  readonly search?: string | undefined
}

/** The handlers; `sensitive` names the endpoints whose reads are logged, of all rooms. */
export function auditHandlers(sensitive: readonly string[]): Handlers<typeof auditContract> {
  const filterOf = async (work: Work, institutionId: string, wanted: Wanted): Promise<Filter> => {
    const { from, to, endpoint, below, reads, overridden, actor, subjectKind, subjectId, search } = wanted
    const units =
      below === undefined
        ? undefined
        : (await unitsBelow(work.tx, [below], { withDissolved: true, today: work.today })).filter(
            (unit) => unit.institutionId === institutionId,
          )
    return {
      institutionId,
      from: from === undefined ? undefined : dayBegins(from),
      before:
        to === undefined ? undefined : dayBegins(Temporal.PlainDate.from(to).add({ days: 1 }).toString()),
      endpoints: reads
        ? sensitive.filter((name) => endpoint === undefined || name === endpoint)
        : endpoint === undefined
          ? undefined
          : [endpoint],
      unitIds: units?.map((unit) => unit.id),
      overridden,
      actor,
      subjectKind,
      subjectId,
      search,
    }
  }

  return {
    list: async (work, { beforeSeq, limit, ...wanted }) => {
      const institutionId = await institutionOf(work)
      const rows = await readEntries(work.tx, await filterOf(work, institutionId, wanted), {
        beforeSeq,
        limit,
      })
      return { entries: await withNames(work.tx, rows) }
    },

    choices: async (work) => {
      const found = await readChoices(work.tx, await institutionOf(work))
      const accounts = await namesOfAccounts(work.tx, found.actors)
      const units = await unitNames(work.tx, found.unitIds)
      return {
        actors: found.actors.map((id) => ({ id, name: accounts.get(id)?.name ?? id })),
        endpoints: found.endpoints,
        subjectKinds: found.subjectKinds,
        units: [...units].map(([id, { name }]) => ({ id, name })),
      }
    },

    status: async (work) => {
      const institutionId = await institutionOf(work)
      const last = await readLastCheck(work.tx, institutionId)
      const by =
        last === null || last.accountId === null
          ? null
          : (await namesOfAccounts(work.tx, [last.accountId])).get(last.accountId)
      return {
        head: await readHead(work.tx, institutionId),
        lastCheck:
          last === null
            ? null
            : { at: last.at, by: by?.name ?? null, entries: last.entries, brokenAt: last.brokenAt },
      }
    },

    verify: async (work, { noted }) => {
      const institutionId = await institutionOf(work)
      const found = await check(work.tx, institutionId, {
        at: work.now.toString({ smallestUnit: 'millisecond' }),
        accountId: work.principal.accountId,
        noted: noted === undefined ? [] : [noted],
      })
      const { entries, brokenAt, head } = found
      return { entries, brokenAt, head, noted: noted === undefined ? null : (found.noted[0] ?? null) }
    },

    exportTable: async (work, { language, ...wanted }) => {
      const institutionId = await institutionOf(work)
      const filter = await filterOf(work, institutionId, wanted)
      const rows = await readEntries(work.tx, filter, { limit: mostExported })
      const name = await rootName(work)
      const { unitId: _, ...asked } = wanted as Wanted & { unitId: string }
      reportExport(work, { exported: 'table', entries: rows.length, filter: asked })
      const bytes = await logWorkbook(await withNames(work.tx, rows), language)
      return new File(
        [new Uint8Array(bytes)],
        `${name}_${language === 'zh' ? '审计日志' : 'audit-log'}_${work.today}.xlsx`,
        {
          type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        },
      )
    },

    exportChain: async (work, { fromSeq }) => {
      const institutionId = await institutionOf(work)
      const rows = await readChain(work.tx, institutionId, fromSeq, mostExported)
      const name = await rootName(work)
      const [first, last] = [rows[0]?.seq ?? 0, rows.at(-1)?.seq ?? 0]
      reportExport(work, { exported: 'chain', entries: rows.length, from: first, to: last })
      const lines = rows.map(
        ({ seq, previous, hash, text }) => `${JSON.stringify({ seq, previous, hash, entry: text })}\n`,
      )
      return new File(lines, `${name}_${first}-${last}.jsonl`, { type: 'application/jsonl' })
    },
  }
}

/** Every day, five past two in China: each chain is walked; a broken one is shown on the page and shouted in the log. */
export const verifyJob: Job = {
  name: 'audit:verify',
  cron: '5 18 * * *',
  work: async ({ database, now, log }) => {
    const institutions = await database.inScope([], (tx) => everyInstitution(tx))
    for (const institutionId of institutions) {
      const { entries, brokenAt } = await database.inScope([institutionId], (tx) =>
        check(tx, institutionId, {
          at: now().toString({ smallestUnit: 'millisecond' }),
          accountId: null,
          noted: [],
        }),
      )
      if (brokenAt !== null)
        log.error({ institution: institutionId, entries, brokenAt }, 'audit chain broken')
    }
  },
}

/**
 * Walks the chain and keeps what it found. The head that the last whole verification saw is compared too: a chain that
 * was cut and given a new head still breaks where it leaves that one.
 */
async function check(
  tx: Tx,
  institutionId: string,
  by: {
    readonly at: string
    readonly accountId: string | null
    readonly noted: readonly { readonly seq: number; readonly hash: string }[]
  },
) {
  const last = await readLastCheck(tx, institutionId, true)
  const known = last === null ? [] : [{ seq: last.entries, hash: last.head }]
  const walked = await verifyAudit(tx, institutionId, [...by.noted, ...known])
  const left = last !== null && walked.brokenAt === null && walked.noted.at(-1) !== 'matches'
  const brokenAt = left ? Math.min(walked.entries + 1, last.entries) : walked.brokenAt
  const found = { ...walked, entries: brokenAt === null ? walked.entries : brokenAt - 1, brokenAt }
  await insertCheck(tx, {
    institutionId,
    id: newId(),
    checkedAt: by.at,
    accountId: by.accountId,
    entries: found.entries,
    brokenAt,
    head: found.head,
  })
  return found
}

/** The names of accounts, units and people as they are today; of other subjects the auditor sees kind and id. */
async function withNames(tx: Tx, rows: readonly AuditRow[]): Promise<AuditLine[]> {
  const subjects = (kind: string) =>
    rows.filter((row) => row.subjectKind === kind && uuid.test(row.subjectId)).map((row) => row.subjectId)
  const distinct = (ids: readonly (string | null)[]) => [
    ...new Set(ids.filter((id): id is string => id !== null && id !== '')),
  ]
  const accounts = await namesOfAccounts(
    tx,
    distinct([...rows.map((row) => row.actor), ...subjects('account')]),
  )
  const units = await unitNames(tx, distinct([...rows.map((row) => row.unitId), ...subjects('unit')]))
  const people = await namesOfPeople(tx, distinct(subjects('person')))
  const nameOf = ({ subjectKind, subjectId }: AuditRow): string | null => {
    if (subjectKind === 'account') return accounts.get(subjectId)?.name ?? null
    if (subjectKind === 'unit') return units.get(subjectId)?.name ?? null
    return subjectKind === 'person' ? (people.get(subjectId) ?? null) : null
  }
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at,
    requestId: row.requestId,
    actor: row.actor,
    actorName: accounts.get(row.actor)?.name ?? null,
    endpoint: row.endpoint,
    subjectKind: row.subjectKind,
    subjectId: row.subjectId,
    subjectName: nameOf(row),
    unitId: row.unitId,
    unitName: row.unitId === null ? null : (units.get(row.unitId)?.name ?? null),
    before: row.before,
    after: row.after,
    refusals: row.refusals,
  }))
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const dayBegins = (day: string): string =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone }).toInstant().toString()

function reportExport(work: Work, after: object): void {
  work.changed({ subject: 'audit', id: targetOf(work).institutionId, after })
}

async function rootName(work: Work): Promise<string> {
  const root = await rootOf(work)
  return (await unitNames(work.tx, [root])).get(root)?.name ?? ''
}

/** The root unit of the named unit's institution. */
async function rootOf(work: Work): Promise<string> {
  const { path } = targetOf(work)
  const names = await unitNames(work.tx, path)
  return path.findLast((id) => ['commission', 'institution'].includes(names.get(id)?.kind ?? '')) ?? ''
}

/**
 * The institution of the named unit. The log is the institution's, so the permission must reach the institution's
 * root: an auditor of one branch does not read what the others did.
 */
async function institutionOf(work: Work): Promise<string> {
  const { institutionId, path } = targetOf(work)
  const root = path.indexOf(await rootOf(work))
  if (!may(work.principal, 'audit.read', path.slice(0, root + 1)))
    throw new AppError('not_found', { kind: 'unit' })
  return institutionId
}
