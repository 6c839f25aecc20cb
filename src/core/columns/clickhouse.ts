// The column engine on other machines: ClickHouse by HTTP, each part spread over the shards by its stays.

import { randomUUID } from 'node:crypto'
import type { Cell, ColumnKind, Columns, Part, PartWriter, Shape } from './columns.ts'

const kinds: Readonly<Record<ColumnKind, string>> = {
  text: 'Nullable(String)',
  integer: 'Nullable(Int32)',
  bigint: 'Nullable(Int64)',
  boolean: 'Nullable(UInt8)',
  date: 'Nullable(Date)',
  key: 'UUID',
}
const partName = /^[0-9a-f-]{36}\/[0-9a-z-]{1,100}$/
const columnName = /^[a-z][a-z0-9_]*$/
const clusterName = /^[A-Za-z_][A-Za-z0-9_]*$/
const batchBytes = 1 << 20
const database = 'linghang'

export type ClickHouseOrder = {
  /**
   * The HTTP address of every shard, with user and password where there are any; the first answers queries for all. Rows
   * with the same key lie on the same shard, so parts are made from parts on each shard by itself.
   */
  readonly shards: readonly string[]
  /** The name under which the servers' own configuration lists these shards (remote_servers). */
  readonly cluster: string
}

type Shard = { readonly address: string; readonly authorization: string | null }

/** Opens the engine; servers are asked with the first query. Written for what ClickHouse 18.16 and newer ones share. */
export function openClickHouse({ shards: addresses, cluster }: ClickHouseOrder): Columns {
  if (!clusterName.test(cluster)) throw new Error(`Not the name of a cluster: ${cluster}`)
  const shards = addresses.map(shardOf)
  const [first] = shards
  if (first === undefined) throw new Error('No shards')
  let prepared: Promise<unknown> | undefined
  const ready = (): Promise<unknown> => {
    prepared ??= Promise.all(
      shards.map((shard) => send(shard, `create database if not exists ${database}`, null)),
    ).catch((error: unknown) => {
      prepared = undefined
      throw error
    })
    return prepared
  }
  const onAll = (query: string): Promise<unknown> =>
    Promise.all(shards.map((shard) => send(shard, query, database)))

  /** A table over all shards; what it stands for there bears the same name with an ending. */
  const spread = (name: string, key: string): string =>
    `create table ${named(name)} as ${named(onShard(name))}
     engine = Distributed(${cluster}, ${database}, ${named(onShard(name))}, ${key})`
  const drop = async (part: Part): Promise<void> => {
    // Without the table over all shards the part is gone; what is left of it is nobody's.
    await send(first, `drop table if exists ${named(checked(part))}`, database)
    await onAll(`drop table if exists ${named(onShard(part))}`)
  }
  /** Each shard fills a draft by itself; then they take its name, and last the part is there. */
  const make = async (target: Part, query: string): Promise<number> => {
    await ready()
    const draft = `${checked(target)}|draft-${randomUUID()}`
    try {
      await onAll(`create table ${named(draft)} engine = MergeTree order by tuple() as ${query}`)
      await drop(target)
      await onAll(`rename table ${named(draft)} to ${named(onShard(target))}`)
    } catch (error) {
      await onAll(`drop table if exists ${named(draft)}`).catch(() => undefined)
      throw error
    }
    await send(first, spread(target, 'rand()'), database)
    const [row] = await rows(`select count(*) as n from ${named(target)}`)
    return Number(row?.['n'] ?? 0)
  }
  const rows = async (query: string) => parsed(await send(first, `${query} format JSONCompact`, database))

  const openWriter = async (part: Part, shape: Shape): Promise<PartWriter> => {
    await ready()
    const incoming = `${checked(part)}|rows-${randomUUID()}`
    const columns = Object.entries(shape).map(([name, kind]) => {
      if (!columnName.test(name)) throw new Error(`Not a column: ${name}`)
      return `${name} ${kinds[kind]}`
    })
    const key = Object.entries(shape).find(([, kind]) => kind === 'key')?.[0]
    await onAll(
      `create table ${named(onShard(incoming))} (${columns.join(', ')}) engine = MergeTree order by tuple()`,
    )
    await send(
      first,
      spread(incoming, key === undefined ? 'rand()' : `sipHash64(toString(${key}))`),
      database,
    )
    let batch: string[] = []
    let size = 0
    let written: Promise<void> = Promise.resolve()
    const flush = (): Promise<void> => {
      const text = batch.join('')
      batch = []
      size = 0
      if (text === '') return written
      written = written.then(() => insert(first, named(incoming), text))
      written.catch(() => undefined)
      return written
    }
    const forget = async (): Promise<void> => {
      await send(first, `drop table if exists ${named(incoming)}`, database)
      await onAll(`drop table if exists ${named(onShard(incoming))}`)
    }
    return {
      add: (row) => {
        batch.push(escapedRow(row), '\n')
        size += row.length + 1
        return size < batchBytes ? undefined : flush()
      },
      finish: async (query) => {
        await flush()
        try {
          return await make(part, query.replaceAll('{rows}', named(onShard(incoming))))
        } finally {
          await forget()
        }
      },
      abandon: async () => {
        await written.catch(() => undefined)
        await forget()
      },
    }
  }

  return {
    write: openWriter,
    read: async (query, parts, values = []) => {
      await ready()
      return rows(filled(query, parts, values, (part) => part))
    },
    derive: (target, query, parts) => make(target, filled(query, parts, [], onShard)),
    columnsOf: async (part) => {
      await ready()
      const found = await rows(
        `select name from system.columns where database = ${literal(database)} and table = ${literal(checked(part))}`,
      )
      return found.length === 0 ? null : found.map((row) => String(row['name']))
    },
    list: async (institutionId) => {
      await ready()
      const found = await rows(
        `select name from system.tables where database = ${literal(database)} and engine = 'Distributed'
         and name like ${literal(`${institutionId}/%`)} order by name`,
      )
      return found.map((row) => String(row['name'])).filter((name) => partName.test(name))
    },
    drop: async (part) => {
      await ready()
      await drop(part)
    },
    close: () => Promise.resolve(),
  }
}

function shardOf(address: string): Shard {
  const url = new URL(address)
  const { username, password } = url
  url.username = ''
  url.password = ''
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return {
    address: url.href,
    authorization: username === '' ? null : `Basic ${Buffer.from(pair).toString('base64')}`,
  }
}

/** The number of ClickHouse's error only: its text may quote a row. */
export class ClickHouseFailed extends Error {
  constructor(status: number, text: string) {
    const code = /^Code: (\d+)/.exec(text)?.[1]
    const full = /no space left|not enough space/i.test(text) ? ', no space left on device' : ''
    super(`ClickHouse refused: ${code === undefined ? `HTTP ${status}` : `code ${code}`}${full}`)
    this.name = 'ClickHouseFailed'
  }
}

const settings = {
  // Rows with the same key lie together: a subquery over a part need only see its own shard.
  distributed_product_mode: 'local',
  // A row that was taken is on its shard.
  insert_distributed_sync: '1',
}

/** Runs a statement; answers its text. */
async function send(shard: Shard, query: string, into: string | null, more?: string): Promise<string> {
  const url = new URL(shard.address)
  for (const [name, value] of Object.entries(settings)) url.searchParams.set(name, value)
  if (into !== null) url.searchParams.set('database', into)
  if (more !== undefined) url.searchParams.set('query', query)
  const response = await fetch(url, {
    method: 'POST',
    body: more ?? query,
    headers: shard.authorization === null ? {} : { authorization: shard.authorization },
  })
  const text = await response.text()
  if (!response.ok) throw new ClickHouseFailed(response.status, text)
  return text
}

async function insert(shard: Shard, table: string, text: string): Promise<void> {
  await send(shard, `insert into ${table} format TabSeparated`, database, text)
}

function checked(part: Part): Part {
  if (!partName.test(part)) throw new Error(`Not a part: ${part}`)
  return part
}

const onShard = (name: string): string => `${name}|shard`

/** A name of a table. Names are made of parts, which hold no quotation mark. */
const named = (name: string): string => `\`${name}\``

/** The only place where a value becomes SQL: 18.16 knows no bound parameters. */
export function literal(value: Cell): string {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error('Not a number that SQL knows')
    return String(value)
  }
  if (value.includes('\0')) throw new Error('Text with a zero byte')
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** Parts and values put into their places, in one pass: what is put in is not looked through again. */
function filled(
  query: string,
  parts: Readonly<Record<string, readonly Part[]>>,
  values: readonly Cell[],
  nameOf: (part: Part) => string,
): string {
  return query.replaceAll(/\{(\w+)\}|\$(\d+)/g, (_, name: string | undefined, place: string | undefined) => {
    if (place !== undefined) {
      const value = values[Number(place) - 1]
      if (value === undefined) throw new Error(`No value for $${place}`)
      return literal(value)
    }
    const found = parts[name ?? ''] ?? []
    const tables = found.map((part) => named(nameOf(checked(part))))
    if (tables.length === 0) throw new Error(`No parts for ${name}`)
    if (tables.length === 1) return tables.join('')
    return `(${tables.map((table) => `select * from ${table}`).join(' union all ')})`
  })
}

/** In TabSeparated a backslash begins an escape: those of the cells are doubled, except in the sign of absence. */
function escapedRow(row: string): string {
  if (!row.includes('\\')) return row
  return row
    .split('\t')
    .map((cell) => (cell === '\\N' ? cell : cell.replaceAll('\\', '\\\\')))
    .join('\t')
}

type Answer = {
  readonly meta: readonly { readonly name: string; readonly type: string }[]
  readonly data: readonly (readonly (string | number | null)[])[]
}

/** Numbers of 64 bits come as text. */
function parsed(text: string): readonly Readonly<Record<string, Cell>>[] {
  const { meta, data } = JSON.parse(text) as Answer
  const numeric = meta.map(({ type }) => /^(Nullable\()?(U?Int|Float)/.test(type))
  return data.map((cells) =>
    Object.fromEntries(
      meta.map(({ name }, at) => {
        const cell = cells[at] ?? null
        return [name, cell !== null && numeric[at] === true ? Number(cell) : cell]
      }),
    ),
  )
}
