// Two ClickHouse servers of the tests: a cluster of two shards on this machine, as Debian's package brings it.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import type { ClickHouseOrder } from '../src/core/columns/index.ts'

const missing =
  'The queries are NOT compared with ClickHouse: it could neither be found nor installed here. ' +
  'Install it (Debian: apt-get install --no-install-recommends clickhouse-server) or set CLICKHOUSE_PATH.'

function findServer(): string | undefined {
  const chosen = process.env['CLICKHOUSE_PATH']
  if (chosen) return chosen
  return ['/usr/sbin/clickhouse-server', '/usr/bin/clickhouse-server'].find((path) => existsSync(path))
}

function installServer(): string | undefined {
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const install = ['install', '--yes', '--no-install-recommends', 'clickhouse-server']
    for (const command of [['update'], install])
      if (spawnSync('apt-get', command, { stdio: 'inherit', env }).status !== 0) break
  }
  const installed = findServer()
  if (installed === undefined) console.warn(missing)
  return installed
}

/** The server, looked for and if need be installed once; undefined on a machine that has none and gets none. */
export const clickHouseServer = findServer() ?? installServer()

export type Shards = ClickHouseOrder & { readonly stop: () => Promise<void> }

/** Starts two shards that know each other as the cluster "linghang"; answers when both do. */
export async function startShards(): Promise<Shards> {
  if (clickHouseServer === undefined) throw new Error(missing)
  const folder = await mkdtemp(join(tmpdir(), 'linghang-clickhouse-'))
  const ports = await freePorts(4)
  const pairs = [
    { http: ports[0] ?? 0, tcp: ports[1] ?? 0 },
    { http: ports[2] ?? 0, tcp: ports[3] ?? 0 },
  ]
  const shard = ({ tcp }: { tcp: number }): string =>
    `<shard><replica><host>127.0.0.1</host><port>${tcp}</port></replica></shard>`
  await writeFile(
    join(folder, 'users.xml'),
    `<yandex><profiles><default><max_memory_usage>1000000000</max_memory_usage></default></profiles>
     <users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile>
     <quota>default</quota></default></users><quotas><default/></quotas></yandex>`,
  )
  const children: ChildProcess[] = []
  const stop = async (): Promise<void> => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
    await rm(folder, { recursive: true, force: true })
  }
  try {
    for (const { http, tcp } of pairs) {
      const home = join(folder, String(http))
      await mkdir(join(home, 'tmp'), { recursive: true })
      const config = join(home, 'config.xml')
      await writeFile(
        config,
        `<yandex><logger><level>error</level><log>${home}/log</log><errorlog>${home}/errors</errorlog></logger>
         <http_port>${http}</http_port><tcp_port>${tcp}</tcp_port><listen_host>127.0.0.1</listen_host>
         <path>${home}/</path><tmp_path>${home}/tmp/</tmp_path><mark_cache_size>5368709</mark_cache_size>
         <users_config>${folder}/users.xml</users_config><default_profile>default</default_profile>
         <default_database>default</default_database>
         <remote_servers><linghang>${pairs.map(shard).join('')}</linghang></remote_servers></yandex>`,
      )
      const child = spawn(clickHouseServer, [`--config-file=${config}`], { stdio: 'ignore', cwd: home })
      children.push(child)
    }
    for (const { http } of pairs) await answering(http, folder)
  } catch (error) {
    await stop()
    throw error
  }
  return { shards: pairs.map(({ http }) => `http://127.0.0.1:${http}`), cluster: 'linghang', stop }
}

async function answering(http: number, folder: string): Promise<void> {
  const until = Date.now() + 30_000
  for (;;) {
    const said = await fetch(`http://127.0.0.1:${http}/ping`).then(
      (response) => response.ok,
      () => false,
    )
    if (said) return
    if (Date.now() > until) {
      const log = await readFile(join(folder, String(http), 'errors'), 'utf8').catch(() => '')
      throw new Error(`ClickHouse did not start: ${log.slice(0, 500)}`)
    }
    await new Promise((done) => setTimeout(done, 100))
  }
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  for (const server of servers) server.close()
  return ports
}
