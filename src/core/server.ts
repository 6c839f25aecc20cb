// The HTTP server: the API under /api/v1 through the pipeline, and the built web app for everything else.

import { readFile, stat } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import { serve } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import type { AnyRouter } from '@orpc/server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie } from 'hono/cookie'
import { secureHeaders } from 'hono/secure-headers'
import { type Asking, closeError, type Floor, newRequestId } from './pipeline.ts'

export const sessionCookie = 'linghang_session'
const largestBody = 50 * 1024 * 1024

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}

/** The whole application as a fetch handler; tests call it without a socket. */
export function buildApp(floor: Floor, router: AnyRouter, webFolder: string): Hono {
  const app = new Hono()
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // antd writes its styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        frameAncestors: ["'none'"],
      },
      // The product is also served inside a hospital network without TLS; the proxy that adds TLS adds HSTS.
      strictTransportSecurity: false,
    }),
  )

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

  app.get('/api/health', (c) => c.json({ ok: true }))
  app.use(
    '/api/v1/*',
    bodyLimit({ maxSize: largestBody, onError: (c) => c.json(failure('too_large', 413), 413) }),
  )
  app.all('/api/v1/*', async (c) => {
    const method = c.req.method
    // A form on another site can send cookies but not this header; together with SameSite it closes CSRF.
    if (method !== 'GET' && method !== 'HEAD' && c.req.header('x-linghang') === undefined) {
      return c.json(failure('forbidden', 403, { header: 'x-linghang' }), 403)
    }
    const asking: Asking = {
      cookie: getCookie(c, sessionCookie) ?? null,
      requestId: newRequestId(),
      userAgent: c.req.header('user-agent')?.slice(0, 300) ?? null,
      address: addressOf(c),
      cookiesOut: [],
    }
    const { matched, response } = await api.handle(c.req.raw, { prefix: '/api/v1', context: asking })
    if (!matched) return c.json(failure('not_found', 404), 404)
    const headers = new Headers(response.headers)
    headers.set('x-request-id', asking.requestId)
    headers.set('cache-control', 'no-store')
    for (const cookie of asking.cookiesOut) headers.append('set-cookie', cookie)
    return new Response(response.body, { status: response.status, headers })
  })
  app.get('*', async (c) => {
    const wanted = normalize(decodeSafely(c.req.path))
    const dot = wanted.lastIndexOf('.')
    const isAsset = dot > wanted.lastIndexOf('/')
    const path = join(webFolder, isAsset ? wanted : 'index.html')
    const found = path.startsWith(webFolder) && (await stat(path).catch(() => null))?.isFile() === true
    if (!found) return c.text('Not found', 404)
    const type = isAsset
      ? (mediaTypes[wanted.slice(dot)] ?? 'application/octet-stream')
      : 'text/html; charset=utf-8'
    const hashed = wanted.startsWith('/assets/')
    return c.body(await readFile(path), 200, {
      'content-type': type,
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
  })
  return app
}

/** The address of the socket; tests call the application without one. */
function addressOf(c: Context): string | null {
  const env: unknown = c.env
  const served = typeof env === 'object' && env !== null && 'incoming' in env
  return served ? (getConnInfo(c).remote.address ?? null) : null
}

function decodeSafely(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return '/'
  }
}

function failure(code: string, status: number, facts: Readonly<Record<string, string>> = {}) {
  const data = { facts, refusals: [], issues: [], requestId: newRequestId() }
  return { defined: true, code, status, message: code, data }
}

/** Listens on a port; `close` waits for running requests. Rejects with the system's error when the port is taken. */
export function listen(
  app: Hono,
  port: number,
  hostname: string,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname }, (info) => {
      resolve({
        port: info.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            if ('closeIdleConnections' in server) server.closeIdleConnections()
          }),
      })
    })
    server.on('error', reject)
  })
}
