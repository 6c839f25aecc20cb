// Measures for Prometheus: requests, jobs, the pool, the event loop and the build; served on a port of their own.

import { createServer } from 'node:http'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { PoolUse } from './db.ts'
import { listenError } from './process.ts'

export type Metrics = {
  /** A request begins; call the answer with its endpoint and status when it ends. */
  readonly request: () => (endpoint: string, status: number) => void
  readonly job: (name: string, failed: boolean, seconds: number) => void
  /** Asked at each reading. */
  readonly watch: (sources: {
    readonly pool: () => PoolUse
    readonly jobsWaiting: () => Promise<number>
  }) => void
  /** All measures in the text format of Prometheus. */
  readonly text: () => Promise<string>
}

export function openMetrics(build: { readonly version: string; readonly migration: number }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'linghang_' })
  new Gauge({
    name: 'linghang_build_info',
    help: 'Version and schema of the running product',
    labelNames: ['version', 'migration', 'node'],
    registers,
  }).set({ version: build.version, migration: String(build.migration), node: process.versions.node }, 1)
  const duration = new Histogram({
    name: 'linghang_request_duration_seconds',
    help: 'Duration of API requests by endpoint and status',
    labelNames: ['endpoint', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const running = new Gauge({
    name: 'linghang_requests_in_flight',
    help: 'API requests being answered',
    registers,
  })
  const jobs = new Counter({
    name: 'linghang_jobs_total',
    help: 'Jobs that ended, by name and outcome',
    labelNames: ['job', 'outcome'],
    registers,
  })
  const jobSeconds = new Counter({
    name: 'linghang_job_seconds_total',
    help: 'Time spent in jobs, by name',
    labelNames: ['job'],
    registers,
  })
  return {
    request: () => {
      running.inc()
      const began = performance.now()
      return (endpoint, status) => {
        running.dec()
        duration.observe({ endpoint, status: String(status) }, (performance.now() - began) / 1000)
      }
    },
    job: (name, failed, seconds) => {
      jobs.inc({ job: name, outcome: failed ? 'failed' : 'done' })
      jobSeconds.inc({ job: name }, seconds)
    },
    watch: ({ pool, jobsWaiting }) => {
      new Gauge({
        name: 'linghang_pool_connections',
        help: 'Connections to PostgreSQL: in use, idle; and requests waiting for one',
        labelNames: ['state'],
        registers,
        collect() {
          const { total, idle, waiting } = pool()
          this.set({ state: 'used' }, total - idle)
          this.set({ state: 'idle' }, idle)
          this.set({ state: 'waiting' }, waiting)
        },
      })
      new Gauge({
        name: 'linghang_jobs_waiting',
        help: 'Jobs that are due and not yet begun',
        registers,
        async collect() {
          this.set(await jobsWaiting())
        },
      })
    },
    text: () => registry.metrics(),
  }
}

/** Serves /metrics; nothing else is answered there. */
export async function serveMetrics(
  metrics: Metrics,
  port: number,
  host: string,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text),
      () => response.writeHead(503).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, port, 'LINGHANG_METRICS_PORT')))
    server.listen(port, host, () => resolve())
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
