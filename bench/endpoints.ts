// Start against bare PostgreSQL, and endpoints against the bare endpoint: node bench/endpoints.ts.

import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/core/postgres/launcher.ts'
import { again, measure } from './clients.ts'

const clients = 50
const main = join(import.meta.dirname, '../src/main.ts')
const folder = await mkdtemp(join(tmpdir(), 'linghang-bench-'))
const dataDir = join(folder, 'data')

type Product = { readonly address: string; readonly seconds: number; readonly stop: () => Promise<void> }

/** Starts the product and waits until it prints its address. */
function startProduct(): Promise<Product> {
  const began = performance.now()
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      LINGHANG_DATA: dataDir,
      PORT: '0',
      LINGHANG_RATE_ADDRESS: '0',
      LINGHANG_RATE_SESSION: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const address = /http:\/\/[\d.]+:\d+/.exec(output)?.[0]
      if (address === undefined) return
      resolve({
        address,
        seconds: (performance.now() - began) / 1000,
        stop: async () => {
          child.kill('SIGTERM')
          await ended
        },
      })
    })
    void ended.then(() => reject(new Error(`Ended early: ${output}`)))
  })
}

async function bareStart(): Promise<number> {
  const began = performance.now()
  const database = await startEmbedded({ dataDir: join(dataDir, 'pg') })
  const seconds = (performance.now() - began) / 1000
  await database.stop()
  return seconds
}

const median = (list: readonly number[]): number =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN

try {
  const first = await startProduct()
  await first.stop()
  const starts: number[] = []
  const bare: number[] = []
  for (let round = 0; round < 5; round += 1) {
    bare.push(await bareStart())
    const product = await startProduct()
    starts.push(product.seconds)
    await product.stop()
  }
  console.log('| start | seconds (median of 5) | ratio |\n|---|---|---|')
  console.log(`| bare PostgreSQL, data there | ${median(bare).toFixed(2)} | 1 |`)
  console.log(
    `| product, second start (limit 3 s) | ${median(starts).toFixed(2)} | ${(median(starts) / median(bare)).toFixed(1)} |`,
  )
  console.log(`| product, first start with the demo | ${first.seconds.toFixed(1)} | |\n`)

  const product = await startProduct()
  const password = await readFile(join(dataDir, 'demo-password'), 'utf8')
  const signIn = await fetch(`${product.address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-linghang': '1' },
    body: JSON.stringify({ username: 'gs.branch01', password }),
  })
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const me = (await (await fetch(`${product.address}/api/v1/me`, { headers: { cookie } })).json()) as {
    units: { id: string }[]
  }
  const unitId = me.units[0]?.id ?? ''
  const year = new Date().getFullYear()
  const urls: Readonly<Record<string, string>> = {
    'bare endpoint (/api/health)': '/api/health',
    me: '/api/v1/me',
    'my duties (typical)': '/api/v1/duties/mine?limit=20',
    'one unit': `/api/v1/org/units/${unitId}`,
    'meetings, 20 newest': '/api/v1/meetings?limit=20',
    'rate of a branch': `/api/v1/duties/units/${unitId}/rate?year=${year}`,
  }
  console.log(
    `| ${clients} parallel clients | requests/s | p50 ms | p99 ms | p99 ÷ bare |\n|---|---|---|---|---|`,
  )
  let base = NaN
  for (const [name, path] of Object.entries(urls)) {
    const question = { url: product.address + path }
    await measure(clients, cookie, again(question, 1))
    const result = await measure(clients, cookie, again(question, 5))
    if (Number.isNaN(base)) base = result.p99
    console.log(
      `| ${name} | ${result.perSecond.toFixed(0)} | ${result.p50.toFixed(1)} | ${result.p99.toFixed(1)} | ${(result.p99 / base).toFixed(1)} |`,
    )
  }
  await product.stop()
} finally {
  await rm(folder, { recursive: true, force: true })
}
