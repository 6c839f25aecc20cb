// Endpoints of peer tables: hospitals × indicators imported from Excel, edited, scored by named methods. A local estimate throughout.

import * as z from 'zod'
import { endpoint, flag, id, line, subject } from '../../../core/contract.ts'
import { aims } from './methods/gaps.ts'
import { methods } from './methods/scoring.ts'
import { directions } from './methods/peers.ts'

const year = z.coerce.number().int().min(1949).max(2200)
const finite = z.number().min(-1e15).max(1e15)

const column = z.object({
  /** Stays while the column is there. */
  key: z.string().regex(/^[a-z0-9-]{1,40}$/i),
  name: line(80),
  unit: z.string().trim().max(20),
  direction: z.enum(directions),
  weight: z.number().min(0).max(1000),
  /** GK3-06; null for a column that is no indicator of the national lists. */
  indicator: z.string().max(40).nullable(),
  /** value = cases ÷ denominator × factor. */
  factor: z.number().gt(0).max(1e6),
  /** The own hospital's denominator of the year; null where it is not known. */
  denominator: z.number().gt(0).max(1e12).nullable(),
})
export type PeerColumnView = z.infer<typeof column>

const head = z.object({
  id,
  name: z.string(),
  year: z.number().int(),
  peerGroup: z.string(),
  source: z.string(),
  columns: z.array(column),
  /** The row of the own hospital; null where it is not chosen. */
  ownNo: z.number().int().nullable(),
  hospitals: z.number().int(),
  version: z.number().int(),
  changedAt: z.string(),
})
export type PeerHead = z.infer<typeof head>
const row = z.object({ no: z.number().int(), name: z.string(), values: z.array(z.number().nullable()) })
export type PeerRowView = z.infer<typeof row>

const fault = z.object({
  row: z.number().int().nullable(),
  /** The heading, or the letters of the column. */
  column: z.string().nullable(),
  code: z.string(),
  value: z.string().nullable(),
})
export type PeerFault = z.infer<typeof fault>

const target = z.object({
  aim: z.enum(aims),
  value: z.number(),
  distance: z.number(),
  cases: z.number().int().nullable(),
  points: z.number(),
  places: z.number().int(),
  rank: z.number().int().nullable(),
})
const gap = z.object({
  key: z.string(),
  name: z.string(),
  unit: z.string(),
  direction: z.enum(directions),
  indicator: z.string().nullable(),
  own: z.number(),
  targets: z.array(target),
})
export type GapView = z.infer<typeof gap>

const workbook = z.file().max(20 * 1024 * 1024)
const table = { unitId: id, tableId: id }
const about = { name: line(80), year, peerGroup: z.string().trim().max(80).default(''), source: line(500) }

export const peersContract = {
  peerTables: endpoint({
    method: 'GET',
    path: '/figures/{unitId}/peers',
    summary: 'The peer tables of an institution',
    permission: 'figure.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(z.object({ name: z.string(), tables: z.array(head), mayWrite: z.boolean() })),

  peerTable: endpoint({
    method: 'GET',
    path: '/figures/{unitId}/peers/{tableId}',
    summary: 'One peer table with its hospitals',
    permission: 'figure.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object(table))
    .output(head.extend({ institution: z.string(), rows: z.array(row), mayWrite: z.boolean() })),

  peerTemplate: endpoint({
    method: 'GET',
    path: '/figures/{unitId}/peer-template',
    summary: 'An empty peer table as Excel, with the lines for direction and weight',
    permission: 'figure.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(z.file()),

  checkPeers: endpoint({
    method: 'POST',
    path: '/figures/{unitId}/peer-check',
    summary: 'What a workbook holds and every fault in it; nothing is kept',
    permission: 'figure.write',
    place: subject('unit', 'unitId'),
    readsOnly: true,
  })
    .input(z.object({ unitId: id, file: workbook }))
    .output(
      z.object({
        columns: z.array(column),
        hospitals: z.number().int(),
        names: z.array(z.string()),
        /** The row that bears the institution's name. */
        own: z.string().nullable(),
        faults: z.array(fault),
        faultCount: z.number().int(),
      }),
    ),

  importPeers: endpoint({
    method: 'POST',
    path: '/figures/{unitId}/peers',
    summary: 'Make a peer table from a workbook; with faults only if the good rows are accepted',
    permission: 'figure.write',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        unitId: id,
        file: workbook,
        ...about,
        own: line(80).nullable().default(null),
        acceptPartial: flag.default(false),
      }),
    )
    .output(z.object({ tableId: id })),

  savePeers: endpoint({
    method: 'PUT',
    path: '/figures/{unitId}/peers/{tableId}',
    summary: 'Change the head of a peer table: directions, weights, denominators, the own hospital',
    permission: 'figure.write',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        ...table,
        ...about,
        columns: z.array(column).min(1).max(120),
        ownNo: z.number().int().nullable(),
        version: z.number().int(),
      }),
    )
    .output(z.object({ version: z.number().int() })),

  savePeerRow: endpoint({
    method: 'PUT',
    path: '/figures/{unitId}/peers/{tableId}/rows',
    summary: 'Enter or correct one hospital of a peer table; no null for a new one',
    permission: 'figure.write',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        ...table,
        no: z.number().int().nullable(),
        name: line(80),
        values: z.array(finite.nullable()).min(1).max(120),
        version: z.number().int(),
      }),
    )
    .output(z.object({ version: z.number().int(), no: z.number().int() })),

  removePeerRow: endpoint({
    method: 'DELETE',
    path: '/figures/{unitId}/peers/{tableId}/rows/{no}',
    summary: 'Remove one hospital from a peer table',
    permission: 'figure.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ ...table, no: z.coerce.number().int(), version: z.coerce.number().int() }))
    .output(z.object({ version: z.number().int() })),

  fillOwn: endpoint({
    method: 'POST',
    path: '/figures/{unitId}/peers/{tableId}/own',
    summary: "Fill the own hospital's row from its indicators of the table's year, with their denominators",
    permission: 'figure.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ ...table, version: z.number().int() }))
    .output(z.object({ version: z.number().int(), filled: z.array(z.string()) })),

  removePeers: endpoint({
    method: 'DELETE',
    path: '/figures/{unitId}/peers/{tableId}',
    summary: 'Remove a peer table; it can be brought back',
    permission: 'figure.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object(table))
    .output(z.object({})),

  restorePeers: endpoint({
    method: 'POST',
    path: '/figures/{unitId}/peers/{tableId}/restore',
    summary: 'Bring a removed peer table back',
    permission: 'figure.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object(table))
    .output(z.object({})),

  peersFile: endpoint({
    method: 'GET',
    path: '/figures/{unitId}/peers/{tableId}/file',
    summary: 'A peer table as Excel, with scores and places by every method, marked as a local estimate',
    permission: 'figure.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object(table))
    .output(z.file()),

  gaps: endpoint({
    method: 'GET',
    path: '/figures/{unitId}/peers/{tableId}/gaps',
    summary: 'The gaps of the own hospital by one method, the one worth most first: a local estimate',
    permission: 'figure.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ ...table, method: z.enum(methods).default('percentile') }))
    .output(
      z.object({
        score: z.number().nullable(),
        rank: z.number().int().nullable(),
        ranked: z.number().int(),
        /** The grade of the next better band, where a scheme fits. */
        nextGrade: z.string().nullable(),
        gaps: z.array(gap),
      }),
    ),
}
