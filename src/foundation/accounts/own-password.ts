// Choosing an own password: judged by the policy, not one of the last ones, and kept as a hash.

import { AppError } from '../../core/errors.ts'
import type { Work } from '../../core/pipeline.ts'
import { hashPassword, passwordFits } from './password.ts'
import { leastLength, passwordFaults, type Policy, rememberedPasswords } from './rules.ts'
import { type AccountRecord, earlierPasswords, setPassword } from './store/index.ts'

/** Throws invalid_input with reason `password` and its fault: too_short, own_name, guessable or used_before. */
export async function setOwnPassword(
  work: Work,
  account: AccountRecord,
  policy: Policy,
  next: string,
): Promise<void> {
  const least = leastLength(policy, account.roles)
  const [fault] = passwordFaults(next, {
    least,
    username: account.username,
    displayName: account.display_name,
  })
  if (fault !== undefined) throw new AppError('invalid_input', { reason: 'password', fault, least })
  const earlier = await earlierPasswords(work.tx, account.institution_id, account.id, rememberedPasswords)
  const known = await Promise.all([account.password_hash, ...earlier].map((hash) => passwordFits(hash, next)))
  if (known.includes(true))
    throw new AppError('invalid_input', { reason: 'password', fault: 'used_before', least })
  await setPassword(work.tx, account, {
    hash: await hashPassword(next),
    firstUntil: null,
    now: work.now.toString(),
  })
}
