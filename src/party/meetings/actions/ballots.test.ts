// Secret ballots, paper, written opinions and recusal on real PostgreSQL: counted exactly, and no choice ever beside a person.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failing } from '../../../../test/harness.ts'
import { seedPeople } from '../../../../test/seed.ts'
import {
  type Branch,
  opened,
  openStage,
  phonesOf,
  present,
  type Stage,
} from '../../../../test/meeting-stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.harness.close())

async function admission(branch: Branch, there: number, ballot: 'secret' | 'paper' = 'secret') {
  const meetingId = await opened(branch, 'general_meeting')
  const { secretary, people } = branch
  await secretary.call('meetings.attend', { meetingId, entries: present(people.slice(0, there)) })
  const put = async (candidate: string): Promise<string> => {
    const input = {
      meetingId,
      text: `同意接收${candidate}同志为预备党员`,
      matter: 'admission',
      ballot,
      candidate,
    } as const
    return (await secretary.call('meetings.propose', input)).id
  }
  return { meetingId, put, resolutionId: await put('周某') }
}
const rulesOf = async (work: Promise<unknown>) =>
  (await failing(work)).data.refusals.map((refusal) => refusal.rule)

describe('a secret ballot', () => {
  test('is cast in parallel, once each, revealed only when closed, and nothing links a person to a choice', async () => {
    const branch = await stage.branchOf(10)
    const { secretary, people } = branch
    const phones = await phonesOf(stage, branch, people)
    const { meetingId, resolutionId } = await admission(branch, 8)
    const choices = ['yes', 'yes', 'no', 'yes', 'abstain', 'yes', 'yes', 'yes'] as const
    const cast = (at: number) =>
      phones[at]?.call('meetings.castBallot', { meetingId, resolutionId, choice: choices[at] ?? 'no' }) ??
      Promise.reject(new Error('no phone'))
    // Everybody presses twice.
    const results = await Promise.allSettled([...choices.keys(), ...choices.keys()].map(cast))
    expect(results.filter((each) => each.status === 'fulfilled')).toHaveLength(8)

    const open = await secretary.call('meetings.get', { meetingId })
    expect(open.resolutions[0]).toMatchObject({
      cast: { count: 8, personIds: people.slice(0, 8).toSorted() },
      totals: null,
      votes: [],
      tally: { yes: 0, no: 0, abstain: 0 },
    })
    // Behind the curtain: the urn is one sealed value, and who has voted stands without a choice, a time or an order.
    const [box] = await stage.harness.owner('select * from ballot_box where resolution_id = $1', [
      resolutionId,
    ])
    expect(Object.keys(box ?? {}).sort()).toEqual([
      'counts',
      'institution_id',
      'key_id',
      'meeting_id',
      'resolution_id',
    ])
    const sealed = box?.['counts'] as Buffer
    expect(sealed.toString('latin1')).not.toContain('000006')
    const casts = await stage.harness.owner('select * from ballot_cast where resolution_id = $1', [
      resolutionId,
    ])
    expect(Object.keys(casts[0] ?? {}).sort()).toEqual([
      'institution_id',
      'meeting_id',
      'person_id',
      'resolution_id',
    ])
    const log = await stage.harness.owner(
      `select before::text || after::text as said, after::text as after from audit where endpoint = 'meetings.castBallot'`,
    )
    expect(log).toHaveLength(8)
    for (const row of log) expect(String(row['after'])).not.toMatch(/yes|no"|abstain|choice/)

    expect(await secretary.call('meetings.decide', { meetingId, resolutionId })).toMatchObject({
      state: 'passed',
    })
    const decided = await secretary.call('meetings.get', { meetingId })
    expect(decided.resolutions[0]).toMatchObject({
      state: 'passed',
      totals: { yes: 6, no: 1, abstain: 1 },
      tally: { yes: 6, no: 1, abstain: 1, neededYes: 6, neededPresent: 6 },
    })
    expect(
      await stage.harness.owner('select 1 from ballot_box where resolution_id = $1', [resolutionId]),
    ).toEqual([])
  })

  test('the last voter cannot be told from the row either: its length is the same for every choice', async () => {
    const branch = await stage.branchOf(5)
    const phones = await phonesOf(stage, branch, branch.people)
    const { meetingId, resolutionId } = await admission(branch, 5)
    const lengths = new Set<number>()
    const look = async () => {
      const [box] = await stage.harness.owner('select counts from ballot_box where resolution_id = $1', [
        resolutionId,
      ])
      lengths.add(Buffer.from(box?.['counts'] as Uint8Array).length)
    }
    await look()
    for (const [at, choice] of (['yes', 'no', 'abstain'] as const).entries()) {
      await phones[at]?.call('meetings.castBallot', { meetingId, resolutionId, choice })
      await look()
    }
    expect(lengths.size).toBe(1)
  })

  test('an urn that does not fit its voters is not declared', async () => {
    const branch = await stage.branchOf(5)
    const { secretary, people } = branch
    const [phone] = await phonesOf(stage, branch, people.slice(0, 1))
    const { meetingId, resolutionId } = await admission(branch, 5)
    await phone?.call('meetings.castBallot', { meetingId, resolutionId, choice: 'yes' })
    await stage.harness.owner(
      'insert into ballot_cast select institution_id, meeting_id, resolution_id, $2 from ballot_cast where resolution_id = $1',
      [resolutionId, people[1]],
    )
    expect(await rulesOf(secretary.call('meetings.decide', { meetingId, resolutionId }))).toEqual(['L-QV-4'])
    await secretary.call('meetings.decide', { meetingId, resolutionId, withdraw: true })
  })

  test('who is absent, without a vote, recused or marked away after voting', async () => {
    const branch = await stage.branchOf(8)
    const { secretary, people } = branch
    const [newcomer = ''] = await seedPeople(stage.harness, branch.unit, [
      { name: '预备', status: 'probationary' },
    ])
    const phones = await phonesOf(stage, branch, [...people, newcomer])
    const { meetingId, resolutionId } = await admission(branch, 7)
    await secretary.call('meetings.attend', { meetingId, entries: present([newcomer]) })
    const cast = (at: number) =>
      phones[at]?.call('meetings.castBallot', { meetingId, resolutionId, choice: 'yes' }) ?? Promise.resolve()
    const reason = async (at: number) => (await failing(cast(at))).data.facts['reason']
    expect(await reason(7)).toBe('may_not_cast')
    expect(await reason(8)).toBe('may_not_cast')
    const at = { meetingId, resolutionId, personId: people[0] ?? '' }
    await secretary.call('meetings.setAside', { ...at, aside: { ground: 'recusal', reason: '近亲属' } })
    expect(await reason(0)).toBe('may_not_cast')
    expect((await secretary.call('meetings.get', { meetingId })).resolutions[0]?.tally).toMatchObject({
      dueWithVote: 7,
      presentWithVote: 6,
      neededYes: 4,
    })
    await cast(1)
    const away = { meetingId, entries: [{ personId: people[1] ?? '', attendance: 'absent' as const }] }
    expect((await failing(secretary.call('meetings.attend', away))).data.facts['reason']).toBe('voted')
    const voted = {
      ...at,
      personId: people[1] ?? '',
      aside: { ground: 'recusal', reason: '近亲属' } as const,
    }
    expect((await failing(secretary.call('meetings.setAside', voted))).data.facts['reason']).toBe('voted')
    // By hand at the desk nobody votes for others in a secret ballot.
    const byHand = { meetingId, resolutionId, votes: [{ personId: people[2] ?? '', choice: 'yes' as const }] }
    expect((await failing(secretary.call('meetings.vote', byHand))).data.facts['reason']).toBe('secret')
  })

  test('two candidates one by one; admission by raised hands is not even put', async () => {
    const branch = await stage.branchOf(5)
    const { secretary, people } = branch
    const [phone] = await phonesOf(stage, branch, people.slice(0, 1))
    const { meetingId, put, resolutionId } = await admission(branch, 5)
    const second = await put('吴某')
    const castSecond = () =>
      phone?.call('meetings.castBallot', { meetingId, resolutionId: second, choice: 'yes' })
    expect(await rulesOf(castSecond() ?? Promise.resolve())).toEqual(['R-QV-5'])
    await phone?.call('meetings.castBallot', { meetingId, resolutionId, choice: 'yes' })
    await secretary.call('meetings.decide', { meetingId, resolutionId })
    await castSecond()
    const open = { meetingId, text: '同意', matter: 'admission', ballot: 'open', candidate: '郑某' } as const
    expect(await rulesOf(secretary.call('meetings.propose', open))).toEqual(['R-QV-4s'])
  })
})

describe('written opinions', () => {
  test('count for admission when given before the meeting; afterwards, present or elsewhere they are refused', async () => {
    const branch = await stage.branchOf(10)
    const { secretary, people } = branch
    const phones = await phonesOf(stage, branch, people)
    const { meetingId, resolutionId } = await admission(branch, 6)
    const write = (at: number, givenAt: string) =>
      secretary.call('meetings.writeOpinion', {
        meetingId,
        resolutionId,
        personId: people[at] ?? '',
        opinion: { choice: 'yes', givenAt },
      })
    const reason = async (work: Promise<unknown>) => (await failing(work)).data.facts['reason']
    expect(await reason(write(7, '2026-03-12T09:00'))).toBe('opinion_late')
    expect(await reason(write(0, '2026-03-11T09:00'))).toBe('opinion_present')
    await write(7, '2026-03-11T09:00')
    for (let at = 0; at < 5; at += 1) {
      await phones[at]?.call('meetings.castBallot', { meetingId, resolutionId, choice: 'yes' })
    }
    await phones[5]?.call('meetings.castBallot', { meetingId, resolutionId, choice: 'no' })
    expect(await secretary.call('meetings.decide', { meetingId, resolutionId })).toMatchObject({
      state: 'passed',
    })
    expect((await secretary.call('meetings.get', { meetingId })).resolutions[0]).toMatchObject({
      totals: { yes: 5, no: 1 },
      tally: { yes: 6, no: 1, neededYes: 6 },
      written: [{ personId: people[7], choice: 'yes', givenAt: '2026-03-11T09:00' }],
    })
    const { id } = await secretary.call('meetings.propose', { meetingId, text: '工作计划' })
    const other = { meetingId, resolutionId: id, personId: people[8] ?? '' }
    const opinion = { choice: 'yes', givenAt: '2026-03-11T09:00' } as const
    expect(await reason(secretary.call('meetings.writeOpinion', { ...other, opinion }))).toBe('no_opinions')
  })
})

test('paper: two tellers who are present, no more ballots than voters', async () => {
  const branch = await stage.branchOf(5)
  const { secretary, people } = branch
  const { meetingId, resolutionId } = await admission(branch, 4, 'paper')
  const count = (totals: { yes: number; issued: number }, tellers: readonly number[] = [0, 1]) =>
    secretary.call('meetings.countPaper', {
      meetingId,
      resolutionId,
      totals: { no: 0, abstain: 0, invalid: 1, ...totals },
      tellerIds: tellers.map((at) => people[at] ?? ''),
    })
  expect(
    (await failing(secretary.call('meetings.decide', { meetingId, resolutionId }))).data.facts['reason'],
  ).toBe('not_counted')
  expect(await rulesOf(count({ yes: 4, issued: 5 }))).toEqual(['L-QV-5'])
  expect(await rulesOf(count({ yes: 4, issued: 4 }))).toEqual(['L-QV-5'])
  expect(await rulesOf(count({ yes: 3, issued: 4 }, [0, 0]))).toEqual(['L-QV-5'])
  expect(await rulesOf(count({ yes: 3, issued: 4 }, [0, 4]))).toEqual(['L-QV-5'])
  await count({ yes: 3, issued: 4 })
  expect(await secretary.call('meetings.decide', { meetingId, resolutionId })).toMatchObject({
    state: 'passed',
  })
  expect((await secretary.call('meetings.get', { meetingId })).resolutions[0]).toMatchObject({
    tellerIds: people.slice(0, 2),
    totals: { yes: 3, invalid: 1, issued: 4 },
    cast: { count: 4, personIds: [] },
  })
})
