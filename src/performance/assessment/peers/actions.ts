// Actions of peer tables: import with every fault told, edit, remove and bring back, write out, and the gaps of the own hospital.

import { may } from '../../../core/access.ts'
import type { Tx } from '../../../core/db.ts'
import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Handlers, Work } from '../../../core/pipeline.ts'
import { readInstitution, readUnit } from '../../../foundation/org/index.ts'
import { indicatorOf, listOf, readValues } from '../../indicators/index.ts'
import { rootOf } from '../root.ts'
import { lastRankOf, schemeForTable, schemesWith } from '../schemes/rules.ts'
import { readSchemes } from '../schemes/store.ts'
import type { GapView, PeerHead, peersContract } from './contract.ts'
import { type PeerReading, readPeers, writePeers, writeTemplate } from './file.ts'
import { gapsOf } from './methods/gaps.ts'
import { type Method, moving } from './methods/scoring.ts'
import {
  changeTable,
  deleteRow,
  findTable,
  insertTable,
  putRow,
  readPeerRows,
  readTables,
  setRemoved,
} from './store.ts'

/** Beyond these a list of faults helps nobody; their number is told all the same. */
const toldFaults = 1_000
const excelFile = (bytes: Uint8Array, name: string): File =>
  new File([new Uint8Array(bytes)], name, {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })

export const peersHandlers: Handlers<typeof peersContract> = {
  peerTables: async (work) => {
    const root = rootOf(work)
    return {
      name: (await readUnit(work.tx, root.institutionId, root.id)).name,
      tables: await readTables(work.tx, root.institutionId),
      mayWrite: may(work.principal, 'figure.write', root.path),
    }
  },

  peerTable: async (work, { tableId }) => {
    const root = rootOf(work)
    const table = await tableOf(work, tableId)
    return {
      ...table,
      institution: (await readUnit(work.tx, root.institutionId, root.id)).name,
      rows: await readPeerRows(work.tx, root.institutionId, tableId),
      mayWrite: may(work.principal, 'figure.write', root.path),
    }
  },

  peerTemplate: async (work) => {
    const root = rootOf(work)
    const { name } = await readUnit(work.tx, root.institutionId, root.id)
    return excelFile(await writeTemplate(name), '同组机构表.xlsx')
  },

  checkPeers: async (work, { file }) => {
    const root = rootOf(work)
    const { name } = await readUnit(work.tx, root.institutionId, root.id)
    const { columns, rows, faults } = await read(work, file)
    return {
      columns: [...columns],
      hospitals: rows.length,
      names: rows.map((row) => row.name),
      own: rows.find((row) => row.name === name)?.name ?? null,
      faults: faults.slice(0, toldFaults),
      faultCount: faults.length,
    }
  },

  importPeers: async (work, { file, own, acceptPartial, ...about }) => {
    const { institutionId } = rootOf(work)
    const { columns, rows, faults } = await read(work, file)
    if (rows.length === 0 || (faults.length > 0 && !acceptPartial)) {
      throw new AppError('invalid_input', { reason: 'faults_in_file', count: faults.length })
    }
    const id = newId()
    const table = { ...about, id, columns, ownNo: rows.find(({ name }) => name === own)?.no ?? null }
    await insertTable(work.tx, institutionId, table, rows, work.now)
    work.changed({
      subject: 'peer_table',
      id,
      before: null,
      after: { name: about.name, year: about.year, source: about.source, count: rows.length },
    })
    return { tableId: id }
  },

  savePeers: async (work, { tableId, version, name, year, peerGroup, source, columns, ownNo }) => {
    const { institutionId } = rootOf(work)
    const before = await tableOf(work, tableId)
    const keys = (of: PeerHead['columns']) => of.map(({ key }) => key).join(' ')
    // Values stand in the order of the columns: columns are changed, not moved.
    if (keys(columns) !== keys(before.columns))
      throw new AppError('invalid_input', { reason: 'columns_moved' })
    if (
      ownNo !== null &&
      !(await readPeerRows(work.tx, institutionId, tableId)).some(({ no }) => no === ownNo)
    ) {
      throw new AppError('invalid_input', { reason: 'own_missing' })
    }
    const change = { id: tableId, version, now: work.now, name, year, peerGroup, source, columns, ownNo }
    const saved = await changeTable(work.tx, institutionId, change)
    if (saved === null) throw new AppError('stale')
    work.changed({
      subject: 'peer_table',
      id: tableId,
      before: entered(before),
      after: entered({ ...before, name, year, peerGroup, source, columns, ownNo }),
    })
    return { version: saved }
  },

  savePeerRow: async (work, { tableId, no, name, values, version }) => {
    const { institutionId } = rootOf(work)
    const table = await tableOf(work, tableId)
    if (values.length !== table.columns.length)
      throw new AppError('invalid_input', { reason: 'columns_moved' })
    // The version first: whoever comes second finds it taken and changes nothing.
    const saved = await changeTable(work.tx, institutionId, { id: tableId, version, now: work.now })
    if (saved === null) throw new AppError('stale')
    const rows = await readPeerRows(work.tx, institutionId, tableId)
    const before = rows.find((row) => row.no === no) ?? null
    if (no !== null && before === null) throw new AppError('not_found')
    const at = no ?? Math.max(0, ...rows.map((row) => row.no)) + 1
    await putRow(work.tx, institutionId, tableId, { no: at, name, values })
    work.changed({
      subject: 'peer_row',
      id: `${tableId}/${at}`,
      before: before === null ? null : { name: before.name, values: before.values.join(' ') },
      after: { name, values: values.join(' ') },
    })
    return { version: saved, no: at }
  },

  removePeerRow: async (work, { tableId, no, version }) => {
    const { institutionId } = rootOf(work)
    const table = await tableOf(work, tableId)
    const ownNo = table.ownNo === no ? null : table.ownNo
    const saved = await changeTable(work.tx, institutionId, { id: tableId, version, now: work.now, ownNo })
    if (saved === null) throw new AppError('stale')
    const before = (await readPeerRows(work.tx, institutionId, tableId)).find((row) => row.no === no)
    if (before === undefined) throw new AppError('not_found')
    await deleteRow(work.tx, institutionId, tableId, no)
    work.changed({
      subject: 'peer_row',
      id: `${tableId}/${no}`,
      before: { name: before.name, values: before.values.join(' ') },
      after: null,
    })
    return { version: saved }
  },

  fillOwn: async (work, { tableId, version }) => {
    const { institutionId } = rootOf(work)
    const table = await tableOf(work, tableId)
    const rows = await readPeerRows(work.tx, institutionId, tableId)
    const own = rows.find(({ no }) => no === table.ownNo)
    if (own === undefined) throw new AppError('invalid_input', { reason: 'own_missing' })
    const known = await readValues(work, institutionId, table.year)
    const columns = table.columns.map((column) => {
      const found = column.indicator === null ? undefined : known.get(column.indicator)
      const formula = column.indicator === null ? null : (indicatorOf(column.indicator)?.formula ?? null)
      // Cases are counted only where the numerator counts them: of revenue and staff there are no cases.
      const counts =
        formula?.as === 'ratio' && 'from' in formula.numerator && formula.numerator.from === 'records'
      if (!counts || found?.denominator === null || found?.denominator === undefined || found.hidden)
        return column
      return { ...column, factor: formula.factor, denominator: found.denominator }
    })
    const values = table.columns.map(({ indicator }, index) => {
      const found = indicator === null ? undefined : known.get(indicator)
      return found === undefined || found.value === null || found.hidden
        ? (own.values[index] ?? null)
        : found.value
    })
    const filled = table.columns.flatMap(({ name }, index) =>
      values[index] === own.values[index] ? [] : [name],
    )
    const saved = await changeTable(work.tx, institutionId, { id: tableId, version, now: work.now, columns })
    if (saved === null) throw new AppError('stale')
    await putRow(work.tx, institutionId, tableId, { ...own, values })
    work.changed({
      subject: 'peer_row',
      id: `${tableId}/${own.no}`,
      before: { name: own.name, values: own.values.join(' ') },
      after: { name: own.name, values: values.join(' ') },
    })
    return { version: saved, filled }
  },

  removePeers: async (work, { tableId }) => {
    const { institutionId } = rootOf(work)
    const before = await tableOf(work, tableId)
    if (!(await setRemoved(work.tx, institutionId, tableId, work.now))) throw new AppError('stale')
    work.changed({ subject: 'peer_table', id: tableId, before: entered(before), after: null })
    return {}
  },

  restorePeers: async (work, { tableId }) => {
    const { institutionId } = rootOf(work)
    if (!(await setRemoved(work.tx, institutionId, tableId, null))) throw new AppError('not_found')
    const after = await tableOf(work, tableId)
    work.changed({ subject: 'peer_table', id: tableId, before: null, after: entered(after) })
    return {}
  },

  peersFile: async (work, { tableId }) => {
    const table = await tableOf(work, tableId)
    const rows = await readPeerRows(work.tx, rootOf(work).institutionId, tableId)
    return excelFile(await writePeers(table, rows), `${table.name}（本地估算）.xlsx`)
  },

  gaps: async (work, { tableId, method }) => {
    const { institutionId } = rootOf(work)
    const found = await gaps(work.tx, institutionId, tableId, method)
    if (found === null) throw new AppError('not_found')
    return found
  },
}

export type Gaps = {
  readonly score: number | null
  readonly rank: number | null
  readonly ranked: number
  readonly nextGrade: string | null
  readonly gaps: GapView[]
}

/**
 * The gaps of an institution in one of its peer tables by a named method, the one worth most first: a local estimate.
 * Empty where the own hospital is not chosen; null where there is no such table.
 */
export async function gaps(
  tx: Tx,
  institutionId: string,
  tableId: string,
  method: Method,
): Promise<Gaps | null> {
  const table = await findTable(tx, institutionId, tableId)
  if (table === null) return null
  const rows = await readPeerRows(tx, institutionId, tableId)
  const own = rows.findIndex(({ no }) => no === table.ownNo)
  const { columns } = table
  const peers = { columns, rows: rows.map(({ values }) => values) }
  if (own < 0) return { score: null, rank: null, ranked: rows.length, nextGrade: null, gaps: [] }
  const { before, ranked } = moving(peers, own, method)
  const schemes = schemesWith(await readSchemes(tx, [institutionId]))
  const scheme = schemeForTable(schemes, table, ranked)
  const limits = (scheme?.bands ?? []).map((band) => lastRankOf(band, ranked))
  const next = limits.findLastIndex((limit) => before.rank !== null && limit < before.rank)
  return {
    score: before.score,
    rank: before.rank,
    ranked,
    nextGrade: scheme?.bands[next]?.grade ?? null,
    gaps: gapsOf(peers, own, method, columns, limits).flatMap(({ column, own: value, targets }) => {
      const at = columns[column]
      if (at === undefined) return []
      const { key, name, unit, direction, indicator } = at
      return [{ key, name, unit, direction, indicator, own: value, targets: [...targets] }]
    }),
  }
}

async function read(work: Work, file: File): Promise<PeerReading> {
  const { level } = await readInstitution(work.tx, rootOf(work).institutionId)
  return readPeers(new Uint8Array(await file.arrayBuffer()), listOf(level))
}

async function tableOf(work: Work, tableId: string): Promise<PeerHead> {
  const table = await findTable(work.tx, rootOf(work).institutionId, tableId)
  if (table === null) throw new AppError('not_found')
  return table
}

/** What a person decides about a table, for the audit log; columns as one line each. */
const entered = ({ name, year, peerGroup, source, ownNo, columns }: Omit<PeerHead, 'id'>) => ({
  name,
  year,
  peerGroup,
  source,
  ownNo,
  columns: columns.map((each) =>
    `${each.name} ${each.direction} ${each.weight} ${each.denominator ?? ''}`.trim(),
  ),
})
