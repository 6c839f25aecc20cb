// Sends a file part by part, so that its size does not matter and a broken line costs one part.
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, type Client, client, readError } from '../../../core/web/client.ts'

const partBytes = 8 * 1024 * 1024
const tries = 4

export type Run = Awaited<ReturnType<Client['discharges']['runs']>>['runs'][number]

export type Wish = {
  readonly file: File
  readonly encoding: 'utf-8' | 'gb18030' | null
  readonly mapping: Record<string, never> | null
}

export type Sending = {
  /** Sent and whole bytes while it runs, else null. */
  readonly progress: { readonly sent: number; readonly size: number } | null
  readonly error: unknown
  readonly send: (wish: Wish) => Promise<void>
  /** Goes on with a begun upload; the same file must be given. */
  readonly resume: (runId: string, file: File, from: number) => Promise<void>
  readonly stop: () => void
}

export function useSending(unitId: string): Sending {
  const queries = useQueryClient()
  const [progress, setProgress] = useState<Sending['progress']>(null)
  const [error, setError] = useState<unknown>(null)
  const stopped = useRef(false)

  const sendParts = async (runId: string, file: File, from: number): Promise<void> => {
    let offset = from
    while (offset < file.size && !stopped.current) {
      setProgress({ sent: offset, size: file.size })
      const part = new File([file.slice(offset, offset + partBytes)], 'part')
      await sendPart({ unitId, runId, offset, part })
      offset += part.size
    }
    if (!stopped.current) await client.discharges.check({ unitId, runId })
  }
  const run = async (work: () => Promise<void>): Promise<void> => {
    stopped.current = false
    setError(null)
    try {
      await work()
    } catch (failure) {
      setError(failure)
    } finally {
      setProgress(null)
      await queries.invalidateQueries({ queryKey: api.discharges.key() })
    }
  }
  return {
    progress,
    error,
    send: ({ file, encoding, mapping }) =>
      run(async () => {
        setProgress({ sent: 0, size: file.size })
        const { runId } = await client.discharges.begin({
          unitId,
          fileName: file.name,
          size: file.size,
          encoding,
          mapping,
        })
        await sendParts(runId, file, 0)
      }),
    resume: (runId, file, from) => run(() => sendParts(runId, file, from)),
    stop: () => {
      stopped.current = true
    },
  }
}

type Part = Parameters<typeof client.discharges.part>[0]

async function sendPart(part: Part): Promise<void> {
  for (let left = tries; ; left -= 1) {
    try {
      await client.discharges.part(part)
      return
    } catch (error) {
      const { code } = readError(error)
      if (left === 1 || (code !== 'offline' && code !== 'internal')) throw error
      await new Promise((resolve) => setTimeout(resolve, 1000 * (tries - left + 1)))
    }
  }
}
