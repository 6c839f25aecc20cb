// Every setting of the product: the environment variables it reads, their defaults, and one clear line for a wrong one.

import { isIP } from 'node:net'
import { join } from 'node:path'
import type { ClickHouseOrder } from './core/columns/index.ts'
import { StartError } from './core/process.ts'
import { type AccountsSettings, readAccountsSettings } from './foundation/accounts/index.ts'
import { type NoticesSettings, readNoticesSettings } from './foundation/notices/index.ts'
import type { RateLimits } from './core/server/limits.ts'
import { type SealAlgorithm, sealAlgorithms } from './core/vault.ts'

/** Name → default as the configuration page shows it; a test compares the two. */
export const settingNames = {
  DATABASE_URL: '',
  LINGHANG_DATA: './data',
  PORT: '8080',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  LINGHANG_DEMO: '',
  LINGHANG_POOL: '20',
  LINGHANG_KEYS: '',
  LINGHANG_KEY_FILE: '',
  LINGHANG_SEAL: 'aes-256-gcm',
  LINGHANG_PUBLIC_URL: '',
  LINGHANG_TRUSTED_PROXIES: '',
  LINGHANG_RATE_ADDRESS: '3000',
  LINGHANG_RATE_SESSION: '600',
  LINGHANG_METRICS_PORT: '',
  LINGHANG_METRICS_HOST: '127.0.0.1',
  LINGHANG_OIDC_ISSUER: '',
  LINGHANG_OIDC_CLIENT_ID: '',
  LINGHANG_OIDC_CLIENT_SECRET: '',
  LINGHANG_OIDC_CLIENT_SECRET_FILE: '',
  LINGHANG_OIDC_CLAIM: 'preferred_username',
  LINGHANG_OIDC_NAME: '统一身份认证',
  LINGHANG_IMPORT_DAYS: '30',
  LINGHANG_SMTP_URL: '',
  LINGHANG_SMTP_PASSWORD: '',
  LINGHANG_SMTP_PASSWORD_FILE: '',
  LINGHANG_SMTP_FROM: '',
  LINGHANG_WEBHOOK_PRIVATE: '',
  LINGHANG_DRAIN_GRACE: '0',
  LINGHANG_DRAIN_LIMIT: '25',
  LINGHANG_COLUMNS: '',
  LINGHANG_COLUMNS_CLUSTER: 'linghang',
} as const

export type Settings = {
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  /** Where the embedded PostgreSQL lives. */
  readonly clusterDir: string
  readonly filesFolder: string
  readonly port: number
  readonly host: string
  readonly logLevel: string
  readonly demo: 'on' | 'off' | undefined
  readonly pool: number
  readonly keys: { readonly path: string; readonly given: string | undefined; readonly seal: SealAlgorithm }
  readonly publicUrl: URL | undefined
  readonly accounts: AccountsSettings
  readonly notices: NoticesSettings
  readonly trustedProxies: readonly string[]
  readonly limits: RateLimits
  readonly metrics: { readonly port: number; readonly host: string } | undefined
  /** Days that an uploaded workbook is kept. */
  readonly importDays: number
  /** The ClickHouse servers that hold records of care; undefined: DuckDB in this process. */
  readonly columns: ClickHouseOrder | undefined
  /** Seconds: still serving while not ready, and the longest wait for running requests. */
  readonly drain: { readonly grace: number; readonly limit: number }
}

const root = join(import.meta.dirname, '..')
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/** Reads the settings. Throws StartError that names the variable. */
export function readSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const text = (name: keyof typeof settingNames): string => {
    const given = env[name]
    return given === undefined || given === '' ? settingNames[name] : given
  }
  const whole = (name: keyof typeof settingNames, from: number, to: number): number => {
    const value = Number(text(name))
    if (Number.isInteger(value) && value >= from && value <= to) return value
    throw new StartError(`${name} is "${text(name)}": give a number from ${from} to ${to}.`)
  }
  const oneOf = <T extends string>(name: keyof typeof settingNames, values: readonly T[]): T => {
    const found = values.find((value) => value === text(name))
    if (found !== undefined) return found
    throw new StartError(`${name} is "${text(name)}": give one of ${values.join(', ')}.`)
  }
  const dataDir = env['LINGHANG_DATA'] || join(root, 'data')
  return {
    databaseUrl: env['DATABASE_URL'] || undefined,
    dataDir,
    clusterDir: join(dataDir, 'pg'),
    filesFolder: join(dataDir, 'files'),
    port: whole('PORT', 0, 65_535),
    host: text('HOST'),
    logLevel: oneOf('LOG_LEVEL', logLevels),
    demo: text('LINGHANG_DEMO') === '' ? undefined : oneOf('LINGHANG_DEMO', ['on', 'off'] as const),
    pool: whole('LINGHANG_POOL', 2, 500),
    keys: {
      path: text('LINGHANG_KEY_FILE') || join(dataDir, 'keys.json'),
      given: env['LINGHANG_KEYS'] || undefined,
      seal: oneOf('LINGHANG_SEAL', sealAlgorithms),
    },
    publicUrl: publicUrlOf(text('LINGHANG_PUBLIC_URL')),
    accounts: readAccountsSettings(env),
    notices: readNoticesSettings(env),
    trustedProxies: proxiesOf(text('LINGHANG_TRUSTED_PROXIES')),
    limits: {
      perAddress: whole('LINGHANG_RATE_ADDRESS', 0, 1_000_000),
      perSession: whole('LINGHANG_RATE_SESSION', 0, 1_000_000),
    },
    metrics:
      text('LINGHANG_METRICS_PORT') === ''
        ? undefined
        : { port: whole('LINGHANG_METRICS_PORT', 0, 65_535), host: text('LINGHANG_METRICS_HOST') },
    importDays: whole('LINGHANG_IMPORT_DAYS', 1, 3_650),
    columns: columnsOf(text('LINGHANG_COLUMNS'), text('LINGHANG_COLUMNS_CLUSTER')),
    drain: { grace: whole('LINGHANG_DRAIN_GRACE', 0, 600), limit: whole('LINGHANG_DRAIN_LIMIT', 1, 3_600) },
  }
}

function publicUrlOf(text: string): URL | undefined {
  if (text === '') return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '')
    return url
  throw new StartError(
    `LINGHANG_PUBLIC_URL is "${text}": give the address that browsers use, for example https://party.example.cn.`,
  )
}

function columnsOf(text: string, cluster: string): ClickHouseOrder | undefined {
  const shards = text.split(',').flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()]))
  if (shards.length === 0) return undefined
  // Never the text itself: it may hold a password.
  if (!shards.every((each) => URL.canParse(each) && /^https?:$/.test(new URL(each).protocol))) {
    throw new StartError(
      'LINGHANG_COLUMNS is not a list of addresses: give the HTTP address of each shard, separated by commas, for example http://user:password@10.0.0.1:8123,http://user:password@10.0.0.2:8123.',
    )
  }
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(cluster)) {
    throw new StartError(
      `LINGHANG_COLUMNS_CLUSTER is "${cluster}": give the name of the cluster in remote_servers.`,
    )
  }
  return { shards, cluster }
}

function proxiesOf(text: string): readonly string[] {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  for (const entry of entries) {
    const [address = '', bits, ...rest] = entry.split('/')
    const family = isIP(address)
    const widest = family === 4 ? 32 : 128
    if (family !== 0 && rest.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && +bits <= widest)))
      continue
    throw new StartError(
      `LINGHANG_TRUSTED_PROXIES holds "${entry}": give addresses or networks such as 10.0.0.0/8, with commas between.`,
    )
  }
  return entries
}
