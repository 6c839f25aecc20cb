// Start-up: PostgreSQL, migrations, demo, screens, HTTP and jobs; and a clean end on Ctrl-C or SIGTERM.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { pino } from 'pino'
import { buildScreens, webFolder } from './build.ts'
import { enqueue, prepareJobs, startJobs } from './core/jobs.ts'
import { connectDatabase } from './core/postgres/connect.ts'
import { migrate } from './core/postgres/migrate.ts'
import { exitWithParent, folderError, listenError, StartError } from './core/process.ts'
import { listen } from './core/server.ts'
import { newKeyFile, parseKeys, readKeyFile, writeKeyFile } from './core/vault.ts'
import { seedCalendar } from './foundation/calendar/index.ts'
import { isEmpty } from './foundation/org/index.ts'
import { jobs, openProduct } from './product.ts'

const root = join(import.meta.dirname, '..')
const dataDir = process.env['LINGHANG_DATA'] ?? join(root, 'data')
const port = Number(process.env['PORT'] ?? 8080)
const hostname = process.env['HOST'] ?? '127.0.0.1'
const passwordFile = join(dataDir, 'demo-password')

type Stop = () => Promise<void>
const stops: Stop[] = []
let stopping: Promise<void> | undefined

/** Ends everything in the reverse order of its start; a second call waits for the first. */
function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (const stop of stops.toReversed()) await stop()
  })()
  return stopping
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stopAll().then(() => process.exit(0)))
}
exitWithParent(stopAll)

try {
  await start()
} catch (error) {
  await stopAll()
  if (!(error instanceof StartError)) throw error
  console.error(error.message)
  process.exit(1)
}

async function start(): Promise<void> {
  const began = performance.now()
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartError(`PORT is "${process.env['PORT']}": give a number from 1 to 65535.`)
  }
  await mkdir(dataDir, { recursive: true }).catch((error: unknown) => {
    throw folderError(error, dataDir)
  })
  // Told before a minute of loading, not after it.
  await probePort()
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'warn' })
  const screens = buildScreens()
  // A failed build is reported when its result is awaited; until then it must not count as unhandled.
  screens.catch(() => undefined)

  const databaseUrl = process.env['DATABASE_URL']
  const database = await connectDatabase({
    dataDir: join(dataDir, 'pg'),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  })
  stops.push(database.stop)
  void database.died.then((words) => {
    if (stopping !== undefined) return
    console.error(`The embedded PostgreSQL ended by itself: ${words}`)
    process.exit(1)
  })
  await migrate(database.url, join(root, 'db/migrations'))
  await prepareJobs(database.url)

  const keys = await openKeys()
  const product = openProduct({
    url: database.url,
    filesFolder: join(dataDir, 'files'),
    webFolder,
    log,
    keys,
  })
  stops.push(product.database.close, product.floor.columns.close)
  await product.database.inScope([], (tx) => seedCalendar(tx))

  const wantsDemo = process.env['LINGHANG_DEMO'] ?? (database.embedded ? 'on' : 'off')
  if (wantsDemo !== 'off' && (await product.database.inScope([], (tx) => isEmpty(tx)))) {
    console.log('Loading the demo: five organisations from five published reports …')
    // Loaded only when needed: the demo would make every later start slower.
    const { loadDemo } = await import('../demo/load.ts')
    const password = await loadDemo(product, (line) => console.log(`  ${line}`))
    await writeFile(passwordFile, password, { mode: 0o600 })
  }
  await screens

  const server = await listen(product.app, port, hostname).catch((error: unknown) => {
    throw listenError(error, port)
  })
  stops.push(server.close)
  const worker = await startJobs(database.url, jobs, {
    database: product.database,
    now: product.floor.now,
    log,
    vault: product.floor.vault,
    columns: product.floor.columns,
    uploads: product.floor.uploads,
  })
  stops.push(worker.stop)
  // A server that was off at midnight catches up now.
  await product.database.inScope([], async (tx) => {
    for (const job of jobs) await enqueue(tx, job.name, {}, job.name)
  })

  console.log(
    `\n领航 Linghang  http://${hostname}:${server.port}   (ready in ${((performance.now() - began) / 1000).toFixed(1)} s)`,
  )
  const password = await readFile(passwordFile, 'utf8').catch(() => null)
  if (password !== null) {
    console.log(`Demo accounts, password ${password}:`)
    console.log(
      '  gs.office  Party office, 70 branches     gs.branch01  branch secretary     gs.member  member',
    )
    console.log(
      '  gs.secretary  Party secretary            gs.admin  system administrator    gs.auditor  auditor',
    )
    console.log('  gy.office · pe.office · gd.superior · lx.secretary  the other four organisations')
  }
  console.log('Ctrl-C stops it; the data stays in ' + dataDir)
}

/** Fails when the port is taken, by taking and giving it back. */
async function probePort(): Promise<void> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(listenError(error, port)))
    probe.listen(port, hostname, () => probe.close(() => resolve()))
  })
}

/** The keys from LINGHANG_KEYS, else from the key file; the first start makes a file with a random key. */
async function openKeys() {
  const given = process.env['LINGHANG_KEYS']
  if (given !== undefined) return parseKeys(given, 'LINGHANG_KEYS')
  const path = process.env['LINGHANG_KEY_FILE'] ?? join(dataDir, 'keys.json')
  const found = await readKeyFile(path)
  if (found !== null) return found
  const made = newKeyFile('aes-256-gcm')
  await writeKeyFile(path, made)
  return made
}
