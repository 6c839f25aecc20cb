// A hospital with its three administrators, and people who sign in over HTTP: the stage of the tests of accounts.

import type { Role } from '../src/core/access.ts'
import type { AccountsSettings } from '../src/foundation/accounts/settings.ts'
import { type Caller, type Harness, openHarness, type SeededUnit } from './harness.ts'
import { seedInstitution, seedPeople, seedUnit } from './seed.ts'

export type Person = { readonly id: string; readonly username: string; readonly password: string }
export type Step = {
  readonly next: string
  readonly why: string | null
  readonly last: { at: string; address: string | null } | null
  readonly failures: number
}

export type Stage = Awaited<ReturnType<typeof openStage>>

export const ownPassword = 'seven brown horses'

export async function openStage(settings?: AccountsSettings) {
  const harness: Harness = await openHarness(settings)
  const root: SeededUnit = await seedInstitution(harness, { name: '医院' })
  const branch = await seedUnit(harness, root, { name: '一支部', kind: 'branch', code: 'ZB01' })
  await seedPeople(harness, branch, [{ name: '甲' }])
  const admin: Caller = await harness.as('system_admin', root)
  const security: Caller = await harness.as('security_admin', root)

  const api = (
    path: string,
    { headers, ...init }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  ): Promise<Response> =>
    Promise.resolve(
      harness.product.app.request(`/api/v1${path}`, {
        ...init,
        headers: { 'content-type': 'application/json', 'x-linghang': '1', ...headers },
      }),
    )
  const post = (path: string, body: object, cookie = ''): Promise<Response> =>
    api(path, { method: 'POST', headers: { cookie }, body: JSON.stringify(body) })
  const signIn = (username: string, password: string): Promise<Response> =>
    post('/session', { username, password })

  let made = 0
  /** An account as an administrator makes it: without a role, with a first password. */
  async function newcomer(): Promise<Person> {
    made += 1
    const username = `account${made}`
    const { id, firstPassword } = await admin.call('accounts.create', {
      username,
      displayName: `人员${made}`,
      unitId: root.id,
    })
    return { id, username, password: firstPassword }
  }
  /** Somebody who has set an own password and has this role at the branch (an administrator: at the root). */
  async function person(role: Role | null = 'member'): Promise<Person> {
    const { id, username, password } = await newcomer()
    const first = await signIn(username, password)
    const set = await post('/session/password', { next: ownPassword }, cookieOf(first))
    if (set.status !== 200) throw new Error(await set.text())
    if (role !== null) await grant(id, role)
    return { id, username, password: ownPassword }
  }
  const grant = (accountId: string, role: Role, unit = branch) =>
    security.call('accounts.grant', {
      accountId,
      role,
      unitId: ['system_admin', 'security_admin', 'auditor'].includes(role) ? root.id : unit.id,
    })
  return {
    harness,
    root,
    branch,
    admin,
    security,
    api,
    post,
    signIn,
    newcomer,
    person,
    grant,
    close: harness.close,
  }
}

/** The cookie that a response sets, as a browser sends it back. */
export const cookieOf = (response: Response): string =>
  response.headers.getSetCookie().at(-1)?.split(';')[0] ?? ''
export const stepOf = async (response: Response): Promise<Step> => (await response.json()) as Step
export const failureIn = async (response: Response) =>
  (await response.json()) as {
    code: string
    data: { facts: Record<string, unknown>; refusals: { rule: string }[] }
  }
