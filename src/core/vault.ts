// The vault: identity data sealed at rest with a key that lives outside the database, and the index that finds it exactly.

import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import * as z from 'zod'
import { codeOf, StartError } from './process.ts'

export const sealAlgorithms = ['aes-256-gcm', 'sm4-gcm'] as const
export type SealAlgorithm = (typeof sealAlgorithms)[number]

const keySchema = z.object({
  id: z.number().int().min(1).max(255),
  algorithm: z.enum(sealAlgorithms),
  /** 32 random bytes, base64; the sealing key and the index key are derived from it. */
  secret: z.base64().refine((text) => Buffer.from(text, 'base64').length === 32),
})
/** All keys that anything may still be sealed with; the last one seals. */
const keyFileSchema = z.object({ keys: z.array(keySchema).min(1) })
export type KeyFile = z.infer<typeof keyFileSchema>

/** Where a sealed value stands. It is bound into the seal: a value moved to another row or column does not open. */
export type SealPlace = {
  readonly institutionId: string
  /** The thing it belongs to, by id. */
  readonly subjectId: string
  /** table.column */
  readonly column: string
}

export type Vault = {
  /** The id of the key that seals now. */
  readonly keyId: number
  /** Key id (1 byte), nonce (12), tag (16), ciphertext. */
  readonly seal: (place: SealPlace, text: string) => Buffer
  /** Throws when the key is unknown or the value was changed or moved. */
  readonly open: (place: SealPlace, sealed: Buffer) => string
  /** The id of the key a value was sealed with. */
  readonly keyOf: (sealed: Buffer) => number
  /**
   * 16 bytes that are equal exactly when column and text are equal, under the newest key: for exact search and
   * uniqueness. `indexes` answers the same under every key, newest first, for the time of a rotation.
   */
  readonly index: (column: string, text: string) => Buffer
  readonly indexes: (column: string, text: string) => readonly Buffer[]
}

const nonceLength = 12
const tagLength = 16

type Key = {
  readonly id: number
  readonly algorithm: SealAlgorithm
  readonly sealing: Buffer
  readonly indexing: (text: string) => Buffer
}

function derive(key: KeyFile['keys'][number]): Key {
  const secret = Buffer.from(key.secret, 'base64')
  const sub = (purpose: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `linghang ${purpose}`, length))
  return {
    id: key.id,
    algorithm: key.algorithm,
    sealing: sub(`seal ${key.algorithm}`, key.algorithm === 'sm4-gcm' ? 16 : 32),
    indexing: hmac(sub('index', 32)),
  }
}

/** HMAC-SHA-256 (RFC 2104) in two one-shot hashes: several times quicker than a hash object for each of a million texts. */
function hmac(key: Buffer): (text: string) => Buffer {
  const block = 64
  const padded = (byte: number): Buffer =>
    Buffer.alloc(block, byte).map((each, at) => each ^ (key[at] ?? 0)) as Buffer
  const inner = padded(0x36)
  const outer = Buffer.concat([padded(0x5c), Buffer.alloc(32)])
  return (text) => {
    hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer').copy(outer, block)
    return hash('sha256', outer, 'buffer')
  }
}

// Random bytes are drawn for many nonces at once: a draw of its own for each would cost more than the sealing.
let drawn = Buffer.alloc(0)

function nextNonce(): Buffer {
  if (drawn.length < nonceLength) drawn = randomBytes(nonceLength * 256)
  const nonce = drawn.subarray(0, nonceLength)
  drawn = drawn.subarray(nonceLength)
  return nonce
}

/** Opens a vault on these keys. */
export function openVault(file: KeyFile): Vault {
  const keys = file.keys.map(derive)
  const newest = keys.at(-1)
  if (newest === undefined) throw new Error('A vault needs a key')
  const byId = new Map(keys.map((key) => [key.id, key]))
  const bound = (place: SealPlace): Buffer =>
    Buffer.from(`${place.institutionId}\n${place.subjectId}\n${place.column}`)
  const indexWith = (key: Key, column: string, text: string): Buffer =>
    key.indexing(`${column}\n${text}`).subarray(0, 16)
  return {
    keyId: newest.id,
    seal: (place, text) => {
      const nonce = nextNonce()
      const cipher = createCipheriv(newest.algorithm as 'aes-256-gcm', newest.sealing, nonce)
      cipher.setAAD(bound(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([newest.id]), nonce, cipher.getAuthTag(), body])
    },
    open: (place, sealed) => {
      const key = byId.get(sealed[0] ?? 0)
      if (key === undefined) throw new Error(`No key ${sealed[0]} in the key file`)
      const nonce = sealed.subarray(1, 1 + nonceLength)
      const tag = sealed.subarray(1 + nonceLength, 1 + nonceLength + tagLength)
      const decipher = createDecipheriv(key.algorithm as 'aes-256-gcm', key.sealing, nonce)
      decipher.setAAD(bound(place))
      decipher.setAuthTag(tag)
      const body = sealed.subarray(1 + nonceLength + tagLength)
      return decipher.update(body, undefined, 'utf8') + decipher.final('utf8')
    },
    keyOf: (sealed) => sealed[0] ?? 0,
    index: (column, text) => indexWith(newest, column, text),
    indexes: (column, text) => keys.toReversed().map((key) => indexWith(key, column, text)),
  }
}

/** A new key file with one random key. */
export function newKeyFile(algorithm: SealAlgorithm): KeyFile {
  return { keys: [newKey(1, algorithm)] }
}

/** The same keys and a new one that seals from now on. */
export function withNewKey(file: KeyFile, algorithm: SealAlgorithm): KeyFile {
  const last = Math.max(...file.keys.map((key) => key.id))
  return { keys: [...file.keys, newKey(last + 1, algorithm)] }
}

const newKey = (id: number, algorithm: SealAlgorithm): KeyFile['keys'][number] => ({
  id,
  algorithm,
  secret: randomBytes(32).toString('base64'),
})

/** Reads a key file; null when there is none. Throws StartError when it is not one. */
export async function readKeyFile(path: string): Promise<KeyFile | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    throw new StartError(
      `The key file ${path} cannot be read (${codeOf(error)}): give this user the right to read it.`,
    )
  })
  return text === null ? null : parseKeys(text, path)
}

/** Reads keys from text: the content of a key file or of the setting LINGHANG_KEYS. */
export function parseKeys(text: string, from: string): KeyFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = null
  }
  const parsed = keyFileSchema.safeParse(value)
  if (!parsed.success) {
    throw new StartError(`${from} does not hold keys of this product: put back the file from your backup.`)
  }
  return parsed.data
}

/** Writes a key file, readable by this user only, complete or not at all. */
export async function writeKeyFile(path: string, file: KeyFile): Promise<void> {
  const part = `${path}.part`
  await writeFile(part, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(part, path)
}
