// Who is signed in, and the way to the sign-in and back.
import { type QueryClient, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { Permission } from '../access.ts'
import { api, type Client, client, readError } from './client.ts'
import { safePath } from './go.tsx'
import { type Language, useLanguage } from './text.ts'

export type Me = Awaited<ReturnType<Client['accounts']['me']>>

export function meOptions() {
  return api.accounts.me.queryOptions({ input: {}, staleTime: 5 * 60_000, retry: false })
}

/** The person signed in. Only below the frame, which waits for it and leads to the sign-in when there is none. */
export function useMe(): Me {
  return useSuspenseQuery(meOptions()).data
}

/** Whether the person holds a permission anywhere: shows or hides a button; the server decides. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useMe()
  return (permission) => permissions.includes(permission)
}

/** The address of the sign-in that leads back to where one is. */
export function signInPath(from: string): string {
  const back = safePath(from)
  return back === '/' ? '/sign-in' : `/sign-in?back=${encodeURIComponent(back)}`
}

/** What to do with each failed query: a lost session leads to the sign-in, once. */
export function watchSession(error: unknown, leave: (to: string) => void): void {
  if (readError(error).code !== 'unauthenticated' || location.pathname === '/sign-in') return
  leave(signInPath(location.pathname + location.search))
}

/** Ends the session and forgets everything that was loaded, then loads the sign-in anew. */
export async function signOut(queries: QueryClient): Promise<void> {
  try {
    await client.accounts.signOut({})
  } finally {
    queries.clear()
    location.assign('/sign-in')
  }
}

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  return () => signOut(queries)
}

/** Switches the language at once and keeps it with the account, so that other devices follow. */
export function useChooseLanguage(): [Language, (language: Language) => void] {
  const [language, choose] = useLanguage()
  const store = (next: Language) => {
    choose(next)
    // A lost connection must not hold the switch up; the device keeps the choice.
    client.accounts.setLanguage({ language: next }).catch(() => undefined)
  }
  return [language, store]
}
