// An import as the screens know it.
import type { Client } from '../../../core/web/client.ts'

export type Run = Awaited<ReturnType<Client['exchange']['run']>>

export const underWay = (run: Run): boolean => run.state === 'reading' || run.state === 'importing'
