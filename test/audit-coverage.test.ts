// Every change and every sensitive read is written down: each endpoint of the contract is made to succeed, and its entry looked for.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../src/core/access.ts'
import { actWords, wordOf } from '../src/foundation/audit/words/acts.ts'
import { expectations } from './access.expectations.ts'
import { ask, furnish, type Furnished } from './attack/ground.ts'
import { drivesOf } from './audit-drives.ts'
import { type Caller, callerPassword, type Harness, openHarness } from './harness.ts'
import { type Endpoint, endpoints } from './http.ts'
import { seedAccount, seedUnit } from './seed.ts'
import { workRun } from './workbook.ts'

/** Endpoints that no generic input brings to success, each with its reason; keep it short. */
const notDriven: Readonly<Record<string, string>> = {
  'accounts.beginSignOn': 'needs an identity provider: tests of accounts',
  'accounts.finishSignOn': 'needs an identity provider: tests of accounts',
  'notices.tryMail': 'needs a mail server: tests of notices',
  'meetings.askLeave': 'needs an account of a person on the roll: tests of meetings',
  'meetings.withdrawLeave': 'needs an account of a person on the roll: tests of meetings',
  'meetings.answerLeave': 'needs a request for leave: tests of meetings',
  'meetings.signIn': 'needs a code of its moment: tests of meetings',
  'meetings.castBallot': 'needs an account of a person on the roll: tests of meetings',
  'meetings.countPaper': 'needs a ballot on paper: tests of meetings',
  'meetings.writeOpinion': 'needs an admission with somebody absent: tests of meetings',
}
/** Entries with one side only: a password is not shown, and a year's first saving makes it. */
const oneSided = ['accounts.changePassword', 'calendar.saveYear']

type Input = Record<string, unknown>
type Prepared = (world: Furnished) => Input | Promise<Input>
const offices = new Map<string, Promise<Caller>>()
/** The one Party office of a hospital: a run of an import is its uploader's own. */
const officeOf = ({ root }: Furnished): Promise<Caller> =>
  offices.getOrInsertComputed(root.id, () => harness.as('party_office', root))
const lend = (world: Furnished) => ({
  role: 'member' as const,
  unitId: world.unit.id,
  fromOn: '2026-11-21',
  untilOn: '2026-11-22',
  reason: '外出',
})
const post = { post: 'publicity_member', fromOn: '2021-01-01' } as const

/** An account with a role to lend, and to whom. */
async function lender(world: Furnished) {
  const to = await seedAccount(harness, world.root, '受托')
  const [own] = await harness.owner(
    'select account_id from account_grant where institution_id = $1 and role = $2',
    [world.root.institutionId, 'member'],
  )
  return { accountId: String(own?.['account_id']), toAccountId: to }
}

/** What differs from the input of the access matrix where that one is meant to be refused. */
const inputs: Readonly<Record<string, Prepared>> = {
  'accounts.changePassword': () => ({ current: callerPassword, next: 'another password 9' }),
  'accounts.revoke': (world) => ({ accountId: world.accountId, role: 'member', unitId: world.unit.id }),
  'accounts.delegate': (world) => ({
    ...lend(world),
    role: 'party_office',
    unitId: world.root.id,
    toAccountId: world.accountId,
  }),
  'exchange.upload': async (world) => ({ file: await (await officeOf(world)).call('exchange.template', {}) }),
  'exchange.cancel': async (world) => ({ runId: await uploaded(world) }),
  'exchange.import': async (world) => {
    const runId = await uploaded(world)
    await workRun(harness, runId)
    return { runId, acceptPartial: true }
  },
  'exchange.recheck': async (world) => {
    const runId = await uploaded(world)
    await workRun(harness, runId)
    return { runId }
  },
  'exchange.faultsFile': async (world) => {
    const runId = await uploaded(world)
    await workRun(harness, runId)
    return { runId }
  },
  'forms.upload': async (world) => ({
    formId: 'minutes',
    file: await (await officeOf(world)).call('forms.template', { formId: 'minutes' }),
  }),
  'accounts.delegateFor': async (world) => ({ ...lend(world), ...(await lender(world)) }),
  'accounts.endDelegation': async (world) => {
    const security = await harness.as('security_admin', world.root)
    const { accountId, toAccountId } = await lender(world)
    const { id } = await security.call('accounts.delegateFor', { ...lend(world), accountId, toAccountId })
    return { accountId, delegationId: id }
  },
  'accounts.resetTotp': async (world) => {
    await harness.owner(
      `insert into account_totp (institution_id, account_id, key_id, secret, confirmed_at) values ($1, $2, 1, 'sealed', now())`,
      [world.root.institutionId, world.accountId],
    )
    return { accountId: world.accountId }
  },
  'org.cancelChange': async (world) => {
    const change = { unitId: world.unit.id, name: '明年的名称', on: '2027-01-01', version: 1 }
    await (await officeOf(world)).call('org.renameUnit', change)
    return { unitId: world.unit.id, fromOn: '2027-01-01', version: 2 }
  },
  'org.mergeUnits': async (world) => {
    const other = await seedUnit(harness, world.root, { name: '另一支部', kind: 'branch' })
    return { ...mergerOf(world, other.id), on: '2026-11-01' }
  },
  'org.cancelPlan': async (world) => {
    const other = await seedUnit(harness, world.root, { name: '另一支部', kind: 'branch' })
    await (await officeOf(world)).call('org.mergeUnits', { ...mergerOf(world, other.id), on: '2027-01-01' })
    const [plan] = await harness.owner('select id from unit_plan where institution_id = $1', [
      world.root.institutionId,
    ])
    return { unitId: world.unit.id, planId: plan?.['id'] }
  },
  'people.affiliate': async (world) => {
    const id = await (await officeOf(world)).call('people.add', {
      unitId: world.unit.id,
      staffNo: `A${world.unit.id.slice(-8)}`,
      name: '积极分子',
      status: 'none',
    })
    await harness.owner('delete from affiliation where person_id = $1', [id.id])
    return { personId: id.id, version: 1, unitId: world.unit.id, fromOn: '2026-01-01' }
  },
  'people.endPost': (world) => postOf(world, { untilOn: '2026-10-31' }),
  'people.removePost': (world) => postOf(world, { reason: '录错' }),
  'people.removeMeasure': async (world) => {
    const measure = { kind: 'reminder_talk', fromOn: '2026-01-01', basis: '谈话' } as const
    const person = { personId: world.people[5] ?? '', version: 1 }
    const { id, version } = await (await officeOf(world)).call('people.addMeasure', { ...person, ...measure })
    return { personId: world.people[5], version, measureId: id, reason: '录错' }
  },
  'people.recordReceipt': async (world) => {
    const { id } = await (await officeOf(world)).call('people.requestTransfer', {
      personId: world.people[5] ?? '',
      version: 1,
      to: { where: 'outside', name: '外单位', letterNo: '1' },
    })
    return { transferId: id, version: 1, receiptNo: '1', on: '2026-11-21' }
  },
  'people.merge': (world) => mergeOf(world),
  'people.undoMerge': async (world) => ({
    mergeId: (await (await officeOf(world)).call('people.merge', mergeOf(world))).mergeId,
  }),
  'findings.setAside': (world) => setAside(world),
  'findings.takeUp': async (world) => {
    const { unitId, rule, personId, ...more } = await setAside(world)
    await (await officeOf(world)).call('findings.setAside', { unitId, rule, personId, ...more })
    return { unitId, rule, personId }
  },
  'duties.complete': async (world) => ({
    ...(await imposed(world)),
    doneOn: '2026-11-21',
    evidence: '已报送',
  }),
  'duties.reopen': async (world) => {
    const { dutyId } = await imposed(world)
    const done = { dutyId, doneOn: '2026-11-21', evidence: '已报送' }
    await (await officeOf(world)).call('duties.complete', done)
    return { dutyId }
  },
  'duties.withdraw': (world) => imposed(world),
  'duties.restore': async (world) => {
    const { dutyId } = await imposed(world)
    await (await officeOf(world)).call('duties.withdraw', { dutyId })
    return { dutyId }
  },
  'duties.savePolicy': (world) => ({ unitId: world.root.id, remindDays: 3, escalateDays: 5, version: 0 }),
  'notices.approveTerm': (world) => withTerm(world),
  'notices.withdrawTermApproval': async (world) => {
    const approval = await withTerm(world)
    await (await officeOf(world)).call('notices.approveTerm', approval)
    return { unitId: approval.unitId, number: approval.number, seenEndsOn: approval.endsOn }
  },
  'notices.removeGroup': (world) => grouped(world),
  'notices.tryGroup': (world) => grouped(world),
  'life.withdrawScheme': (world) => published(world),
  'life.endScheme': async (world) => ({ ...(await published(world)), endedOn: '2026-12-31' }),
  'life.revisePlan': async (world) => {
    const { planId, version } = await submitted(world)
    return (await officeOf(world))
      .call('life.decidePlan', { planId, version, approve: true })
      .then((done) => ({
        planId,
        ...done,
      }))
  },
  'life.decidePlan': async (world) => ({ ...(await submitted(world)), approve: true }),
  'org.moveUnit': (world) => ({ unitId: world.ids[3], parentId: world.ids[2], version: 1 }),
  'org.dissolveUnit': (world) => ({ unitId: world.ids[3], on: '2026-11-01', version: 1 }),
  'monthly.withdraw': (world) => reported(world),
  'monthly.accept': async (world) => ({ ...(await reported(world)), number: 1 }),
  'monthly.giveBack': async (world) => ({ ...(await reported(world)), number: 1, reason: '请核对' }),
  'monthly.makeFile': (world) => laidOut(world),
  'monthly.file': (world) => filed(world),
  'monthly.settleFile': async (world) => ({
    ...(await filed(world)),
    version: 1,
    answer: { move: 'receive', on: '2026-11-20', number: '7' },
  }),
  'join.restore': async (world) => {
    await (await officeOf(world)).call('join.withdraw', { actionId: world.actionId })
    return { actionId: world.actionId }
  },
  'join.packFile': async (world) => {
    const department = await seedUnit(harness, world.root, { name: '心内科', kind: 'department' })
    return { unitId: department.id }
  },
  'meetings.attend': (world) => ({
    meetingId: world.meetingId,
    entries: [{ personId: world.personId, attendance: 'excused' }],
  }),
  'meetings.setAgenda': (world) => ({ meetingId: world.meetingId, version: 1, items: [{ title: '议题' }] }),
  'meetings.update': (world) => ({ meetingId: world.meetingId, version: 1, title: '改题' }),
  'meetings.setAside': (world) => ({
    meetingId: world.meetingId,
    resolutionId: world.resolutionId,
    personId: world.people[0],
    aside: { ground: 'recusal', reason: '涉及本人' },
  }),
  'meetings.amend': async (world) => ({ ...(await confirmedOf(world)), reason: '更正笔误', title: '改题' }),
  'meetings.archive': (world) => confirmedOf(world),
  'meetings.addFile': (world) => ({
    meetingId: world.states.held,
    file: new File([new Uint8Array([0xff, 0xd8, 0xff, 0xd9])], '照片.jpg'),
  }),
  'meetings.removeFile': async (world) => {
    const meetingId = world.states.held
    const file = new File([new Uint8Array([0xff, 0xd8, 0xff, 0xd9])], '照片.jpg')
    const { id } = await (await officeOf(world)).call('meetings.addFile', { meetingId, file })
    return { meetingId, fileId: id }
  },
  'meetings.recordTalk': (world) => talkOf(world),
  'meetings.removeTalk': async (world) => {
    const unitId = world.unit.id
    const { id } = await (await officeOf(world)).call('meetings.recordTalk', talkOf(world))
    return { unitId, talkId: id }
  },
  'meetings.vote': (world) => ({
    meetingId: world.meetingId,
    resolutionId: world.resolutionId,
    votes: [{ personId: world.people[0], choice: 'yes' }],
  }),
  'meetings.decide': (world) => ({
    meetingId: world.meetingId,
    resolutionId: world.resolutionId,
    withdraw: true,
  }),
}

async function imposed(world: Furnished) {
  const order = { unitId: world.unit.id, what: '报送材料', from: '2026-11-21', due: '2026-12-01' }
  const { dutyIds } = await (await officeOf(world)).call('duties.impose', order)
  return { dutyId: dutyIds[0] ?? '' }
}
/** Gives the unit of a world a term, and answers what approves another end of it. */
async function withTerm(world: Furnished) {
  const { institutionId, id: unitId } = world.unit
  await harness.owner(
    `insert into term (institution_id, unit_id, number, started_on, years) values ($1, $2, 90, '2025-01-01', 3)
     on conflict do nothing`,
    [institutionId, unitId],
  )
  const { term } = await (await officeOf(world)).call('notices.term', { unitId })
  return {
    unitId,
    number: 90,
    seenEndsOn: term?.endsOn ?? '',
    endsOn: '2028-06-01',
    organ: '上级党委',
    documentNo: '〔2026〕1号',
    approvedOn: '2026-01-05',
    reason: '机构改革',
  }
}
async function grouped(world: Furnished) {
  const robot = { address: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1', enabled: true }
  await (await officeOf(world)).call('notices.saveGroup', { unitId: world.unit.id, ...robot, version: 0 })
  return { unitId: world.unit.id }
}
/** The held meeting of a world, confirmed, as the next change begins. */
async function confirmedOf(world: Furnished) {
  const office = await officeOf(world)
  const meetingId = world.states.held
  const { version, state } = await office.call('meetings.get', { meetingId })
  if (state === 'confirmed') return { meetingId, version }
  return { meetingId, ...(await office.call('meetings.confirm', { meetingId, version })) }
}
const talkOf = ({ unit, people }: Furnished) => ({
  unitId: unit.id,
  on: '2026-11-01',
  firstId: people[0] ?? '',
  secondId: people[1] ?? '',
})

async function published(world: Furnished) {
  const at = { schemeId: world.schemeId, version: 1 }
  const office = await officeOf(world)
  return { ...at, ...(await office.call('life.publishScheme', { ...at, fromOn: '2026-01-01' })) }
}
async function submitted(world: Furnished) {
  const at = { planId: world.planId, version: 1 }
  return { ...at, ...(await (await officeOf(world)).call('life.submitPlan', at)) }
}
const october = ({ unit }: Furnished) => ({ unitId: unit.id, month: '2026-10' })
/** The branch's report of October, submitted. */
async function reported(world: Furnished) {
  await (await officeOf(world)).call('monthly.submit', october(world))
  return october(world)
}
/** A layout, and an accepted report to fill it with. */
async function laidOut(world: Furnished) {
  const office = await officeOf(world)
  await office.call('monthly.accept', { ...(await reported(world)), number: 1 })
  const column = { field: 'unit', header: '党组织', format: 'plain', fixed: '' }
  const body = { sheet: '月报', rows: 'unit' as const, titles: [], columns: [column] }
  const { id } = await office.call('monthly.saveLayout', { unitId: world.root.id, name: '平台', body })
  return { ...october(world), layoutId: id }
}
async function filed(world: Furnished) {
  const { id } = await (await officeOf(world)).call('monthly.makeFile', await laidOut(world))
  return { unitId: world.unit.id, fileId: id }
}

async function uploaded(world: Furnished): Promise<string> {
  const office = await officeOf(world)
  const file = await office.call('exchange.template', {})
  return (await office.call('exchange.upload', { file })).id
}
const mergerOf = (world: Furnished, otherId: string) => ({
  unitId: world.unit.id,
  version: 1,
  sources: [{ unitId: otherId, version: 1 }],
})
const mergeOf = (world: Furnished) => ({
  personId: world.people[4] ?? '',
  version: 1,
  goneId: world.people[5] ?? '',
  goneVersion: 1,
  reason: '重复录入',
})
/** Some finding of the hospital that may be set aside: its branch covers a department, of which nobody is the head. */
async function setAside(world: Furnished) {
  const department = await seedUnit(harness, world.root, { name: '外科', kind: 'department' })
  await harness.owner(
    "insert into coverage (institution_id, branch_id, department_id, from_on) values ($1, $2, $3, '2020-01-01')",
    [world.root.institutionId, world.unit.id, department.id],
  )
  const { findings } = await (await officeOf(world)).call('findings.list', {})
  const finding = findings.find((each) => each.severity === 'warn')
  return {
    unitId: finding?.unitId ?? '',
    rule: finding?.rule ?? '',
    personId: finding?.person?.id ?? null,
    reason: '暂时没有合适的人选，明年换届时调整',
    untilOn: '2026-12-31',
  }
}
async function postOf(world: Furnished, more: Input): Promise<Input> {
  const held = { unitId: world.unit.id, ...post }
  const person = { personId: world.people[5] ?? '', version: 1 }
  const { version } = await (await officeOf(world)).call('people.addPost', { ...person, ...held })
  return { ...person, ...held, version, ...more }
}

let harness: Harness
const drives = drivesOf(() => harness)
const driven = new Map<string, { readonly requestId: string; readonly input: Input }>()
const logged = endpoints.filter(({ meta }) => !meta.readsOnly || meta.sensitive)

beforeAll(async () => {
  harness = await openHarness()
  harness.setNow('2026-11-21')
  for (const endpoint of logged) {
    if (notDriven[endpoint.name] !== undefined) continue
    const done = await drive(endpoint)
    if (done !== null) driven.set(endpoint.name, done)
  }
}, 300_000)
afterAll(() => harness.close())

/** Tries the endpoint on a hospital of its own until it succeeds: at the branch and at the root, on meetings of every state, at every version. */
async function drive(endpoint: Endpoint): Promise<{ requestId: string; input: Input } | null> {
  const expectation = expectations[endpoint.name]
  if (expectation === undefined) return null
  const world = await furnish(harness, '甲')
  await (await harness.as('security_admin', world.root)).call('accounts.grant', {
    accountId: world.accountId,
    role: 'member',
    unitId: world.unit.id,
  })
  if (endpoint.name === 'duties.unwaive')
    await (await harness.as('party_office', world.root)).call('duties.waive', {
      dutyId: world.dutyId,
      reason: '停诊',
    })
  if (endpoint.name === 'meetings.close') {
    const at = { meetingId: world.states.open, resolutionId: world.resolutionId }
    await (await harness.as('party_office', world.root)).call('meetings.decide', { ...at, withdraw: true })
  }
  const role: Role = expectation.roles[0] ?? 'party_office'
  const caller = role === 'party_office' ? await officeOf(world) : await harness.as(role, world.root)
  if (endpoint.name === 'accounts.changePassword' || endpoint.name === 'accounts.signIn') {
    const { hashPassword } = await import('../src/foundation/accounts/password.ts')
    const hash = await hashPassword(callerPassword)
    await harness.owner('update account set password_hash = $1 where institution_id = $2', [
      hash,
      world.root.institutionId,
    ])
  }
  const drive = drives[endpoint.name]
  if (drive !== undefined) {
    const { cookie, input } = await drive(world)
    const answer = await ask(harness, endpoint, input, cookie)
    return answer.status < 300 ? { requestId: answer.headers.get('x-request-id') ?? '', input } : null
  }
  const meetings = [world.meetingId, world.states.open, world.states.held, world.states.planned]
  for (const meetingId of meetings) {
    for (const unit of [world.unit, world.root]) {
      const here = { ...world, unit, meetingId }
      const base =
        endpoint.name === 'accounts.signIn'
          ? { username: await nameOf(world.accountId), password: callerPassword }
          : ((await inputs[endpoint.name]?.(here)) ?? expectation.input(here))
      const versions = 'version' in base ? [base['version'], null, 1, 2, 3, 4, 5] : [undefined]
      for (const version of versions) {
        const input = version === undefined ? base : { ...base, version }
        const answer = await ask(harness, endpoint, input, caller.cookie)
        if (answer.status < 300) return { requestId: answer.headers.get('x-request-id') ?? '', input }
      }
    }
  }
  return null
}

async function nameOf(accountId: string): Promise<string> {
  const [row] = await harness.owner('select username, institution_id from account where id = $1', [accountId])
  const name = String(row?.['username']).toLowerCase()
  await harness.owner(
    'insert into login_name (name, institution_id, account_id) values ($1, $2, $3) on conflict do nothing',
    [name, row?.['institution_id'], accountId],
  )
  return name
}

test('every endpoint that must be logged was made to succeed, but for those with a reason', () => {
  const missing = logged.map(({ name }) => name).filter((name) => !driven.has(name))
  expect(missing.toSorted()).toEqual(Object.keys(notDriven).toSorted())
})

test.each(logged.filter(({ name }) => notDriven[name] === undefined))(
  '$name leaves its entry',
  async ({ name, meta, method }) => {
    const done = driven.get(name)
    expect(done).toBeDefined()
    const rows = await harness.owner('select * from audit where request_id = $1', [done?.requestId])
    const mine = rows.filter((row) => row['endpoint'] === name)
    expect(mine.length).toBeGreaterThan(0)
    for (const row of mine) {
      expect(row['actor']).not.toBe('')
      // A change names the thing it changed; only a read may be written down by its input alone.
      if (!meta.readsOnly) expect(row['subject_kind']).not.toBe('endpoint')
      expect(row['before'] ?? row['after']).not.toBeNull()
    }
    const changes = (method === 'PUT' || method === 'PATCH') && !meta.readsOnly
    const creates = 'version' in (done?.input ?? {}) && done?.input['version'] === null
    if (changes && !creates && !oneSided.includes(name)) {
      expect(
        mine.some((row) => row['before'] !== null && row['after'] !== null),
        'before and after',
      ).toBe(true)
    }
  },
)

test('no entry holds a password, a session or what identifies a person', async () => {
  const [row] = await harness.owner(`select string_agg(audit::text, ' ') as text from audit`)
  for (const secret of [callerPassword, 'another password 9', 'argon2'])
    expect(row?.['text']).not.toContain(secret)
})

test.each(logged)('$name has a name in the log, in both languages', ({ name }) => {
  for (const words of [actWords.zh.acts, actWords.en.acts])
    expect(wordOf(words, name.split('.'))).not.toBeNull()
})
