// The product as a process of its own: started on a data folder, its output read, its end awaited.

import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export const main = join(import.meta.dirname, '../src/main.ts')

/** Where `npm start` keeps compiled sources: a second process need not strip and compile them again. */
export const compiled = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../node_modules/.cache/linghang-compile'),
}

export type Run = {
  readonly child: ChildProcess
  readonly output: () => string
  /** The address it serves; rejects when it ends first. */
  readonly ready: Promise<string>
  /** Resolves with what the output shows when it does; rejects when the process ends first. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>
  readonly ended: Promise<number | null>
}

/** Runs a program (the product unless given) with these settings; nothing of the demo unless asked for. */
export function run(
  env: Readonly<Record<string, string>>,
  [program = process.execPath, ...words]: readonly string[] = [process.execPath, main],
): Run {
  let output = ''
  const child = spawn(program, words, {
    env: { ...process.env, ...compiled, LINGHANG_DEMO: 'off', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const heard = new Set<() => void>()
  const read = (chunk: Buffer): void => {
    output += chunk.toString()
    for (const listen of heard) listen()
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  const says = (pattern: RegExp): Promise<RegExpExecArray> => {
    const said = new Promise<RegExpExecArray>((resolve, reject) => {
      const listen = (): void => {
        const found = pattern.exec(output)
        if (found === null) return
        heard.delete(listen)
        resolve(found)
      }
      heard.add(listen)
      listen()
      void ended.then(() => reject(new Error(`Ended before it said ${pattern}: ${output}`)))
    })
    said.catch(() => undefined)
    return said
  }
  const ready = says(/http:\/\/[\d.]+:\d+/).then(([address]) => address)
  ready.catch(() => undefined)
  return {
    child,
    output: () => output,
    ready,
    says,
    ended,
  }
}

/** Runs a command to its end. */
export async function command(
  env: Readonly<Record<string, string>>,
  words: readonly string[],
): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
  const running = run(env, [process.execPath, main, ...words])
  const code = await running.ended
  return {
    code,
    lines: running
      .output()
      .split('\n')
      .filter((line) => line !== ''),
  }
}
