// Passwords: hashed with argon2id; first passwords are random and shown once.

import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

// OWASP's recommendation for argon2id (the library's default algorithm): 19 MiB, two passes, one lane.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, options)

let absent: Promise<string> | undefined

/** Whether the password fits. Without an account the same work is done, so that time does not tell who exists. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  absent ??= hashPassword(String(randomInt(2 ** 40)))
  const fits = await verify(stored ?? (await absent), password)
  return stored !== null && fits
}

// No letters that look alike, so that a password can be read from paper.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A random password of sixteen characters in groups of four: about 79 bits. */
export function randomPassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return Array.from({ length: 4 }, group).join('-')
}
