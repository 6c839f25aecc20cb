// The tables of the product as the database itself describes them, in an order in which every row finds what it refers to.

import type pg from 'pg'

export type Table = { readonly name: string; readonly columns: readonly string[]; readonly forced: boolean }

/** Everything of ours in the schema `public` but the record of migrations, referred tables first. */
export async function readTables(client: pg.Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Table & { refers: string[] }>(`
    select c.relname as name, c.relforcerowsecurity as forced,
      array(select a.attname::text from pg_attribute a
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            order by a.attnum) as columns,
      array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
            where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as refers
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'linghang_migration'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname`)
  const ordered: Table[] = []
  const left = new Map(rows.map((row) => [row.name, row]))
  while (left.size > 0) {
    const ready = [...left.values()].filter((table) => table.refers.every((name) => !left.has(name)))
    if (ready.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${[...left.keys()].join()}`)
    for (const { name, columns, forced } of ready) {
      ordered.push({ name, columns, forced })
      left.delete(name)
    }
  }
  return ordered
}

/** Shows every institution to this connection: row-level security binds the owner of the tables too. */
export async function seeAll(client: pg.Client): Promise<void> {
  await client.query(
    `select set_config('app.institutions', coalesce((select array_agg(id)::text from institution), '{}'), true)`,
  )
}

export const columnList = (client: pg.Client, columns: readonly string[]): string =>
  columns.map((column) => client.escapeIdentifier(column)).join(', ')

/** The queue's jobs that have not ended, in a form that does not depend on the queue's own tables. */
export const jobColumns = [
  'task',
  'payload',
  'queue_name',
  'run_at',
  'max_attempts',
  'job_key',
  'priority',
] as const
export const pendingJobs = `select t.identifier, j.payload, q.queue_name, j.run_at, j.max_attempts, j.key, j.priority
  from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  where j.attempts < j.max_attempts order by j.id`
