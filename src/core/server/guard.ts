// What a request must be before anything reads it: from our own pages, and not packed.

import type { Context } from 'hono'

/**
 * Why a request is refused, as the fact of the answer; null when it may pass. A page of another site can send our
 * cookies, but not the header x-linghang, and the browser tells where the request comes from.
 */
export function refusalOf(c: Context, publicUrl: URL | undefined): { readonly header: string } | null {
  // What is unpacked is not what was measured: a small body could become a huge one.
  const encoding = c.req.header('content-encoding')
  if (encoding !== undefined && encoding !== 'identity') return { header: 'content-encoding' }
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return null
  if (c.req.header('x-linghang') === undefined) return { header: 'x-linghang' }
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined)
    return site === 'same-origin' || site === 'none' ? null : { header: 'sec-fetch-site' }
  // Browsers leave sec-fetch-site out on plain http; the origin they send even there.
  const origin = c.req.header('origin')
  if (origin === undefined) return null
  const own = publicUrl?.host ?? c.req.header('host')
  return URL.canParse(origin) && new URL(origin).host === own ? null : { header: 'origin' }
}
