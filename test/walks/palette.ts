// Makes a screenshot a third of its size: a PNG of at most 256 colours, which is as many as a calm screen has.

import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

type Pixels = { readonly width: number; readonly height: number; readonly rgb: Uint8Array }

/** The same picture with a palette. Takes what Chromium writes: 8 bits a channel, with or without alpha, not interlaced. */
export function withPalette(png: Buffer): Buffer {
  const { width, height, rgb } = decode(png)
  const { colours, nearest } = choose(rgb)
  const rows = Buffer.alloc((width + 1) * height)
  for (let at = 0; at < width * height; at += 1) {
    rows[at + Math.floor(at / width) + 1] = nearest(keyAt(rgb, at))
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits an index, colours from a palette.
  header.set([8, 3, 0, 0, 0], 8)
  const parts = [
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(colours.flatMap((key) => [key >> 16, (key >> 8) & 255, key & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([signature, ...parts])
}

const keyAt = (rgb: Uint8Array, at: number): number =>
  ((rgb[at * 3] ?? 0) << 16) | ((rgb[at * 3 + 1] ?? 0) << 8) | (rgb[at * 3 + 2] ?? 0)

/** The most frequent colours, no two of them nearly alike, and which of them stands for a colour. */
function choose(rgb: Uint8Array): {
  readonly colours: readonly number[]
  readonly nearest: (key: number) => number
} {
  const counts = new Map<number, number>()
  for (let at = 0; at < rgb.length / 3; at += 1) {
    const key = keyAt(rgb, at)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const ordered = [...counts].sort((a, b) => b[1] - a[1]).map(([key]) => key)
  let colours: number[] = []
  // The wider apart, the fewer: the smallest distance at which 256 are enough.
  for (const apart of [0, 8, 16, 32, 64, 128, 256, 512, 1024]) {
    colours = []
    for (const key of ordered) {
      if (colours.length > 256) break
      if (colours.every((other) => distance(key, other) > apart || key === other)) colours.push(key)
    }
    if (colours.length <= 256) break
  }
  colours = colours.slice(0, 256)
  const known = new Map<number, number>()
  const nearest = (key: number): number => {
    const found = known.get(key)
    if (found !== undefined) return found
    let best = 0
    for (let index = 1; index < colours.length; index += 1) {
      if (distance(key, colours[index] ?? 0) < distance(key, colours[best] ?? 0)) best = index
    }
    known.set(key, best)
    return best
  }
  return { colours, nearest }
}

function distance(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16)
  const green = ((a >> 8) & 255) - ((b >> 8) & 255)
  const blue = (a & 255) - (b & 255)
  return red * red + green * green + blue * blue
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

function decode(png: Buffer): Pixels {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const channels = png[25] === 6 ? 4 : 3
  if (png[24] !== 8 || (png[25] !== 6 && png[25] !== 2) || png[28] !== 0) {
    throw new Error('Not a PNG as Chromium writes it')
  }
  const packed: Buffer[] = []
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
    }
  }
  const raw = inflateSync(Buffer.concat(packed))
  const stride = width * channels
  const rgb = new Uint8Array(width * height * 3)
  let above = new Uint8Array(stride)
  for (let y = 0; y < height; y += 1) {
    const from = y * (stride + 1)
    const line = new Uint8Array(raw.subarray(from + 1, from + 1 + stride))
    unfilter(raw[from] ?? 0, line, above, channels)
    for (let x = 0; x < width; x += 1) {
      rgb.set(line.subarray(x * channels, x * channels + 3), (y * width + x) * 3)
    }
    above = line
  }
  return { width, height, rgb }
}

/** Undoes the filter of one line in place: each byte was written as the difference to a guess from its neighbours. */
function unfilter(kind: number, line: Uint8Array, above: Uint8Array, channels: number): void {
  for (let at = 0; at < line.length; at += 1) {
    const left = at < channels ? 0 : (line[at - channels] ?? 0)
    const up = above[at] ?? 0
    const corner = at < channels ? 0 : (above[at - channels] ?? 0)
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind] ?? 0
    line[at] = (line[at] ?? 0) + guess
  }
}

function paeth(left: number, up: number, corner: number): number {
  const byLeft = Math.abs(up - corner)
  const byUp = Math.abs(left - corner)
  const byCorner = Math.abs(left + up - 2 * corner)
  if (byLeft <= byUp && byLeft <= byCorner) return left
  return byUp <= byCorner ? up : corner
}
