// The built web app: files below one folder, hashed assets kept for a year, and the page for every other path.

import { readFile, stat } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import type { Context } from 'hono'

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}

export function screens(webFolder: string): (c: Context) => Promise<Response> {
  return async (c) => {
    const wanted = normalize(decodeSafely(c.req.path))
    const dot = wanted.lastIndexOf('.')
    const isAsset = dot > wanted.lastIndexOf('/')
    const path = join(webFolder, isAsset ? wanted : 'index.html')
    const inside = path.startsWith(normalize(webFolder + sep))
    if (!inside || (await stat(path).catch(() => null))?.isFile() !== true) {
      return c.text('Not found', 404, { 'cache-control': 'no-store' })
    }
    const type = isAsset
      ? (mediaTypes[wanted.slice(dot)] ?? 'application/octet-stream')
      : 'text/html; charset=utf-8'
    const hashed = wanted.startsWith('/assets/')
    return c.body(await readFile(path), 200, {
      'content-type': type,
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
  }
}

function decodeSafely(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return '/'
  }
}
