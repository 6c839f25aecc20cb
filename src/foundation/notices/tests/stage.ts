// The stage of these tests: a hospital with people who answer for it, a real mail server, a real robot, and the day's work.

import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { type Caller, type Harness, openHarness, type SeededUnit } from '../../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../../test/seed.ts'
import { issueFor } from '../../duties/index.ts'
import { noticeJobs } from '../jobs.ts'
import type { NoticesSettings } from '../settings.ts'

export type Taken = { readonly to: readonly string[]; readonly text: string }

/** A mail server that keeps what it takes; it refuses whoever `refuses` names. */
export async function openMailServer(refuses: (address: string) => number | null = () => null) {
  const taken: Taken[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (address, _session, callback) => {
      const code = refuses(address.address)
      callback(code === null ? null : Object.assign(new Error('no'), { responseCode: code }))
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        taken.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: decode(Buffer.concat(chunks).toString('utf8')),
        })
        callback()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    taken,
    url: new URL(`smtp://127.0.0.1:${port}`),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** Head and body as people read them. */
function decode(mail: string): string {
  const [head = '', ...rest] = mail.split('\r\n\r\n')
  const words = head
    .replaceAll(/\r\n\s+/g, ' ')
    .replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=\s*/gi, (_, how: string, text: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : decodeQuoted(text.replaceAll('_', ' ')),
    )
  const body = rest.join('\r\n\r\n')
  const text = /base64/i.test(head) ? Buffer.from(body, 'base64').toString('utf8') : decodeQuoted(body)
  return `${words}\n\n${text}`
}

function decodeQuoted(text: string): string {
  const bytes = text
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => `\\x${hex}`)
    .split(/(\\x[0-9A-F]{2})/i)
    .map((part) => (part.startsWith('\\x') ? Buffer.from(part.slice(2), 'hex') : Buffer.from(part)))
  return Buffer.concat(bytes).toString('utf8')
}

/** A robot that keeps what it is told and answers what `answer` says. */
export async function openRobot(answer: () => { status: number; body: string }) {
  const heard: { readonly path: string; readonly body: unknown }[] = []
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      heard.push({
        path: request.url ?? '',
        body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown,
      })
      const { status, body } = answer()
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    heard,
    address: `http://127.0.0.1:${port}/cgi-bin/webhook/send?key=secret-of-the-robot`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

export type Hospital = {
  readonly harness: Harness
  readonly root: SeededUnit
  readonly committee: SeededUnit
  readonly branch: SeededUnit
  readonly other: SeededUnit
  readonly people: readonly string[]
  readonly office: Caller
  readonly secretary: Caller
}

/** A hospital of two branches; the office answers for the whole, a secretary for the first branch, nobody for the second. */
export async function openHospital(settings: NoticesSettings): Promise<Hospital> {
  const harness = await openHarness(undefined, settings)
  harness.setNow('2026-11-02T02:00:00Z')
  const root = await seedInstitution(harness, { name: '医院', dutiesFrom: '2026-11-01' })
  const committee = await seedUnit(harness, root, { name: '党委', kind: 'committee' })
  const branch = await seedUnit(harness, committee, { name: '一支部', kind: 'branch' })
  const other = await seedUnit(harness, committee, { name: '二支部', kind: 'branch' })
  const people = await seedPeople(harness, branch, [{ name: '甲' }, { name: '乙' }])
  await seedPeople(harness, other, [{ name: '丙' }])
  await harness.product.database.inScope([root.institutionId], (tx) =>
    issueFor(tx, [root.institutionId], '2026-11-02'),
  )
  return {
    harness,
    root,
    committee,
    branch,
    other,
    people,
    office: await harness.as('party_office', root),
    secretary: await harness.as('branch_secretary', branch),
  }
}

/** Runs a job of the room as the worker would. */
export async function runJob(
  { harness }: Pick<Hospital, 'harness'>,
  settings: NoticesSettings,
  name: string,
  payload: Readonly<Record<string, string>> = {},
): Promise<void> {
  const job = noticeJobs(settings).find((each) => each.name === name)
  if (job === undefined) throw new Error(`No job ${name}`)
  await job.work(harness.product.floor, payload, new AbortController().signal)
}

/** Tries what is queued and due by now, as the worker would at that time. */
export async function deliverDue(
  hospital: Pick<Hospital, 'harness'>,
  settings: NoticesSettings,
): Promise<void> {
  const { harness } = hospital
  const rows = await harness.owner(
    "select institution_id, id from notice_delivery where state = 'waiting' and due_at <= $1 order by due_at",
    [harness.product.floor.now().toString()],
  )
  for (const row of rows)
    await runJob(hospital, settings, 'notices:deliver', {
      institutionId: String(row['institution_id']),
      id: String(row['id']),
    })
}
