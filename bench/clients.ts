// Clients of a benchmark: each asks, waits for the whole answer, and asks again; milliseconds an answer.

import { Agent, request } from 'node:http'

/** With a body it is posted as JSON. `check` gets the text of the answer and throws when it is wrong. */
export type Question = {
  readonly url: string
  readonly body?: unknown
  readonly check?: (answer: string) => void
}

export type Measured = {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly most: number
}

/** `clients` keep one request each under way until `next` has no more questions. Any answer but 200 is an error. */
export async function measure(
  clients: number,
  cookie: string,
  next: () => Question | undefined,
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const times: number[] = []
  const began = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let question = next(); question !== undefined; question = next()) {
        times.push(await ask(agent, cookie, question))
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), most: at(1) }
}

function ask(agent: Agent, cookie: string, { url, body, check }: Question): Promise<number> {
  const text = body === undefined ? null : JSON.stringify(body)
  const headers = {
    cookie,
    ...(text === null
      ? {}
      : {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          'x-linghang': '1',
        }),
  }
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const call = request(url, { agent, headers, method: text === null ? 'GET' : 'POST' }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () => {
        const time = performance.now() - began
        try {
          const answer = check === undefined ? '' : Buffer.concat(pieces).toString()
          if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode} ${answer}`)
          check?.(answer)
          resolve(time)
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      })
    })
    call.on('error', reject)
    call.end(text ?? undefined)
  })
}

/** Questions one after the other, then no more. */
export function eachOf(questions: readonly Question[]): () => Question | undefined {
  let at = 0
  return () => questions[at++]
}

/** The same question again until so many seconds are over. */
export function again(question: Question, seconds: number): () => Question | undefined {
  const end = performance.now() + seconds * 1000
  return () => (performance.now() < end ? question : undefined)
}
