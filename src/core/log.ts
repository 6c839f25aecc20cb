// The log: one JSON line each, without personal data: errors are written without the values they speak of.

import { type DestinationStream, type Logger, pino } from 'pino'

/** Opens the log at a level; it writes to standard output, or where a test listens. */
export function openLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: {},
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: withoutValues },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

// What the engine says of our own code names variables, never what is in them.
const safeMessages = ['TypeError', 'ReferenceError', 'StartError']

/**
 * An error without the values it carries. PostgreSQL's `detail` quotes rows, its messages quote inputs, and JSON's quote
 * the body: of those only the code, the constraint and the places in our code are kept.
 */
export function withoutValues(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const facts: Record<string, unknown> = { type: error.name }
  for (const key of ['code', 'constraint', 'table', 'column', 'routine', 'syscall']) {
    const value: unknown = Reflect.get(error, key)
    if (typeof value === 'string') facts[key] = value
  }
  if (safeMessages.includes(error.name)) facts['message'] = error.message
  facts['at'] = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
  if (error.cause !== undefined) facts['cause'] = withoutValues(error.cause)
  return facts
}
