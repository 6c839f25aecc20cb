// The minutes as they are being typed: saved by themselves, never lost to a reload, a closed browser or somebody else's change.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import type { Meeting } from '../../contract.ts'
import { now } from '../moment.ts'
import type { Run } from './use-acts.ts'

const pause = 1200
const tryAgain = 8000

export type MinutesStatus = 'still' | 'typing' | 'saving' | 'saved' | 'failed' | 'conflict'

type Kept = { base: string; draft: string }

function readKept(key: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Kept> | null
    return typeof kept?.base === 'string' && typeof kept.draft === 'string'
      ? { base: kept.base, draft: kept.draft }
      : null
  } catch {
    return null
  }
}

function keep(key: string, kept: Kept | null): void {
  try {
    if (kept === null) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(kept))
  } catch {
    // Storage may be closed; the text then lives as long as the page.
  }
}

export type Minutes = ReturnType<typeof useMinutes>

export function useMinutes(meeting: Meeting, accountId: string, run: Run) {
  const key = `linghang.minutes.${accountId}.${meeting.id}`
  const server = meeting.minutes
  const writable = meeting.mayWrite && meeting.state !== 'confirmed' && meeting.state !== 'cancelled'
  const [kept] = useState(() => (writable ? readKept(key) : null))
  /** The server's text from which this draft grew. */
  const base = useRef(kept?.base ?? server)
  const latest = useRef(kept?.draft ?? server)
  const [draft, setDraft] = useState(kept?.draft ?? server)
  const [status, setStatus] = useState<MinutesStatus>(kept ? 'typing' : 'still')
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const theirs = useRef(server)
  useLayoutEffect(() => {
    theirs.current = server
  })

  // Nothing of one's own: follow what the server says.
  useEffect(() => {
    if (latest.current !== base.current || server === base.current) return
    base.current = server
    latest.current = server
    setDraft(server)
  }, [server])

  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current)
    const text = latest.current
    if (text === base.current) return true
    setStatus('saving')
    const outcome = await run({
      // Text of somebody else is never overwritten without being seen.
      unchanged: (found) => found.minutes === base.current || found.minutes === text,
      does: (found) => client.meetings.update({ meetingId: found.id, version: found.version, minutes: text }),
      after: (found) => ({ ...found, minutes: text }),
      quiet: true,
    })
    if (outcome === 'done') {
      base.current = text
      setSavedAt(now().slice(11))
      if (latest.current === text) {
        keep(key, null)
        setStatus('saved')
      }
      return true
    }
    setStatus(outcome === 'changed' ? 'conflict' : 'failed')
    return false
  }, [key, run])

  const plan = useCallback(
    (wait: number) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void save(), wait)
    },
    [save],
  )
  const write = (text: string) => {
    latest.current = text
    setDraft(text)
    keep(key, { base: base.current, draft: text })
    if (status === 'conflict') return
    setStatus('typing')
    plan(pause)
  }
  useEffect(() => {
    if (status === 'failed') plan(tryAgain)
  }, [status, plan])
  useEffect(() => {
    if (kept) plan(pause)
  }, [kept, plan])
  useEffect(() => {
    const soon = () => {
      if (document.visibilityState === 'hidden') void save()
    }
    const online = () => void save()
    const leaving = (event: BeforeUnloadEvent) => {
      if (latest.current !== base.current) event.preventDefault()
    }
    document.addEventListener('visibilitychange', soon)
    globalThis.addEventListener('online', online)
    globalThis.addEventListener('beforeunload', leaving)
    return () => {
      document.removeEventListener('visibilitychange', soon)
      globalThis.removeEventListener('online', online)
      globalThis.removeEventListener('beforeunload', leaving)
      // Leaving the screen within the product: what was typed last goes out too.
      void save()
    }
  }, [save])

  /** Ends a conflict: `text` is what shall stand, on top of what the other has written. */
  const settle = (text: string) => {
    base.current = theirs.current
    latest.current = text
    setDraft(text)
    keep(key, text === theirs.current ? null : { base: theirs.current, draft: text })
    setStatus('typing')
    void save().then((fine) => {
      if (fine && latest.current === base.current) setStatus('saved')
    })
  }
  return {
    draft,
    status,
    savedAt,
    theirs: server,
    write,
    save,
    settle,
    writable,
    /** The text was found on this device, not yet saved, when the page opened. */
    restored: kept !== null && kept.draft !== kept.base,
  }
}
