// The column engine in this process: DuckDB over Parquet files, one file a part.

import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import type { Cell, ColumnKind, Columns, Part, PartWriter, Shape } from './columns.ts'

const kinds: Readonly<Record<ColumnKind, string>> = {
  text: 'VARCHAR',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  boolean: 'BOOLEAN',
  date: 'DATE',
  key: 'UUID',
}
const partName = /^[0-9a-f-]{36}\/[0-9a-z-]{1,100}$/
const columnName = /^[a-z][a-z0-9_]*$/
const batchBytes = 1 << 20

/**
 * Opens the engine on a folder that this process alone writes. DuckDB starts with the first query; it holds at most
 * `memory` (beyond it spills to disk) and uses `threads` cores.
 */
export function openColumns(
  folder: string,
  options: { readonly memory?: string; readonly threads?: number } = {},
): Columns {
  let started: Promise<DuckDBInstance> | undefined
  const instance = (): Promise<DuckDBInstance> => {
    started ??= mkdir(join(folder, 'spill'), { recursive: true, mode: 0o700 }).then(() =>
      DuckDBInstance.create(':memory:', {
        memory_limit: options.memory ?? '1GB',
        threads: String(options.threads ?? 2),
        temp_directory: join(folder, 'spill'),
        // What comes in is written in the order of the query; files of others are never looked for.
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
      }),
    )
    return started
  }
  const pathOf = (part: Part): string => {
    if (!partName.test(part)) throw new Error(`Not a part: ${part}`)
    return join(folder, `${part}.parquet`)
  }
  const withConnection = async <T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
    const connection = await (await instance()).connect()
    try {
      return await work(connection)
    } finally {
      connection.closeSync()
    }
  }
  const filled = (query: string, parts: Readonly<Record<string, readonly Part[]>>): string =>
    query.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const named = parts[name]
      if (named === undefined || named.length === 0) throw new Error(`No parts for ${name}`)
      return `read_parquet([${named.map((part) => quote(pathOf(part))).join(', ')}])`
    })
  /** Writes a query's rows beside the final name and renames: a part is there complete or not at all. */
  const writePart = async (target: Part, query: string): Promise<number> => {
    const path = pathOf(target)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const draft = `${path}.${randomUUID()}`
    try {
      const count = await withConnection(async (connection) => {
        const done = await connection.runAndReadAll(
          `copy (${query}) to ${quote(draft)} (format parquet, compression zstd)`,
        )
        return Number(done.getRowsJS()[0]?.[0] ?? 0)
      })
      const file = await open(draft, 'r')
      await file.sync()
      await file.close()
      await rename(draft, path)
      return count
    } finally {
      await rm(draft, { force: true })
    }
  }
  return {
    write: (part, shape) => openWriter(pathOf(part), shape, (query) => writePart(part, query)),
    read: (query, parts, values = []) =>
      withConnection(async (connection) => {
        const result = await connection.runAndReadAll(filled(query, parts), [...values] as DuckDBValue[])
        const names = result.columnNames()
        return result
          .getRowsJS()
          .map((row) => Object.fromEntries(names.map((name, at) => [name, plain(row[at])])))
      }),
    derive: (target, query, parts) => writePart(target, filled(query, parts)),
    columnsOf: async (part) => {
      const path = pathOf(part)
      if (
        !(await stat(path).then(
          () => true,
          () => false,
        ))
      )
        return null
      return withConnection(async (connection) =>
        (await connection.run(`select * from read_parquet(${quote(path)}) limit 0`)).columnNames(),
      )
    },
    list: async (institutionId) => {
      const names = await readdir(join(folder, institutionId)).catch(() => [])
      return names
        .filter((name) => name.endsWith('.parquet'))
        .map((name) => `${institutionId}/${name.slice(0, -'.parquet'.length)}`)
    },
    drop: (part) => rm(pathOf(part), { force: true }),
    close: async () => {
      if (started !== undefined) (await started).closeSync()
      started = undefined
    },
  }
}

/** Gathers rows in a text file beside the part; DuckDB reads it when all are there. */
async function openWriter(
  path: string,
  shape: Shape,
  writePart: (query: string) => Promise<number>,
): Promise<PartWriter> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomUUID()}.rows`
  const file = await open(draft, 'wx', 0o600)
  let batch: string[] = []
  let size = 0
  // One write after the other; when one fails, all after it do, and whoever waits next learns why.
  let written: Promise<void> = Promise.resolve()
  const flush = (): Promise<void> => {
    const text = batch.join('')
    batch = []
    size = 0
    written = written.then(() => file.appendFile(text))
    written.catch(() => undefined)
    return written
  }
  return {
    add: (row) => {
      batch.push(row, '\n')
      size += row.length + 1
      return size < batchBytes ? undefined : flush()
    },
    finish: async (query) => {
      await flush()
      await file.close()
      const columns = Object.entries(shape).map(([name, kind]) => {
        if (!columnName.test(name)) throw new Error(`Not a column: ${name}`)
        return `${name}: '${kinds[kind]}'`
      })
      const rows = `read_csv(${quote(draft)}, columns = {${columns.join(', ')}}, delim = '\\t', header = false,
        auto_detect = false, quote = '', escape = '', nullstr = '\\N', new_line = '\\n')`
      try {
        return await writePart(query.replaceAll('{rows}', rows))
      } finally {
        await rm(draft, { force: true })
      }
    },
    abandon: async () => {
      await written.catch(() => undefined)
      await file.close()
      await rm(draft, { force: true })
    },
  }
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`

function plain(value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  throw new Error(`A column of this kind is not read: ${typeof value}`)
}
