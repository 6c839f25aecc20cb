// The HTTP server: the API under /api/v1 through the pipeline, health and readiness, and the built web app for everything else.

import type { ServerOptions as NodeOptions } from 'node:http'
import { serve } from '@hono/node-server'
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import type { AnyRouter } from '@orpc/server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie } from 'hono/cookie'
import { secureHeaders } from 'hono/secure-headers'
import type { Metrics } from './metrics.ts'
import { type Asking, closeError, type Floor } from './pipeline.ts'
import { openCallers } from './server/address.ts'
import { refusalOf } from './server/guard.ts'
import { bodyLimits, openLimiter, type RateLimits } from './server/limits.ts'
import { screens } from './server/screens.ts'

export const sessionCookie = 'linghang_session'

type Served = { Variables: { asking: Asking } }
export type App = Hono<Served>

export type ServerOptions = {
  /** The address that browsers use; https adds HSTS and Secure cookies. */
  readonly publicUrl?: URL | undefined
  readonly trustedProxies?: readonly string[]
  /** Without them nobody is limited, as in tests. */
  readonly limits?: RateLimits
  readonly metrics?: Metrics
  /** What keeps the product from serving well now: names for the operator, nothing of the data. */
  readonly failing?: () => Promise<readonly string[]>
  /** Whether the process is on its way out: answers close their connections. */
  readonly draining?: () => boolean
}

/** The whole application as a fetch handler; tests call it without a socket. */
export function buildApp(
  floor: Floor,
  router: AnyRouter,
  webFolder: string,
  options: ServerOptions = {},
): App {
  const { publicUrl, metrics, draining = () => false, failing = async () => [] } = options
  const secure = publicUrl?.protocol === 'https:'
  const callerOf = openCallers(options.trustedProxies ?? [])
  const limiter = options.limits === undefined ? null : openLimiter(options.limits)
  const largest = bodyLimits(router)
  const app: App = new Hono()
  app.use(headers(secure))
  app.use(async (c, next) => {
    await next()
    if (draining()) c.header('connection', 'close')
  })

  const api = new OpenAPIHandler<Asking>(router, {
    interceptors: [
      async (call) => {
        try {
          return await call.next()
        } catch (error) {
          throw closeError(error, call.context.requestId, floor.log)
        }
      },
    ],
  })

  app.get('/api/health', (c) => c.json({ ok: true }, 200, { 'cache-control': 'no-store' }))
  app.get('/api/ready', async (c) => {
    const reasons = draining() ? ['draining'] : await failing()
    return c.json({ ready: reasons.length === 0, failing: reasons }, reasons.length === 0 ? 200 : 503, {
      'cache-control': 'no-store',
    })
  })
  app.use('/api/v1/*', async (c, next) => {
    const began = performance.now()
    const ended = metrics?.request()
    const asking: Asking = {
      ...callerOf(c),
      cookie: getCookie(c, sessionCookie) ?? null,
      userAgent: c.req.header('user-agent')?.slice(0, 300) ?? null,
      cookiesOut: [],
      trace: {},
    }
    c.set('asking', asking)
    await next()
    c.header('x-request-id', asking.requestId)
    c.header('cache-control', 'no-store')
    const endpoint = asking.trace?.endpoint ?? 'none'
    ended?.(endpoint, c.res.status)
    // Neither address nor query: both can name a person. The endpoint and the institution say enough.
    floor.log.info(
      {
        requestId: asking.requestId,
        endpoint,
        method: c.req.method,
        status: c.res.status,
        ms: Math.round(performance.now() - began),
        institutionId: asking.trace?.institutionId,
      },
      'request',
    )
  })
  app.use('/api/v1/*', async (c, next) => {
    const { address, cookie } = c.get('asking')
    const wait = (await limiter?.(address, cookie)) ?? 0
    if (wait > 0) {
      c.header('retry-after', String(wait))
      return c.json(failure(c, 'rate_limited', 429, { seconds: String(wait) }), 429)
    }
    const refusal = refusalOf(c, publicUrl)
    if (refusal !== null) {
      return refusal.header === 'content-encoding'
        ? c.json(failure(c, 'invalid_input', 400, refusal), 400)
        : c.json(failure(c, 'forbidden', 403, refusal), 403)
    }
    return next()
  })
  app.use('/api/v1/*', (c, next) => {
    const maxSize = largest(c.req.path)
    return bodyLimit({
      maxSize,
      onError: () => {
        // What is still coming is not waited for.
        c.header('connection', 'close')
        return c.json(failure(c, 'too_large', 413, { megabytes: maxSize / 1024 / 1024 }), 413)
      },
    })(c, next)
  })
  app.all('/api/v1/*', async (c) => {
    const asking = c.get('asking')
    const { matched, response } = await api.handle(c.req.raw, { prefix: '/api/v1', context: asking })
    if (!matched) return c.json(failure(c, 'not_found', 404), 404)
    const answer = new Response(response.body, response)
    for (const cookie of asking.cookiesOut) {
      answer.headers.append(
        'set-cookie',
        secure && !/;\s*secure/i.test(cookie) ? `${cookie}; Secure` : cookie,
      )
    }
    return answer
  })
  app.get('*', screens(webFolder))
  return app
}

function headers(secure: boolean) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // antd writes its styles at run time.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    referrerPolicy: 'same-origin',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
    xFrameOptions: 'DENY',
    // The product is also served inside a hospital network without TLS: only a public address with https promises it.
    strictTransportSecurity: secure ? 'max-age=31536000; includeSubDomains' : false,
  })
}

function failure(
  c: Context<Served>,
  code: string,
  status: number,
  facts: Readonly<Record<string, string | number>> = {},
) {
  const data = { facts, refusals: [], issues: [], requestId: c.get('asking').requestId }
  return { defined: true, code, status, message: code, data }
}

export type Listening = {
  readonly port: number
  /** Takes no more connections, waits for running requests, and cuts them after `patience` milliseconds. */
  readonly close: (patience?: number) => Promise<void>
}

/** Headers within 15 seconds, a whole request within five minutes: a 50 MB workbook on a slow line fits, a slow attack does not. */
const timeouts: NodeOptions = {
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
}

/** Listens on a port. Rejects with the system's error when the port is taken. */
export function listen(
  app: Pick<App, 'fetch'>,
  port: number,
  hostname: string,
  options: NodeOptions = {},
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: app.fetch, port, hostname, serverOptions: { ...timeouts, ...options } },
      (info) => {
        resolve({
          port: info.port,
          close: (patience = 25_000) =>
            new Promise((closed) => {
              const plain = 'closeAllConnections' in server ? server : null
              const cut = setTimeout(() => plain?.closeAllConnections(), patience)
              server.close(() => {
                clearTimeout(cut)
                closed()
              })
              plain?.closeIdleConnections()
            }),
        })
      },
    )
    server.on('error', reject)
  })
}
