// Acts on one meeting, one after the other: each starts from the version that the one before left behind.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import { api, type Client, readError } from '../../../../core/web/client.ts'
import { tasksKey } from '../../../../core/web/frame/header.tsx'
import type { Meeting } from '../../contract.ts'
import { useMeetingFailure } from '../failure.ts'

export const meetingOptions = (meetingId: string) => api.meetings.get.queryOptions({ input: { meetingId } })

type Changed =
  | Awaited<ReturnType<Client['meetings']['update']>>
  | Awaited<ReturnType<Client['meetings']['propose']>>

/** `changed`: somebody else has changed the very thing that this act was about to write. */
export type Outcome = 'done' | 'failed' | 'changed'

export type Act = {
  /** Calls the server; `latest` is the meeting as last known, with its version. */
  does: (latest: Meeting) => Promise<Changed>
  /** How the screen looks before the server has answered. */
  foresee?: (meeting: Meeting) => Meeting
  /** How the meeting is known to look once the server has agreed. */
  after?: (meeting: Meeting) => Meeting
  /** Whether what the act overwrites is still as it was seen; without it a newer version of the meeting refuses the act. */
  unchanged?: (latest: Meeting) => boolean
  /** What the act makes cannot be foreseen: the meeting is read anew before the next act begins. */
  reread?: boolean
  /** Failures are shown by the caller. */
  quiet?: boolean
}

export type Run = (act: Act) => Promise<Outcome>

export function useActs(meetingId: string): { run: Run; busy: boolean } {
  const queries = useQueryClient()
  const fail = useMeetingFailure()
  const chain = useRef<Promise<unknown>>(Promise.resolve())
  const waiting = useRef(0)
  const [busy, setBusy] = useState(false)
  // The wording of failures follows the language; the queue itself stays the same.
  const failRef = useRef(fail)
  useLayoutEffect(() => {
    failRef.current = fail
  })

  const run = useCallback<Run>(
    (act) => {
      const { queryKey } = meetingOptions(meetingId)
      const known = () => queries.getQueryData(queryKey)
      const reload = () => queries.fetchQuery({ ...meetingOptions(meetingId), staleTime: 0 })
      waiting.current += 1
      setBusy(true)
      void queries.cancelQueries({ queryKey })
      const before = known()
      if (act.foresee && before) queries.setQueryData(queryKey, act.foresee(before))

      const attempt = async (again: boolean): Promise<Outcome> => {
        const latest = known() ?? (await reload())
        if (act.unchanged && !act.unchanged(latest)) return 'changed'
        try {
          const changed = await act.does(latest)
          queries.setQueryData(queryKey, (old) => {
            if (old === undefined) return old
            const next = act.after?.(old) ?? old
            return 'version' in changed ? { ...next, version: changed.version } : next
          })
          if (act.reread) await reload().catch(() => undefined)
          return 'done'
        } catch (error) {
          if (readError(error).code === 'stale' && act.unchanged && again) {
            await reload()
            return attempt(false)
          }
          if (!act.quiet) failRef.current(error)
          return 'failed'
        }
      }
      const turn = chain.current.then(async () => {
        const outcome = await attempt(true).catch((): Outcome => 'failed')
        waiting.current -= 1
        if (waiting.current === 0) {
          await queries.invalidateQueries({ queryKey }).catch(() => undefined)
          setBusy(waiting.current > 0)
        }
        return outcome
      })
      chain.current = turn
      return turn
    },
    [meetingId, queries],
  )
  return { run, busy }
}

/** After a move: the list, the duties and the number at the bell have become old. */
export function useForgetLists(): () => void {
  const queries = useQueryClient()
  return () => {
    void queries.invalidateQueries({ queryKey: api.meetings.list.key() })
    void queries.invalidateQueries({ queryKey: api.duties.key() })
    void queries.invalidateQueries({ queryKey: tasksKey })
  }
}
