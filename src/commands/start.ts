// `linghang start`: PostgreSQL, migrations, demo, screens, HTTP and jobs; and an end that lets running work finish.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { buildScreens } from '../build.ts'
import type { Database } from '../core/db.ts'
import { enqueue, type JobWorker, prepareJobs, startJobs } from '../core/jobs.ts'
import { followKeys, openKeys } from '../core/keys.ts'
import { openLog } from '../core/log.ts'
import { openMetrics, serveMetrics } from '../core/metrics.ts'
import { connectDatabase } from '../core/postgres/connect.ts'
import { openLogin } from '../core/postgres/login.ts'
import { migrate } from '../core/postgres/migrate.ts'
import { exitWithParent, folderError, listenError } from '../core/process.ts'
import { listen } from '../core/server.ts'
import { seedCalendar } from '../foundation/calendar/index.ts'
import { isEmpty } from '../foundation/org/index.ts'
import { jobs as jobsOf, openProduct, sealedTables } from '../product.ts'
import { readSettings, type Settings } from '../settings.ts'
import { type Command, migrationsDir, productVersion, webFolder } from './command.ts'

export const command: Command = {
  summary: 'starts the product (also without a command)',
  usage: '',
  help: 'Applies open migrations, builds the screens when they changed, serves until SIGTERM or Ctrl-C.\nSIGTERM: not ready at once, running requests and jobs finish, exit 0.',
  options: { dev: { type: 'boolean' } },
  positionals: 0,
  run: async () => {
    const settings = readSettings()
    exitWithParent(() => stopAll('parent'))
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => void stopAll(signal).then(() => process.exit(0)))
    }
    try {
      await start(settings)
    } catch (error) {
      await stopAll('failure')
      throw error
    }
    return undefined
  },
}

type Reason = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'parent' | 'failure'
const stops: ((reason: Reason) => Promise<void>)[] = []
let stopping: Promise<void> | undefined

/** Ends everything in the reverse order of its start; a second call waits for the first. */
function stopAll(reason: Reason): Promise<void> {
  stopping ??= (async () => {
    for (const stop of stops.toReversed()) await stop(reason)
  })()
  return stopping
}

async function start(settings: Settings): Promise<void> {
  const began = performance.now()
  const { dataDir } = settings
  const passwordFile = join(dataDir, 'demo-password')
  await mkdir(dataDir, { recursive: true }).catch((error: unknown) => {
    throw folderError(error, dataDir)
  })
  // Told before a minute of loading, not after it.
  await probePort(settings.port, settings.host, 'PORT')
  if (settings.metrics !== undefined) {
    await probePort(settings.metrics.port, settings.metrics.host, 'LINGHANG_METRICS_PORT')
  }
  const log = openLog(settings.logLevel)
  const screens = buildScreens()
  // A failed build is reported when its result is awaited; until then it must not count as unhandled.
  screens.catch(() => undefined)

  const database = await connectDatabase({
    dataDir: settings.clusterDir,
    ...(settings.databaseUrl === undefined ? {} : { databaseUrl: settings.databaseUrl }),
  })
  stops.push(database.stop)
  void database.died.then((words) => {
    if (stopping !== undefined) return
    console.error(`The embedded PostgreSQL ended by itself: ${words}`)
    process.exit(1)
  })
  const { version: migration } = await migrate(database.url, migrationsDir)
  await prepareJobs(database.url)
  const login = await openLogin(database.url)
  if (login.warning !== null) console.error(login.warning)

  const keys = await openKeys(database.url, settings.keys, sealedTables)
  const metrics = openMetrics({ version: await productVersion(), migration })
  const state: { draining: boolean; worker?: JobWorker } = { draining: false }
  const product = openProduct({
    url: login.url,
    connections: settings.pool,
    filesFolder: settings.filesFolder,
    columns: settings.columns,
    webFolder,
    accounts: settings.accounts,
    notices: settings.notices,
    log,
    keys,
    ...(settings.keys.given === undefined ? { keyFile: settings.keys.path } : {}),
    server: {
      publicUrl: settings.publicUrl,
      trustedProxies: settings.trustedProxies,
      limits: settings.limits,
      metrics,
      draining: () => state.draining,
      failing: () => failing(product.database, migration, state.worker?.running() ?? false),
    },
  })
  stops.push(product.close)
  const follower = await followKeys({
    url: database.url,
    source: settings.keys,
    keys,
    replace: product.replaceKeys,
    log,
  })
  stops.push(follower.stop)
  await product.database.inScope([], (tx) => seedCalendar(tx))

  const wantsDemo = settings.demo ?? (database.embedded ? 'on' : 'off')
  if (wantsDemo !== 'off' && (await product.database.inScope([], (tx) => isEmpty(tx)))) {
    console.log('Loading the demo: five organisations from five published reports …')
    // Loaded only when needed: the demo would make every later start slower.
    const { loadDemo } = await import('../../demo/load.ts')
    const password = await loadDemo(product, (line) => console.log(`  ${line}`))
    await writeFile(passwordFile, password, { mode: 0o600 })
  }
  await screens

  const server = await listen(product.app, settings.port, settings.host).catch((error: unknown) => {
    throw listenError(error, settings.port)
  })
  const jobs = jobsOf(settings)
  const worker = await startJobs(database.url, jobs, { ...product.floor, measure: metrics.job })
  state.worker = worker
  stops.push(async (reason) => {
    state.draining = true
    // A balancer asks for readiness every few seconds; until it has heard, requests still come and are answered.
    if (reason === 'SIGTERM') await wait(settings.drain.grace * 1_000)
    const limit = settings.drain.limit * 1_000
    await Promise.all([
      server.close(limit),
      Promise.race([worker.stop(), wait(limit, undefined, { ref: false })]),
    ])
  })
  metrics.watch({ pool: product.database.poolUse, jobsWaiting: worker.waiting })
  if (settings.metrics !== undefined) {
    const measured = await serveMetrics(metrics, settings.metrics.port, settings.metrics.host)
    stops.push(measured.close)
    console.log(`Metrics  ${settings.metrics.host}:${measured.port}/metrics`)
  }
  // A server that was off at midnight catches up now.
  await product.database.inScope([], async (tx) => {
    for (const job of jobs) if (job.cron !== undefined) await enqueue(tx, job.name, {}, job.name)
  })

  console.log(
    `\n领航 Linghang  http://${settings.host}:${server.port}   (ready in ${((performance.now() - began) / 1000).toFixed(1)} s)`,
  )
  const password = await readFile(passwordFile, 'utf8').catch(() => null)
  if (password !== null) {
    console.log(`Demo accounts, password ${password}:`)
    console.log(
      '  gs.office  Party office, 70 branches     gs.branch01  branch secretary     gs.member  member',
    )
    console.log(
      '  gs.secretary  Party secretary            gs.performance  performance office, records of care',
    )
    console.log('  gs.admin · gs.security · gs.auditor  the three administrators')
    console.log('  gy.office · pe.office · gd.superior · lx.secretary  the other four organisations')
  } else if (await product.database.inScope([], (tx) => isEmpty(tx))) {
    console.log('There is no institution yet: "linghang init --help" says how to make the first one.')
  }
  console.log('Ctrl-C stops it; the data stays in ' + dataDir)
}

const patience = 2_000
let asked: { readonly at: number; readonly answer: Promise<readonly string[]> } | undefined

/** What keeps the product from serving; asked of the database once a second at most, however often somebody asks us. */
function failing(database: Database, migration: number, jobsRun: boolean): Promise<readonly string[]> {
  if (asked !== undefined && performance.now() - asked.at < 1_000) return asked.answer
  const schema = database.inScope([], async (tx) => {
    const { rows } = await sql<{
      version: number
    }>`select max(version) as version from linghang_migration`.execute(tx)
    return rows[0]?.version
  })
  const answer = Promise.race([schema.catch(() => null), wait(patience, null, { ref: false })]).then(
    (version) => [
      ...(version === null ? ['database'] : version === migration ? [] : ['migrations']),
      ...(jobsRun ? [] : ['jobs']),
    ],
  )
  asked = { at: performance.now(), answer }
  return answer
}

/** Fails when the port is taken, by taking and giving it back. */
async function probePort(port: number, host: string, setting: string): Promise<void> {
  if (port === 0) return
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(listenError(error, port, setting)))
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}
