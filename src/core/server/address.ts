// Who is calling: the address of the socket, or what a proxy that is trusted says; and the id of the request.

import { BlockList, isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { newRequestId } from '../pipeline.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export type Caller = { readonly address: string | null; readonly requestId: string }

/** Addresses and networks (10.0.0.0/8) of proxies whose headers are believed. */
export function openCallers(trustedProxies: readonly string[]): (c: Context) => Caller {
  const trusted = new BlockList()
  for (const entry of trustedProxies) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(bits), family)
  }
  const isTrusted = (address: string): boolean =>
    isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return (c) => {
    const socket = socketAddress(c)
    if (socket === null || !isTrusted(socket)) return { address: socket, requestId: newRequestId() }
    // From the right: each trusted proxy has appended whom it saw; what stands further left anyone can invent.
    const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => plain(hop.trim()))
    const stranger = hops.findLast((hop) => !isTrusted(hop))
    const given = c.req.header('x-request-id')?.toLowerCase() ?? ''
    return {
      address: stranger !== undefined && isIP(stranger) !== 0 ? stranger : socket,
      requestId: uuid.test(given) ? given : newRequestId(),
    }
  }
}

/** The address of the socket; tests call the application without one. */
function socketAddress(c: Context): string | null {
  const env: unknown = c.env
  const served = typeof env === 'object' && env !== null && 'incoming' in env
  const address = served ? getConnInfo(c).remote.address : undefined
  return address === undefined ? null : plain(address)
}

// A socket that listens on both families writes ::ffff:10.0.0.1 for 10.0.0.1.
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')
