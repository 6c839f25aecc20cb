// Grey pictures as PNG files that anybody can look at, and how far two of them are apart.

import { crc32, deflateSync, inflateSync } from 'node:zlib'
import type { Page } from './office.ts'

type Picture = Page['picture']

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** A PNG of eight bits a point, its rows unfiltered. */
export function pngOf({ width, height, grey }: Picture): Buffer {
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) rows.set(grey.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const parts = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([signature, ...parts])
}

/** Reads what `pngOf` wrote. */
export function pictureOf(png: Buffer): Picture {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  let at = signature.length
  const data: Buffer[] = []
  while (at < png.length) {
    const size = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + size))
    at += size + 12
  }
  const rows = inflateSync(Buffer.concat(data))
  const grey = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1)
    grey.set(rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)), y * width)
  return { width, height, grey }
}

/** Points across and down of a field whose darkness is compared. */
const field = 10

/**
 * The share of fields whose darkness differs by more than a tenth of full black, among those that are not blank in
 * both; 1 for pictures of different sizes.
 */
export function difference(a: Picture, b: Picture): number {
  if (Math.abs(a.width - b.width) > 1 || Math.abs(a.height - b.height) > 1) return 1
  let marked = 0
  let apart = 0
  for (let top = 0; top < a.height; top += field) {
    for (let left = 0; left < a.width; left += field) {
      const [one, other] = [darkness(a, left, top), darkness(b, left, top)]
      if (one < 0.01 && other < 0.01) continue
      marked += 1
      if (Math.abs(one - other) > 0.1) apart += 1
    }
  }
  return marked === 0 ? 0 : apart / marked
}

function darkness({ width, height, grey }: Picture, left: number, top: number): number {
  let sum = 0
  let count = 0
  for (let y = top; y < Math.min(top + field, height); y += 1) {
    for (let x = left; x < Math.min(left + field, width); x += 1) {
      sum += 255 - (grey[y * width + x] ?? 255)
      count += 1
    }
  }
  return count === 0 ? 0 : sum / count / 255
}
