// How endpoints are made to succeed that need more than an input: a caller with a past, a sign-in under way, a file on its way.

import { Secret, TOTP } from 'otpauth'
import { writePlainSheet, writeWorkbook } from '../src/core/workbook/index.ts'
import { accountsSheet } from '../src/foundation/accounts/sheet.ts'
import { writeList } from '../src/performance/discharges/file/list-file.ts'
import { ask, type Furnished } from './attack/ground.ts'
import { dischargeStage, file, line } from './discharge-stage.ts'
import { groupingStage } from './grouping-stage.ts'
import { type Caller, callerPassword, type Harness } from './harness.ts'
import { endpointOf } from './http.ts'
import { seedAccount } from './seed.ts'

type Input = Record<string, unknown>
/** Who asks, and what. */
export type Drive = { readonly cookie: string | null; readonly input: Input }

const ownPassword = 'seven brown horses'

export function drivesOf(
  harness: () => Harness,
): Readonly<Record<string, (world: Furnished) => Promise<Drive>>> {
  const office = (world: Furnished) => harness().as('party_office', world.root)
  const codeOf = (secret: string): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: harness().product.floor.now().epochMilliseconds,
    })

  /** A new account that has signed in with its first password, and owes the next step. */
  async function signingIn(world: Furnished) {
    const admin = await harness().as('system_admin', world.root)
    const username = `drive-${world.root.id.slice(-12)}`
    const { id, firstPassword } = await admin.call('accounts.create', {
      username,
      displayName: '新人',
      unitId: world.root.id,
    })
    return { id, cookie: await signIn(username, firstPassword), username }
  }
  async function signIn(username: string, password: string): Promise<string> {
    const answer = await ask(harness(), endpointOf('accounts.signIn'), { username, password }, null)
    return cookieOf(answer.headers)
  }
  /** The same with an own password, where the policy demands a second factor of everybody at the Party office. */
  async function enrolling(world: Furnished) {
    const { id, cookie, username } = await signingIn(world)
    await ask(harness(), endpointOf('accounts.setFirstPassword'), { next: ownPassword }, cookie)
    const security = await harness().as('security_admin', world.root)
    await security.call('accounts.grant', { accountId: id, role: 'party_office', unitId: world.root.id })
    const policy = await security.call('accounts.policy', { unitId: world.root.id })
    await security.call('accounts.savePolicy', {
      ...policy,
      totpRoles: ['party_office'],
      unitId: world.root.id,
    })
    return { cookie: await signIn(username, ownPassword), username }
  }
  async function enrolled(world: Furnished) {
    const { cookie, username } = await enrolling(world)
    const begun = await ask(harness(), endpointOf('accounts.beginEnrolment'), {}, cookie)
    const { secret } = JSON.parse(begun.text) as { secret: string }
    return { cookie, username, secret }
  }

  const stage = dischargeStage(harness)
  /** The office of records of care, with a file of three pages, of which one is wrong. */
  const records = async (world: Furnished) => {
    const caller = await harness().as('performance_office', world.root)
    const place = { unit: world.root, caller }
    const bytes = file([line(0), line(1), line(2, { B15: '不是日期' })])
    return { place, caller, bytes, unitId: world.root.id }
  }
  const onRun = async (
    world: Furnished,
    bring: (of: Awaited<ReturnType<typeof records>>) => Promise<string>,
    more: Input = {},
  ): Promise<Drive> => {
    const of = await records(world)
    const runId = await bring(of)
    return { cookie: of.caller.cookie, input: { unitId: of.unitId, runId, ...more } }
  }
  const begun = async ({ caller, unitId, bytes }: Awaited<ReturnType<typeof records>>): Promise<string> => {
    const { runId } = await caller.call('discharges.begin', {
      unitId,
      fileName: '2025.csv',
      size: bytes.length,
    })
    await caller.call('discharges.part', {
      unitId,
      runId,
      offset: 0,
      part: new File([Buffer.from(bytes)], 'p'),
    })
    return runId
  }
  const checked = async ({ place, bytes }: Awaited<ReturnType<typeof records>>): Promise<string> =>
    (await stage.checked(place, bytes)).runId
  const published = async (of: Awaited<ReturnType<typeof records>>): Promise<string> => {
    const runId = await checked(of)
    await stage.publish(of.place, runId, true)
    return runId
  }

  return {
    'accounts.setFirstPassword': async (world) => ({
      cookie: (await signingIn(world)).cookie,
      input: { next: ownPassword },
    }),
    'accounts.beginEnrolment': async (world) => ({ cookie: (await enrolling(world)).cookie, input: {} }),
    'accounts.finishEnrolment': async (world) => {
      const { cookie, secret } = await enrolled(world)
      return { cookie, input: { code: codeOf(secret) } }
    },
    'accounts.enterCode': async (world) => {
      const { cookie, username, secret } = await enrolled(world)
      const code = codeOf(secret)
      const done = await ask(harness(), endpointOf('accounts.finishEnrolment'), { code }, cookie)
      const { recoveryCodes } = JSON.parse(done.text) as { recoveryCodes: string[] }
      return { cookie: await signIn(username, ownPassword), input: { code: recoveryCodes[0] } }
    },
    'meetings.setSpeakers': async (world) => {
      const { call, cookie } = await office(world)
      const meetingId = world.states.open
      const { agenda } = await call('meetings.get', { meetingId })
      return {
        cookie,
        input: { meetingId, agendaItemId: agenda[0]?.id, personIds: world.people.slice(0, 1) },
      }
    },
    'accounts.finishTotp': async (world) => {
      const caller = await office(world)
      const { secret } = await caller.call('accounts.beginTotp', {})
      return { cookie: caller.cookie, input: { code: codeOf(secret) } }
    },
    'accounts.removeTotp': async (world) => {
      const caller = await office(world)
      const { secret } = await caller.call('accounts.beginTotp', {})
      const code = codeOf(secret)
      const done = await ask(harness(), endpointOf('accounts.finishTotp'), { code }, caller.cookie)
      return { cookie: cookieOf(done.headers), input: { password: callerPassword } }
    },
    'accounts.endSession': async (world) => {
      const caller = await office(world)
      const { accountId } = await caller.call('accounts.me', {})
      const [session] = await harness().owner(
        `insert into session (institution_id, token_sha256, account_id, expires_at)
         values ($1, sha256('another device'), $2, '2100-01-01') returning id`,
        [world.root.institutionId, accountId],
      )
      return { cookie: caller.cookie, input: { sessionId: session?.['id'] } }
    },
    'accounts.endMyDelegation': async (world) => {
      const caller = await office(world)
      const { id } = await caller.call('accounts.delegate', {
        toAccountId: await seedAccount(harness(), world.root, '受托'),
        role: 'party_office',
        unitId: world.root.id,
        fromOn: '2026-11-21',
        untilOn: '2026-11-22',
        reason: '外出',
      })
      return { cookie: caller.cookie, input: { delegationId: id } }
    },
    'accounts.import': async (world) => {
      const rows = [{ username: `sheet-${world.root.id.slice(-12)}`, displayName: '表中人' }]
      const bytes = await writeWorkbook([{ sheet: accountsSheet, rows }])
      const { cookie } = await harness().as('system_admin', world.root)
      return { cookie, input: { file: new File([new Uint8Array(bytes)], 'accounts.xlsx'), language: 'zh' } }
    },
    'discharges.check': (world) => onRun(world, begun),
    'discharges.cancel': (world) => onRun(world, begun),
    'discharges.faultsFile': (world) => onRun(world, checked, { language: 'zh' }),
    'discharges.publish': (world) => onRun(world, checked, { acceptPartial: true }),
    'discharges.rollBack': (world) => onRun(world, published),
    'discharges.recordNumber': async (world) => {
      const of = await records(world)
      await published(of)
      const { stays } = await of.caller.call('discharges.stays', {
        unitId: of.unitId,
        from: 200001,
        to: 210012,
        indicator: 'discharges',
      })
      return { cookie: of.caller.cookie, input: { unitId: of.unitId, stay: stays[0]?.stay } }
    },
    ...peerDrives(office),
    'discharges.importList': async (world) => {
      const { caller, unitId } = await records(world)
      const list = new File([writeList('departments', [{ code: '01', name: '内科' }])], 'departments.csv')
      const input = { unitId, kind: 'departments', edition: '2026', source: '本院', file: list }
      return { cookie: caller.cookie, input }
    },
    'grouping.importScheme': async (world) => {
      const { caller, unitId } = await records(world)
      const file = await caller.call('grouping.schemeFile', { unitId })
      return { cookie: caller.cookie, input: { unitId, edition: '2026', source: '本院', file } }
    },
    'grouping.makeCurrent': async (world) => {
      const { caller, unitId } = await records(world)
      await caller.call('grouping.addSample', { unitId })
      const { schemeId } = await caller.call('grouping.addSample', { unitId })
      return { cookie: caller.cookie, input: { unitId, schemeId } }
    },
    'grouping.removeScheme': async (world) => {
      const { caller, unitId } = await records(world)
      await caller.call('grouping.addSample', { unitId })
      const { schemeId } = await caller.call('grouping.addSample', { unitId })
      return { cookie: caller.cookie, input: { unitId, schemeId } }
    },
    'grouping.trace': async (world) => {
      const of = await records(world)
      await published(of)
      await of.caller.call('grouping.addSample', { unitId: of.unitId })
      await groupingStage(harness).work(of.place.unit)
      const scope = { unitId: of.unitId, from: 200001, to: 210012, indicator: 'discharges' }
      const { stays } = await of.caller.call('discharges.stays', scope)
      return { cookie: of.caller.cookie, input: { unitId: of.unitId, stay: stays[0]?.stay } }
    },
  }
}

/** The acts on a peer table, each on a table of its own, and those on what is entered first. */
function peerDrives(
  office: (world: Furnished) => Promise<Caller>,
): Readonly<Record<string, (world: Furnished) => Promise<Drive>>> {
  const book = async (world: Furnished) => {
    const caller = await office(world)
    const unitId = world.root.id
    const bytes = await writePlainSheet({
      sheet: '同组',
      titles: [],
      headings: ['机构', '出院患者手术占比（%）'],
      rows: [
        ['甲医院', 40],
        ['乙医院', 50],
      ],
    })
    const file = new File([new Uint8Array(bytes)], 'peers.xlsx')
    return {
      caller,
      unitId,
      input: { unitId, file, name: '同组', year: 2025, source: '测试', own: '甲医院' },
    }
  }
  const onTable = async (world: Furnished, more: Input = {}, removed = false) => {
    const { caller, unitId, input } = await book(world)
    const { tableId } = await caller.call('assessment.importPeers', input)
    if (removed) await caller.call('assessment.removePeers', { unitId, tableId })
    return { cookie: caller.cookie, input: { unitId, tableId, ...more } }
  }
  const scheme = {
    level: 'own' as const,
    name: '本院方案',
    bands: [{ grade: '优', upTo: 100, certainty: 'own' as const }],
    source: '测试',
    version: null,
  }
  return {
    'assessment.importPeers': async (world) => {
      const { caller, input } = await book(world)
      return { cookie: caller.cookie, input }
    },
    'assessment.savePeers': async (world) => {
      const drive = await onTable(world)
      const { columns, name, year, source } = await (await office(world)).call(
        'assessment.peerTable',
        drive.input as never,
      )
      return { ...drive, input: { ...drive.input, columns, name, year, source, ownNo: 2, version: 1 } }
    },
    'assessment.savePeerRow': (world) => onTable(world, { no: 1, name: '甲医院', values: [41], version: 1 }),
    'assessment.removePeerRow': (world) => onTable(world, { no: 2, version: 1 }),
    'assessment.fillOwn': (world) => onTable(world, { version: 1 }),
    'assessment.removePeers': (world) => onTable(world),
    'assessment.restorePeers': (world) => onTable(world, {}, true),
    'assessment.removeScheme': async (world) => {
      const caller = await office(world)
      const place = { unitId: world.root.id, schemeId: 'own-grades' }
      await caller.call('assessment.saveScheme', { ...place, ...scheme })
      return { cookie: caller.cookie, input: { ...place, version: 1 } }
    },
    'assessment.removeResult': async (world) => {
      const caller = await office(world)
      const key = { unitId: world.root.id, year: 2019, assessment: 'provincial_tertiary' } as const
      await caller.call('assessment.saveResult', { ...key, rank: 6, source: '测试', version: null })
      return { cookie: caller.cookie, input: { ...key, version: 1 } }
    },
  }
}

/** The session that an answer opens or renews. */
const cookieOf = (headers: Headers): string =>
  /linghang_session=([^;]+)/.exec(headers.getSetCookie().at(-1) ?? '')?.[1] ?? ''
