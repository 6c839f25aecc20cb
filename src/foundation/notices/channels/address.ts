// Which addresses a group's robot may have: public ones, so that nobody reaches into the house's network through the server.

import { BlockList, isIP } from 'node:net'

// Two lists: one that holds IPv4 dressed as IPv6 would take every plain IPv4 for that.
const inner4 = new BlockList()
const inner6 = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inner4.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  inner6.addSubnet(network, bits, 'ipv6')

/** Whether an IP address is one of the open internet. IPv4 dressed as IPv6 is not taken. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return false
  return family === 4 ? !inner4.check(address, 'ipv4') : !inner6.check(address, 'ipv6')
}

/** Reads the address of a robot; null when it is none that we call. `anywhere` allows http and the inner network. */
export function readGroupAddress(text: string, anywhere: boolean): URL | null {
  const url = URL.parse(text.trim())
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return null
  if (anywhere) return ['http:', 'https:'].includes(url.protocol) ? url : null
  if (url.protocol !== 'https:') return null
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) return isPublicAddress(host) ? url : null
  return /\.(local|localhost|internal|lan|home|intranet)$/i.test(host) || !host.includes('.') ? null : url
}
