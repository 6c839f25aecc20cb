// The rotating code of a meeting: what its code says at an instant, and why another one is refused. Server side.

import { createHmac, timingSafeEqual } from 'node:crypto'

/** A code stands for one step, and is taken for one step more: a photographed code is dead after at most 40 seconds. */
export const stepSeconds = 20

const stepOf = (now: Temporal.Instant): number => Math.floor(now.epochMilliseconds / 1000 / stepSeconds)

const sign = (secret: Buffer, meetingId: string, step: number): Buffer =>
  createHmac('sha256', secret).update(`sign-in ${meetingId} ${step}`).digest().subarray(0, 16)

/** The code of this moment, and for how many milliseconds it is the newest. */
export function codeAt(
  secret: Buffer,
  meetingId: string,
  now: Temporal.Instant,
): { readonly code: string; readonly freshFor: number } {
  const step = stepOf(now)
  return {
    code: `${step.toString(36)}.${sign(secret, meetingId, step).toString('base64url')}`,
    freshFor: (step + 1) * stepSeconds * 1000 - now.epochMilliseconds,
  }
}

/**
 * Judges a code by the server's clock alone. A code of another meeting, of another secret or altered is `forged`; one
 * whose time has gone, or has not come because the clock was set back, is `expired`.
 */
export function judgeCode(
  secret: Buffer,
  meetingId: string,
  code: string,
  now: Temporal.Instant,
): 'good' | 'code_expired' | 'code_forged' {
  const [stepText = '', mac = ''] = code.split('.')
  const step = /^[0-9a-z]{1,10}$/.test(stepText) ? Number.parseInt(stepText, 36) : Number.NaN
  const given = Buffer.from(mac, 'base64url')
  if (!Number.isSafeInteger(step) || given.length !== 16) return 'code_forged'
  if (!timingSafeEqual(given, sign(secret, meetingId, step))) return 'code_forged'
  const current = stepOf(now)
  return step === current || step === current - 1 ? 'good' : 'code_expired'
}
