// Sign-ons under way at the identity provider, and whom its subjects mean here.

import type { Tx } from '../../../core/db.ts'

export type Attempt = {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

export async function insertAttempt(
  tx: Tx,
  handleSha256: Buffer,
  attempt: Attempt,
  expiresAt: string,
  now: string,
): Promise<void> {
  await tx.deleteFrom('sign_on_attempt').where('expires_at', '<=', now).execute()
  await tx
    .insertInto('sign_on_attempt')
    .values({
      handle_sha256: handleSha256,
      state: attempt.state,
      nonce: attempt.nonce,
      code_verifier: attempt.codeVerifier,
      expires_at: expiresAt,
    })
    .execute()
}

/** Takes an attempt out: it serves once. */
export async function takeAttempt(tx: Tx, handleSha256: Buffer, now: string): Promise<Attempt | null> {
  const row = await tx
    .deleteFrom('sign_on_attempt')
    .where('handle_sha256', '=', handleSha256)
    .returning(['state', 'nonce', 'code_verifier as codeVerifier', 'expires_at as expiresAt'])
    .executeTakeFirst()
  return row === undefined || Date.parse(row.expiresAt) <= Date.parse(now) ? null : row
}

export async function findLink(tx: Tx, issuer: string, subject: string) {
  const row = await tx
    .selectFrom('sign_on_link')
    .select(['institution_id as institutionId', 'account_id as accountId'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row ?? null
}

/** False when the account is tied to another subject of this provider already. */
export async function insertLink(
  tx: Tx,
  link: {
    readonly issuer: string
    readonly subject: string
    readonly institutionId: string
    readonly accountId: string
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('sign_on_link')
    .values({
      issuer: link.issuer,
      subject: link.subject,
      institution_id: link.institutionId,
      account_id: link.accountId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function deleteLinks(tx: Tx, institutionId: string, accountId: string): Promise<void> {
  await tx
    .deleteFrom('sign_on_link')
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', accountId)
    .execute()
}
