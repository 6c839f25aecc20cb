// Roles on a real database: three administrators apart, the last one stays, lent roles end, a revoked role and a running request.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cookieOf, openStage, type Stage } from '../../../../test/account-stage.ts'
import { failing } from '../../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../../test/seed.ts'
import { administratorRoles, type Role, roles } from '../../../core/access.ts'
import { defaultPolicy } from '../rules.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

const today = '2026-11-21'

describe('three administrators', () => {
  const pairs = roles.flatMap((a) => roles.map((b) => [a, b] as const))
  test('no account holds two of them, nor one with a business role: every pair', async () => {
    for (const [first, second] of pairs) {
      const { id } = await stage.newcomer()
      await stage.grant(id, first)
      const administrators: readonly Role[] = administratorRoles
      const apart = first !== second && (administrators.includes(first) || administrators.includes(second))
      const again = stage.grant(id, second)
      if (first === second) expect((await failing(again)).code).toBe('taken')
      else if (apart) {
        const failure = await failing(again)
        expect([failure.code, failure.data.refusals[0]?.rule]).toEqual([
          'rule_broken',
          'accounts.three_administrators',
        ])
      } else await again
    }
  })

  async function twoAccountsOfOnePerson() {
    const house = await seedInstitution(stage.harness, { name: '第二医院' })
    const branch = await seedUnit(stage.harness, house, { name: '支部', kind: 'branch' })
    const [personId = ''] = await seedPeople(stage.harness, branch, [{ name: '同一人' }])
    const [row] = await stage.harness.owner('select staff_no from person where id = $1', [personId])
    const staffNo = String(row?.['staff_no'])
    const admin = await stage.harness.as('system_admin', house)
    const security = await stage.harness.as('security_admin', house)
    const make = (username: string, of?: string) =>
      admin.call('accounts.create', {
        username: `${username}-${personId.slice(-6)}`,
        displayName: '同一人',
        unitId: house.id,
        ...(of === undefined ? {} : { staffNo: of }),
      })
    return { house, branch, staffNo, admin, security, make }
  }

  test('no person whose two records were merged: their accounts are those of one person', async () => {
    const { house, branch, staffNo, admin, security, make } = await twoAccountsOfOnePerson()
    const [otherId = ''] = await seedPeople(stage.harness, branch, [{ name: '同一人的另一份记录' }])
    const [other] = await stage.harness.owner('select staff_no from person where id = $1', [otherId])
    const [one, two] = [await make('first', staffNo), await make('second', String(other?.['staff_no']))]
    await security.call('accounts.grant', { accountId: one.id, role: 'auditor', unitId: house.id })
    const [kept] = await stage.harness.owner(
      'select id from person where institution_id = $1 and staff_no = $2',
      [house.institutionId, staffNo],
    )
    await stage.harness.owner('update person set merged_into = $1 where id = $2', [kept?.['id'], otherId])
    const refused = security.call('accounts.grant', {
      accountId: two.id,
      role: 'system_admin',
      unitId: house.id,
    })
    expect((await failing(refused)).code).toBe('rule_broken')
    const { accounts } = await admin.call('accounts.list', { accountId: two.id })
    expect([accounts[0]?.personId, accounts[0]?.staffNo]).toEqual([kept?.['id'], staffNo])
  })

  test('no person by two accounts either, also when both are granted at the same time', async () => {
    const { house, branch, staffNo, security, make } = await twoAccountsOfOnePerson()
    const [one, two] = [await make('one', staffNo), await make('two', staffNo)]
    const outcomes = await Promise.allSettled([
      security.call('accounts.grant', { accountId: one.id, role: 'auditor', unitId: house.id }),
      security.call('accounts.grant', { accountId: two.id, role: 'member', unitId: branch.id }),
    ])
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('an account cannot be tied to a person whose other account stands in the way', async () => {
    const { house, branch, staffNo, admin, security, make } = await twoAccountsOfOnePerson()
    const [one, two] = [await make('one', staffNo), await make('two')]
    await security.call('accounts.grant', { accountId: one.id, role: 'auditor', unitId: house.id })
    await security.call('accounts.grant', { accountId: two.id, role: 'member', unitId: branch.id })
    const tie = admin.call('accounts.update', { accountId: two.id, displayName: '改', staffNo })
    expect((await failing(tie)).code).toBe('rule_broken')
  })

  test.each(administratorRoles)(
    'no administrator lets himself in as another: password and second factor of a %s are not reset within the product',
    async (role) => {
      const one = await stage.person(role)
      const [before] = await stage.harness.owner(
        'select password_hash, institution_id from account where id = $1',
        [one.id],
      )
      await stage.harness.owner(
        `insert into account_totp (institution_id, account_id, key_id, secret, confirmed_at) values ($1, $2, 1, 'sealed', now())`,
        [before?.['institution_id'], one.id],
      )
      for (const endpoint of ['accounts.resetPassword', 'accounts.resetTotp'] as const) {
        const { code, data } = await failing(stage.admin.call(endpoint, { accountId: one.id }))
        expect([code, data.refusals[0]?.rule, data.refusals[0]?.facts]).toEqual([
          'rule_broken',
          'accounts.administrator_reset',
          { role },
        ])
      }
      const [after] = await stage.harness.owner(
        `select a.password_hash, (select count(*)::int from account_totp o where o.account_id = a.id) as totp
         from account a where id = $1`,
        [one.id],
      )
      expect(after).toEqual({ password_hash: before?.['password_hash'], totp: 1 })
      // Without the role it is an account like others.
      await stage.security.call('accounts.revoke', { accountId: one.id, role, unitId: stage.root.id })
      await stage.admin.call('accounts.resetTotp', { accountId: one.id })
      await stage.admin.call('accounts.resetPassword', { accountId: one.id })
    },
  )

  test('a system administrator gives no role, a security administrator makes no account and grants nothing to himself', async () => {
    const { id } = await stage.newcomer()
    const byAdmin = stage.admin.call('accounts.grant', {
      accountId: id,
      role: 'member',
      unitId: stage.branch.id,
    })
    expect((await failing(byAdmin)).code).toBe('forbidden')
    const bySecurity = stage.security.call('accounts.create', {
      username: 'x',
      displayName: 'x',
      unitId: stage.root.id,
    })
    expect((await failing(bySecurity)).code).toBe('forbidden')
    const self = (await stage.security.call('accounts.me', {})).accountId
    const toHimself = await failing(stage.grant(self, 'security_admin'))
    expect(toHimself.data.facts['reason']).toBe('oneself')
  })

  test('a new account waits without any power, its wish is seen, and is gone when a role is granted', async () => {
    const { id } = await stage.admin.call('accounts.create', {
      username: 'wisher',
      displayName: '申请人',
      unitId: stage.branch.id,
      wishedRole: 'branch_secretary',
    })
    const read = async () => (await stage.security.call('accounts.list', { accountId: id })).accounts[0]
    expect(await read()).toMatchObject({
      state: 'waiting',
      grants: [],
      wish: { role: 'branch_secretary', unitName: '一支部' },
    })
    expect((await stage.security.call('accounts.list', { state: 'waiting', search: 'WISH' })).total).toBe(1)
    await stage.grant(id, 'branch_secretary')
    expect(await read()).toMatchObject({ state: 'first_password', wish: null })
  })

  test.each(administratorRoles)(
    'the last %s stays: two are disabled, or lose the role, at the same time',
    async (role) => {
      for (const way of ['disable', 'revoke'] as const) {
        const house = await seedInstitution(stage.harness, { name: '第三医院' })
        const [admin, security] = [
          await stage.harness.as('system_admin', house),
          await stage.harness.as('security_admin', house),
        ]
        // Those who act must not be of the kind that is lost, or one more of them stands by.
        const holders = [await stage.harness.as(role, house), await stage.harness.as(role, house)]
        const ids = await Promise.all(
          holders.map(async (holder) => (await holder.call('accounts.me', {})).accountId),
        )
        const actors = await Promise.all([admin, security].map((each) => each.call('accounts.me', {})))
        for (const actor of actors)
          if (actor.grants[0]?.role === role) {
            await stage.harness.owner('update account set first_password_until = $2 where id = $1', [
              actor.accountId,
              '2020-01-01T00:00:00Z',
            ])
          }
        const outcomes = await Promise.allSettled(
          ids.map((accountId) =>
            way === 'disable'
              ? admin.call('accounts.disable', { accountId, disabled: true })
              : security.call('accounts.revoke', { accountId, role, unitId: house.id }),
          ),
        )
        expect(outcomes.map((outcome) => outcome.status).sort(), way).toEqual(['fulfilled', 'rejected'])
        const [living] = await stage.harness.owner(
          `select count(*)::int as n from account a join account_grant g on g.account_id = a.id and g.role = $2
           where a.institution_id = $1 and a.disabled_at is null and a.first_password_until is null`,
          [house.institutionId, role],
        )
        expect(living?.['n'], way).toBe(1)
      }
    },
  )
})

describe('grants', () => {
  test('a revoked role ends with the next request', async () => {
    const { id, username, password } = await stage.person('branch_secretary')
    const cookie = cookieOf(await stage.signIn(username, password))
    const people = () => stage.api(`/org/units/${stage.branch.id}/people`, { headers: { cookie } })
    expect((await people()).status).toBe(200)
    await stage.security.call('accounts.revoke', {
      accountId: id,
      role: 'branch_secretary',
      unitId: stage.branch.id,
    })
    expect((await people()).status).toBe(403)
    await stage.grant(id, 'branch_secretary')
    expect((await people()).status).toBe(200)
  })

  test('a request that runs while its role is revoked finishes, wholly; the one after it is refused', async () => {
    const { id, username, password } = await stage.person('party_office')
    const cookie = cookieOf(await stage.signIn(username, password))
    const [row] = await stage.harness.owner('select version from unit where id = $1', [stage.branch.id])
    const rename = (name: string, version: number) =>
      stage.api(`/org/units/${stage.branch.id}`, {
        method: 'PATCH',
        headers: { cookie },
        body: JSON.stringify({ name, version }),
      })
    // Somebody else holds the row, so that the request stands still after its permission was judged.
    await stage.harness.owner('begin')
    await stage.harness.owner('select from unit where id = $1 for update', [stage.branch.id])
    const running = rename('改名一', Number(row?.['version']))
    await expect
      .poll(async () => {
        const waiting = await stage.harness.owner(
          // Not pg_stat_activity alone: what the application's login waits for is hidden from others there.
          'select count(*)::int as n from pg_locks join pg_stat_activity using (pid) where datname = current_database() and not granted',
        )
        return waiting[0]?.['n']
      })
      .toBe(1)
    await stage.security.call('accounts.revoke', {
      accountId: id,
      role: 'party_office',
      unitId: stage.branch.id,
    })
    await stage.harness.owner('commit')
    expect((await running).status).toBe(200)
    expect((await rename('改名二', Number(row?.['version']) + 1)).status).toBe(403)
    const [after] = await stage.harness.owner('select name from unit where id = $1', [stage.branch.id])
    expect(after?.['name']).toBe('改名一')
  })

  test('of many parallel requests around a revocation none succeeds that began after it', async () => {
    const { id, username, password } = await stage.person('branch_secretary')
    const cookie = cookieOf(await stage.signIn(username, password))
    let revokedAt = Infinity
    const ask = async () => {
      const began = performance.now()
      const { status } = await stage.api(`/org/units/${stage.branch.id}/people`, { headers: { cookie } })
      return { began, status }
    }
    const waves: Promise<{ began: number; status: number }>[] = []
    const revoke = stage.security
      .call('accounts.revoke', { accountId: id, role: 'branch_secretary', unitId: stage.branch.id })
      .then(() => {
        revokedAt = performance.now()
      })
    for (let wave = 0; wave < 30; wave += 1) {
      waves.push(ask())
      await new Promise((resolve) => setImmediate(resolve))
    }
    await revoke
    for (let more = 0; more < 5; more += 1) waves.push(ask())
    const answers = await Promise.all(waves)
    for (const { began, status } of answers) {
      if (began > revokedAt) expect(status).toBe(403)
      else expect([200, 403]).toContain(status)
    }
    expect(answers.some((answer) => answer.began > revokedAt)).toBe(true)
  })

  test('a grant stays within the institution', async () => {
    const other = await seedInstitution(stage.harness, { name: '别的医院' })
    const { id } = await stage.newcomer()
    const grant = stage.security.call('accounts.grant', {
      accountId: id,
      role: 'party_office',
      unitId: other.id,
    })
    expect((await failing(grant)).code).toBe('not_found')
  })

  test('the same user name, in any case, is taken in the whole product', async () => {
    const { username } = await stage.newcomer()
    const again = stage.admin.call('accounts.create', {
      username: username.toUpperCase(),
      displayName: '乙',
      unitId: stage.branch.id,
    })
    expect((await failing(again)).code).toBe('taken')
  })
})

describe('lent roles', () => {
  const days = { fromOn: today, untilOn: '2026-11-23' }
  async function lending() {
    const lender = await stage.person('branch_secretary')
    const receiver = await stage.person(null)
    const lenderCookie = cookieOf(await stage.signIn(lender.username, lender.password))
    const receiverCookie = cookieOf(await stage.signIn(receiver.username, receiver.password))
    const lend = (more: Record<string, unknown> = {}, cookie = lenderCookie) =>
      stage.post(
        '/me/delegations',
        {
          toAccountId: receiver.id,
          role: 'branch_secretary',
          unitId: stage.branch.id,
          ...days,
          reason: '外出学习',
          ...more,
        },
        cookie,
      )
    const people = () =>
      stage
        .api(`/org/units/${stage.branch.id}/people`, { headers: { cookie: receiverCookie } })
        .then((response) => response.status)
    return { lender, receiver, lenderCookie, receiverCookie, lend, people }
  }

  test('begin and end by themselves, on their days in China', async () => {
    // The day in China, not in UTC, decides.
    stage.harness.setNow('2026-11-20T15:59:00Z')
    const { lend, people } = await lending()
    expect((await lend()).status).toBe(200)
    expect(await people()).toBe(403)
    stage.harness.setNow('2026-11-20T16:00:00Z')
    expect(await people()).toBe(200)
    const { username, password } = await stage.person('member')
    expect((await stage.signIn(username, password)).status).toBe(200)
    await stage.harness.owner("update session set idle_minutes = null, expires_at = '2030-01-01'")
    stage.harness.setNow('2026-11-23T15:59:59Z')
    expect(await people()).toBe(200)
    stage.harness.setNow('2026-11-23T16:00:00Z')
    expect(await people()).toBe(403)
    stage.harness.setNow(today)
  })

  test('are given back, taken back, and rest while the lender has lost the role', async () => {
    const { lender, receiver, lend, people, lenderCookie } = await lending()
    const { id } = (await (await lend()).json()) as { id: string }
    expect(await people()).toBe(200)
    const unitId = stage.branch.id
    await stage.security.call('accounts.revoke', { accountId: lender.id, role: 'branch_secretary', unitId })
    expect(await people()).toBe(403)
    const { delegations } = await stage.security.call('accounts.delegations', {})
    expect(delegations.find((each) => each.id === id)?.state).toBe('resting')
    await stage.grant(lender.id, 'branch_secretary')
    expect(await people()).toBe(200)
    await stage.admin.call('accounts.disable', { accountId: lender.id, disabled: true })
    expect(await people(), 'a lender who may not sign in lends nothing').toBe(403)
    await stage.admin.call('accounts.disable', { accountId: lender.id, disabled: false })
    expect(lenderCookie).not.toBe('')
    await stage.security.call('accounts.endDelegation', { accountId: receiver.id, delegationId: id })
    expect(await people()).toBe(403)
    const rows = await stage.harness.owner(
      "select endpoint from audit where subject_kind = 'delegation' and subject_id = $1 order by seq",
      [id],
    )
    expect(rows.map((row) => row['endpoint'])).toEqual(['accounts.delegate', 'accounts.endDelegation'])
  })

  test('only what one holds, no administrator’s role, not to oneself, not to the past, not for ever', async () => {
    const { lender, lend } = await lending()
    const fault = async (more: Record<string, unknown>) =>
      ((await (await lend(more)).json()) as { data: { facts: Record<string, unknown> } }).data.facts['fault']
    expect(await fault({ role: 'party_office' })).toBe('not_held')
    expect(await fault({ unitId: stage.root.id })).toBe('not_held')
    expect(await fault({ role: 'auditor' })).toBe('administrator_role')
    expect(await fault({ toAccountId: lender.id })).toBe('to_oneself')
    expect(await fault({ fromOn: '2026-11-20' })).toBe('past')
    expect(await fault({ untilOn: '2026-11-20' })).toBe('order')
    expect(await fault({ untilOn: '2027-11-22' })).toBe('too_long')
  })

  test('not on: what was lent cannot be lent again', async () => {
    const { lend, receiverCookie } = await lending()
    expect((await lend()).status).toBe(200)
    const third = await stage.person(null)
    const again = await lend({ toAccountId: third.id }, receiverCookie)
    expect(((await again.json()) as { data: { facts: object } }).data.facts).toMatchObject({
      fault: 'not_held',
    })
  })

  test('not to an administrator, and nobody with a lent role becomes one', async () => {
    const { receiver, lend } = await lending()
    const auditor = await stage.newcomer()
    await stage.grant(auditor.id, 'auditor')
    expect((await lend({ toAccountId: auditor.id })).status).toBe(409)
    expect((await lend()).status).toBe(200)
    expect((await failing(stage.grant(receiver.id, 'auditor'))).code).toBe('rule_broken')
  })
})

describe('the policy', () => {
  const { ...plain } = defaultPolicy
  test('binds open sessions, new passwords and the lock; two savers at once: one', async () => {
    const house = await openStage()
    const { security, root } = house
    const unitId = root.id
    const kept = await security.call('accounts.policy', { unitId })
    expect(kept).toEqual({ ...plain, version: null })
    const { username, password } = await house.person()
    const cookie = cookieOf(await house.signIn(username, password))
    const save = (more: object) =>
      security.call('accounts.savePolicy', { ...plain, unitId, version: null, ...more })
    const outcomes = await Promise.allSettled([
      save({ idleMinutes: 5, lockAfter: 3, passwordLength: 20, administratorLength: 20, passwordDays: 30 }),
      save({ idleMinutes: 5, lockAfter: 3, passwordLength: 20, administratorLength: 20, passwordDays: 30 }),
    ])
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    const next = await house.api('/me/password', {
      method: 'PUT',
      headers: { cookie },
      body: JSON.stringify({ current: password, next: 'nineteen letters ok' }),
    })
    expect(next.status).toBe(400)
    house.harness.setNow('2026-11-21T04:05:00Z')
    expect((await house.api('/me', { headers: { cookie } })).status).toBe(401)
    for (let at = 0; at < 3; at += 1) await house.signIn(username, 'wrong')
    expect((await house.signIn(username, password)).status).toBe(423)
    // 30 days later the password is worn out: the sign-in leads to a new one.
    house.harness.setNow('2026-12-21T04:05:00Z')
    const worn = (await (await house.signIn(username, password)).json()) as object
    expect(worn).toMatchObject({ next: 'password', why: 'worn_out' })
    await house.close()
  })

  test('is closed to whoever reaches only a part of the institution', async () => {
    const below = await stage.harness.as('security_admin', stage.branch)
    expect((await failing(below.call('accounts.policy', { unitId: stage.branch.id }))).code).toBe('not_found')
  })
})

test('the matrix names every account with what it holds and why; reading it is logged', async () => {
  const auditor = await stage.harness.as('auditor', stage.root)
  const { id } = await stage.person('branch_secretary')
  const { accounts, units } = await auditor.call('accounts.matrix', {})
  expect(accounts.find((account) => account.id === id)?.grants).toEqual([
    {
      role: 'branch_secretary',
      unitId: stage.branch.id,
      unitName: expect.any(String),
      until: null,
      lender: null,
    },
  ])
  expect(units.map((unit) => unit.id)).toContain(stage.branch.id)
  const [logged] = await stage.harness.owner(
    "select count(*)::int as n from audit where endpoint = 'accounts.matrix'",
  )
  expect(logged?.['n']).toBe(1)
})
