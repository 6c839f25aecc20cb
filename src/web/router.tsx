// The router, assembled from the screens that the rooms export: those in the frame, and the open ones beside it.
import { type QueryClient, useQueryErrorResetBoundary } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  RouterProvider,
} from '@tanstack/react-router'
import { readError } from '../core/web/client.ts'
import { EmptyState, ErrorState, Loading } from '../core/web/status.tsx'
import { Go } from '../core/web/go.tsx'
import { mayOpen, type Screen } from '../core/web/screen.ts'
import { meOptions, signInPath, useMe } from '../core/web/session.ts'
import { statusText } from '../core/web/status-words.ts'
import { useText } from '../core/web/text.ts'

function Failed({ error, reset }: { error: unknown; reset: () => void }) {
  const boundary = useQueryErrorResetBoundary()
  const retry = () => {
    boundary.reset()
    reset()
  }
  return (
    <div className="page">
      <ErrorState error={error} retry={retry} />
    </div>
  )
}

function NotFound() {
  const text = useText(statusText)
  return (
    <div className="page">
      <EmptyState
        title={text.happened.not_found}
        hint={text.todo.not_found}
        action={<Go to="/">{text.home}</Go>}
      />
    </div>
  )
}

/** What one may not open looks absent, as it does from the server; the frame around it stays. */
function guarded(screen: Screen) {
  const Wanted = screen.component
  return function Guarded() {
    const { permissions } = useMe()
    return mayOpen(screen, permissions) ? <Wanted /> : <NotFound />
  }
}

function Waiting() {
  return (
    <div className="page">
      <Loading />
    </div>
  )
}

export function makeRouter(screens: readonly Screen[], queries: QueryClient) {
  const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })
  const frame = createRoute({
    getParentRoute: () => root,
    id: 'frame',
    component: lazyRouteComponent(() => import('./framed.tsx'), 'Framed'),
    // Who is not signed in goes to the sign-in and comes back to where he was going.
    beforeLoad: async ({ location }) => {
      try {
        await queries.ensureQueryData(meOptions())
      } catch (error) {
        if (readError(error).code === 'unauthenticated') throw redirect({ href: signInPath(location.href) })
        throw error
      }
    },
    errorComponent: Failed,
  })
  const open = screens
    .filter((screen) => screen.open)
    .map(({ path, component }) =>
      createRoute({ getParentRoute: () => root, path, component, errorComponent: Failed }),
    )
  const framed = screens
    .filter((screen) => !screen.open)
    .map((screen) =>
      createRoute({
        getParentRoute: () => frame,
        path: screen.path,
        component: guarded(screen),
        errorComponent: Failed,
      }),
    )
  const elsewhere = createRoute({ getParentRoute: () => frame, path: '$', component: NotFound })
  return createRouter({
    routeTree: root.addChildren([frame.addChildren([...framed, elsewhere]), ...open]),
    defaultPendingComponent: Waiting,
    defaultPendingMs: 300,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
    // Plain words in the address: no JSON, so that people can read and send it.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search).toString()
      return text === '' ? '' : `?${text}`
    },
  })
}

export function Routes({ router }: { router: ReturnType<typeof makeRouter> }) {
  return <RouterProvider router={router} />
}
