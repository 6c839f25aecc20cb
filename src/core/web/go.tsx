// Ways from screen to screen: links and moves by plain paths, so that rooms need not know the router.
import { useParams, useRouter, useRouterState } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react'

/** Moves to a path of this site: `go('/units/42?tab=posts')`. */
export function useGo(): (to: string, replace?: boolean) => void {
  const { history } = useRouter()
  return (to, replace = false) => {
    if (replace) history.replace(to)
    else history.push(to)
  }
}

type GoProps = { to: string; children: ReactNode } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>

/** A link: a real address (new tab and copying work), but without loading the page anew. */
export function Go({ to, children, onClick, ...rest }: GoProps) {
  const go = useGo()
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (event.defaultPrevented || !plain || rest.target) return
    event.preventDefault()
    go(to)
  }
  return (
    <a {...rest} href={to} onClick={follow}>
      {children}
    </a>
  )
}

/** The value of `$name` in the screen's path; '' when the path has no such part. */
export function usePathPart(name: string): string {
  const parts: Record<string, string | undefined> = useParams({ strict: false })
  return parts[name] ?? ''
}

export function usePathname(): string {
  return useRouterState({ select: (state) => state.location.pathname })
}

/** A word kept in the address (`?state=overdue`): filters and tabs survive reload and can be sent to others. */
export function useQueryPart(name: string): [string | null, (value: string | null) => void] {
  const search = useRouterState({ select: (state) => state.location.searchStr })
  const { history } = useRouter()
  const write = (value: string | null) => {
    const parts = new URLSearchParams(history.location.search)
    if (value === null || value === '') parts.delete(name)
    else parts.set(name, value)
    const text = parts.toString()
    history.replace(history.location.pathname + (text === '' ? '' : `?${text}`))
  }
  return [new URLSearchParams(search).get(name), write]
}

/** Only a path of this site is followed after sign-in: no other host, no '//host'. */
export function safePath(path: string | null | undefined): string {
  if (!path?.startsWith('/') || path.startsWith('//') || path.includes('\\')) return '/'
  const url = new URL(path, location.origin)
  if (url.origin !== location.origin || url.pathname === '/sign-in') return '/'
  return url.pathname + url.search + url.hash
}
