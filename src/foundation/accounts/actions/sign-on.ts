// Sign-on by the identity provider of the house: OpenID Connect, authorization code with PKCE, state and nonce.

import { randomBytes } from 'node:crypto'
import * as oidc from 'openid-client'
import { AppError } from '../../../core/errors.ts'
import { beforeTransaction, type Handlers, type Work } from '../../../core/pipeline.ts'
import type { signInContract } from '../contract/sign-in.ts'
import { pendingMinutes } from '../rules.ts'
import { sha256 } from '../session.ts'
import { type AccountsSettings, type SignOnSettings, signOnReturnPath } from '../settings.ts'
import {
  findLink,
  findLogin,
  insertAttempt,
  insertLink,
  readAccount,
  readPolicy,
  takeAttempt,
} from '../store/index.ts'
import { proceed } from './steps.ts'

type SignOn = Pick<Handlers<typeof signInContract>, 'signOnProvider' | 'beginSignOn' | 'finishSignOn'>

/** How long somebody who wants to sign in waits for a provider that does not answer; no transaction is open meanwhile. */
const patienceSeconds = 8

export function signOnHandlers({ publicUrl, signOn }: AccountsSettings): SignOn {
  const returnTo = `${publicUrl}${signOnReturnPath}`
  const settings = { publicUrl, signOn }
  let known: Promise<oidc.Configuration> | undefined
  // Discovered when first needed, and again after a failure: the product starts without the provider.
  const provider = async (): Promise<oidc.Configuration> => {
    if (signOn === null) throw new AppError('not_found', { kind: 'sign_on' })
    known ??= discover(signOn)
    try {
      return await known
    } catch {
      known = undefined
      throw new AppError('wrong_state', { reason: 'provider_unreachable' })
    }
  }
  return {
    signOnProvider: async () => ({ name: signOn?.name ?? null }),

    beginSignOn: beforeTransaction(async () => {
      const configuration = await provider()
      const handle = randomBytes(32).toString('base64url')
      const attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        codeVerifier: oidc.randomPKCECodeVerifier(),
      }
      const url = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: returnTo,
        scope: 'openid profile',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.codeVerifier),
        code_challenge_method: 'S256',
      })
      return async (work) => {
        const expires = work.now.add({ minutes: pendingMinutes }).toString()
        await insertAttempt(work.tx, sha256(handle), attempt, expires, work.now.toString())
        return { url: url.href, handle }
      }
    }),

    finishSignOn: beforeTransaction(async ({ database, now }, { handle, query }) => {
      const configuration = await provider()
      // Used up whatever comes of it, and before the provider is asked: an answer serves once.
      const attempt = await database.inScope([], (tx) => takeAttempt(tx, sha256(handle), now().toString()))
      if (attempt === null || signOn === null)
        throw new AppError('wrong_state', { reason: 'sign_on_expired' })
      const answer = new URL(`${returnTo}?${query.replace(/^\?/, '')}`)
      const claims = await claimsOf(configuration, answer, attempt)
      return async (work) => {
        const login = await accountOf(work, signOn, claims)
        await work.widen([login.institutionId])
        const account = await readAccount(work.tx, login.institutionId, login.accountId, {
          today: work.today,
        })
        const policy = await readPolicy(work.tx, login.institutionId)
        if (account === null || account.disabled_at !== null) throw refusal('no_account')
        return proceed(work, settings, account, policy, { signOn: true })
      }
    }),
  }
}

function discover({ issuer, clientId, clientSecret }: SignOnSettings): Promise<oidc.Configuration> {
  return oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: patienceSeconds,
    // An issuer inside the hospital network without TLS is the operator's explicit choice.
    execute: issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
  })
}

const refusal = (reason: string): AppError => new AppError('wrong_credentials', { reason })

/** What the provider says about the person. Throws when state, nonce or code do not fit, or it was cancelled there. */
async function claimsOf(
  configuration: oidc.Configuration,
  answer: URL,
  attempt: { readonly state: string; readonly nonce: string; readonly codeVerifier: string },
): Promise<Readonly<Record<string, unknown>> & { readonly sub: string }> {
  try {
    const tokens = await oidc.authorizationCodeGrant(configuration, answer, {
      pkceCodeVerifier: attempt.codeVerifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (claims === undefined) throw refusal('sign_on_failed')
    // Providers may keep the profile out of the token.
    const profile =
      configuration.serverMetadata().userinfo_endpoint === undefined
        ? {}
        : await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
    return { ...profile, ...claims }
  } catch (error) {
    if (error instanceof oidc.AuthorizationResponseError)
      throw refusal(error.error === 'access_denied' ? 'sign_on_denied' : 'sign_on_failed')
    throw error instanceof AppError ? error : refusal('sign_on_failed')
  }
}

/** The account that a subject means: the one it was bound to, else the one named by the claim, which it is bound to now. */
async function accountOf(
  work: Work,
  { issuer, claim }: SignOnSettings,
  claims: Readonly<Record<string, unknown>> & { readonly sub: string },
): Promise<{ readonly institutionId: string; readonly accountId: string }> {
  const linked = await findLink(work.tx, issuer, claims.sub)
  if (linked !== null) return linked
  const name = claims[claim]
  const login = typeof name === 'string' ? await findLogin(work.tx, name) : null
  if (login === null) throw refusal('no_account')
  const bound = await insertLink(work.tx, { issuer, subject: claims.sub, ...login })
  if (!bound) throw refusal('linked_elsewhere')
  return login
}
