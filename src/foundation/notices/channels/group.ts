// A message to a group's robot in WeCom's format: looked up, judged and called as one, so that the address called is the one judged.

import { lookup as lookUp } from 'node:dns'
import { request as plainRequest } from 'node:http'
import { request as tlsRequest, type RequestOptions } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import type { Fault } from '../rules.ts'
import { isPublicAddress, readGroupAddress } from './address.ts'

const patience = 10_000
const longestAnswer = 64 * 1024
const innerAddress = 'INNER_ADDRESS'

/** Resolves a name and refuses it when any of its addresses is one of the inner network. */
const publicLookup: LookupFunction = (hostname, options, answer) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error !== null) answer(error, '')
    else if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
      answer(Object.assign(new Error('an address of the inner network'), { code: innerAddress }), '')
    } else if (options.all === true) answer(null, addresses)
    else answer(null, first.address, first.family)
  })
}

/** Sends a message in Markdown; answers what kept it, or null when the robot has taken it. No redirection is followed. */
export async function sendToGroup(
  address: string,
  content: string,
  anywhere: boolean,
): Promise<Fault | null> {
  const url = readGroupAddress(address, anywhere)
  if (url === null) return 'insecure'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!anywhere && isIP(host) !== 0 && !isPublicAddress(host)) return 'private_address'
  const body = JSON.stringify({ msgtype: 'markdown', markdown: { content } })
  const options: RequestOptions = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    // A connection of its own: none that was opened under another judgement is used again.
    agent: false,
    signal: AbortSignal.timeout(patience),
    ...(anywhere ? {} : { lookup: publicLookup }),
  }
  try {
    const answer = await post(url, options, body)
    if (answer.status < 200 || answer.status >= 300) return 'refused'
    return isTaken(answer.text) ? null : 'bad_answer'
  } catch (error) {
    const { code, name } = error as { code?: unknown; name?: unknown }
    if (code === innerAddress) return 'private_address'
    return name === 'AbortError' || name === 'TimeoutError' || code === 'ABORT_ERR'
      ? 'timeout'
      : 'unreachable'
  }
}

/** WeCom answers 200 also to what it refuses; errcode tells. */
function isTaken(text: string): boolean {
  try {
    const answer: unknown = JSON.parse(text)
    return typeof answer === 'object' && answer !== null && 'errcode' in answer && answer.errcode === 0
  } catch {
    return false
  }
}

function post(url: URL, options: RequestOptions, body: string): Promise<{ status: number; text: string }> {
  const request = url.protocol === 'https:' ? tlsRequest : plainRequest
  return new Promise((resolve, reject) => {
    const sending = request(url, options, (answer) => {
      const chunks: Buffer[] = []
      let size = 0
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > longestAnswer) answer.destroy(new Error('the answer is too long'))
        else chunks.push(chunk)
      })
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      )
      answer.on('error', reject)
    })
    sending.on('error', reject)
    sending.end(body)
  })
}
