// Sign-on by the identity provider: what this browser tab keeps between leaving and coming back.
import { client } from '../core/web/client.ts'
import { safePath } from '../core/web/go.tsx'

const keptAs = 'linghang-sign-on'

/** Leaves for the identity provider. The handle ties its answer to this tab: an answer from elsewhere is refused. */
export async function beginSignOn(back: string | null): Promise<void> {
  const { url, handle } = await client.accounts.beginSignOn({})
  sessionStorage.setItem(keptAs, JSON.stringify({ handle, back: safePath(back) }))
  location.assign(url)
}

/** What was kept, once, with the answer in the address; the way back is a path of this site only. */
export function finishSignOn(): { handle: string; query: string; back: string } {
  const kept: unknown = JSON.parse(sessionStorage.getItem(keptAs) ?? '{}')
  const { handle, back } = (kept ?? {}) as { handle?: unknown; back?: unknown }
  sessionStorage.removeItem(keptAs)
  const query = location.search
  // The code must not stay in the history of the browser.
  history.replaceState(history.state, '', location.pathname)
  return {
    handle: typeof handle === 'string' ? handle : 'none',
    query,
    back: safePath(typeof back === 'string' ? back : null),
  }
}
