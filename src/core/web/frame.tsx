// The frame around every screen of a signed-in person: navigation, header, banner, content.
import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { Suspense, useEffect, useSyncExternalStore } from 'react'
import { Header } from './frame/header.tsx'
import { BottomBar, SideNavigation } from './frame/navigation.tsx'
import { frameText } from './frame/words.ts'
import { navigable, type Screen } from './screen.ts'
import { useIsPhone } from './screen-size.ts'
import { meOptions } from './session.ts'
import { Loading } from './status.tsx'
import { adoptLanguage, useText } from './text.ts'

export { tasksKey } from './frame/header.tsx'

export type FrameProps = {
  screens: readonly Screen[]
  /** Where the bell leads; `count` overrides the number under the query key ['tasks']. */
  tasks?: { count?: number; to: string }
}

export function Frame({ screens, tasks = { to: '/' } }: FrameProps) {
  const { data: me } = useSuspenseQuery(meOptions())
  const text = useText(frameText)
  const phone = useIsPhone()
  const online = useOnline()
  const mine = navigable(screens, me.permissions)
  useEffect(() => adoptLanguage(me.language), [me.language])
  return (
    <div className={phone ? 'frame phone' : 'frame'}>
      <a className="skip" href="#content">
        {text.skip}
      </a>
      {!phone && <SideNavigation screens={mine} />}
      <div className="frame-body">
        <Header tasks={tasks} />
        {me.institution.demo && (
          <section className="banner demo" aria-label={text.demoLabel}>
            {text.demo}
          </section>
        )}
        {!online && (
          <section className="banner offline" role="alert" aria-label={text.offlineLabel}>
            {text.offline}
          </section>
        )}
        <main id="content" tabIndex={-1}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {phone && <BottomBar screens={mine} />}
    </div>
  )
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      globalThis.addEventListener('online', listener)
      globalThis.addEventListener('offline', listener)
      return () => {
        globalThis.removeEventListener('online', listener)
        globalThis.removeEventListener('offline', listener)
      }
    },
    () => navigator.onLine,
    () => true,
  )
}
