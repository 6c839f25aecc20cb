// What can be known about other processes of this machine: whether one still runs, and whether it is the PostgreSQL of a given cluster.
import { execFile } from 'node:child_process'
import { readFile, readlink } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { codeOf } from '../process.ts'

const execute = promisify(execFile)

/** Whether the process runs; a zombie that nobody has collected does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false
  }
  return (await statOf(pid))?.[0] !== 'Z'
}

/**
 * Tells a process from a later one with the same number: the moment of its start, as the system writes it.
 * '' where that cannot be known.
 */
export async function birthOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    // Field 22 of the line is the start, field 3 the first of what statOf returns.
    const ticks = (await statOf(pid))?.[19] ?? ''
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
    return ticks && `${boot.trim()} ${ticks}`
  }
  if (process.platform === 'win32') return ''
  return output('ps', ['-o', 'lstart=', '-p', String(pid)])
}

/** Whether the process is the PostgreSQL server of this cluster (a real path). */
export async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (!(await isRunning(pid))) return false
  // The server moves into its cluster, however the path was given to it.
  if (process.platform === 'linux' && (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === cluster)
    return true
  const command = await commandOf(pid)
  return command.includes('postgres') && command.includes(cluster)
}

/** Polls until the condition holds; false when it does not within the time (milliseconds). */
export async function poll(condition: () => Promise<boolean>, time: number, every = 5): Promise<boolean> {
  const end = performance.now() + time
  while (!(await condition())) {
    if (performance.now() > end) return false
    await wait(every)
  }
  return true
}

async function statOf(pid: number): Promise<string[] | undefined> {
  if (process.platform !== 'linux') return undefined
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // The second field is the name in brackets and may hold blanks and brackets itself.
  return line?.slice(line.lastIndexOf(')') + 2).split(' ')
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
  }
  if (process.platform === 'win32') {
    const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`
    return output('powershell', ['-NoProfile', '-Command', query])
  }
  return output('ps', ['-o', 'command=', '-p', String(pid)])
}

async function output(program: string, args: string[]): Promise<string> {
  const { stdout } = await execute(program, args).catch(() => ({ stdout: '' }))
  return stdout.trim()
}
