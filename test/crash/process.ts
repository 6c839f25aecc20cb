// The product as a process that can be killed: started on a folder of data, asked over HTTP, gone without a farewell.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { compiled, main } from '../run.ts'

export type Running = {
  readonly address: string
  /** SIGKILL: PostgreSQL dies with its parent. */
  readonly kill: () => Promise<void>
}

/** Starts the product and waits until it serves; rejects with its last words when it ends first. */
export async function startProduct(dataDir: string): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      ...compiled,
      LINGHANG_DEMO: 'off',
      // Faster than people are: what is to be refused here is not how often they ask.
      LINGHANG_RATE_ADDRESS: '1000000',
      LINGHANG_RATE_SESSION: '1000000',
      PORT: '0',
      LINGHANG_DATA: dataDir,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ended = once(child, 'exit')
  const address = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const found = /http:\/\/[\d.]+:\d+/.exec(output)?.[0]
      if (found !== undefined) resolve(found)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    void ended.then(() => reject(new Error(`Ended before it served: ${output}`)))
  })
  return {
    address,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
