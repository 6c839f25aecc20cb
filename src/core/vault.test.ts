// What the vault promises: sealed values open only at their place and with their key; the index is exact and keyed.

import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  newKeyFile,
  openVault,
  parseKeys,
  readKeyFile,
  sealAlgorithms,
  withNewKey,
  writeKeyFile,
} from './vault.ts'

const place = { institutionId: 'i', subjectId: 'p', column: 'person_identity.id_number' }
const text = '520103199001011234'

describe.each(sealAlgorithms)('%s', (algorithm) => {
  const file = newKeyFile(algorithm)
  const vault = openVault(file)

  test('opens what it sealed, and seals the same text differently each time', () => {
    const [one, other] = [vault.seal(place, text), vault.seal(place, text)]
    expect(vault.open(place, one)).toBe(text)
    expect(one.equals(other)).toBe(false)
    expect(one.includes(Buffer.from(text))).toBe(false)
  })

  test.each(['institutionId', 'subjectId', 'column'] as const)('does not open under another %s', (part) => {
    const sealed = vault.seal(place, text)
    expect(() => vault.open({ ...place, [part]: 'other' }, sealed)).toThrow()
  })

  test('does not open when any byte was changed', () => {
    const sealed = vault.seal(place, text)
    for (let at = 0; at < sealed.length; at += 1) {
      const broken = Buffer.from(sealed)
      broken[at] = (broken[at] ?? 0) ^ 1
      expect(() => vault.open(place, broken), `byte ${at}`).toThrow()
    }
  })

  test('after a rotation old values open, new ones carry the new key, and the index finds both', () => {
    const sealed = vault.seal(place, text)
    const rotated = openVault(withNewKey(file, algorithm))
    expect(rotated.open(place, sealed)).toBe(text)
    expect(rotated.keyOf(sealed)).toBe(1)
    expect(rotated.keyOf(rotated.seal(place, text))).toBe(2)
    expect(rotated.indexes('c', text).map(String)).toEqual([
      String(rotated.index('c', text)),
      String(vault.index('c', text)),
    ])
  })

  test('the index differs by column, by text and by key', () => {
    const other = openVault(newKeyFile(algorithm))
    const found = [
      vault.index('a', text),
      vault.index('b', text),
      vault.index('a', `${text}X`),
      other.index('a', text),
    ]
    expect(new Set(found.map((each) => each.toString('hex'))).size).toBe(4)
    expect(vault.index('a', text).equals(vault.index('a', text))).toBe(true)
  })
})

test('a key file is private to its user, and what is no key file stops the start in one sentence', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linghang-keys-'))
  try {
    const path = join(folder, 'keys.json')
    expect(await readKeyFile(path)).toBeNull()
    const file = newKeyFile('aes-256-gcm')
    await writeKeyFile(path, file)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readKeyFile(path)).toEqual(file)
    await writeFile(path, '{"keys":[{"id":1,"algorithm":"aes-256-gcm","secret":"c2hvcnQ="}]}')
    await expect(readKeyFile(path)).rejects.toThrow(/does not hold keys/)
    expect(() => parseKeys('secret', 'LINGHANG_KEYS')).toThrow(/LINGHANG_KEYS/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
