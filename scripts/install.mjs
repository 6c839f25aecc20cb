// Brings node_modules into the state that package-lock.json describes; runs on the Node the machine has (20 or newer), so it uses no dependency.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout, with a trailing separator. */
export const root = fileURLToPath(new URL('../', import.meta.url))
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.linghang-install')
const windows = process.platform === 'win32'

/** The Node 26 that the npm package `node` brings along. */
export const nodeBinary = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node')

/** The Node that every source runs on. */
const nodeMajor = 26

/** Whether this very process can run the sources, so that no second one is needed. */
export function isNodeNewEnough() {
  return Number(process.versions.node.split('.')[0]) >= nodeMajor
}

/** Installs when package-lock.json asks for something else than what is there. Throws an Error whose message is one clear line. */
export async function ensureInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const stamp = `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    requireNodeBinary()
    return
  }
  if (!isInstalledByHand(lock)) await install()
  requireNodeBinary()
  requireNodeVersion()
  writeFileSync(stampFile, stamp)
}

// Whoever ran `npm ci` or `npm install` before us must not wait for a second one: npm leaves its own record.
function isInstalledByHand(lock) {
  const recordFile = join(modules, '.package-lock.json')
  if (!existsSync(recordFile)) return false
  const recorded = JSON.parse(readFileSync(recordFile, 'utf8')).packages
  const withoutTools = process.env.NODE_ENV === 'production'
  return Object.entries(JSON.parse(lock.toString()).packages).every(([path, wanted]) => {
    if (path === '' || wanted.optional || wanted.devOptional || wanted.peer) return true
    if (wanted.dev && withoutTools) return true
    return recorded[path]?.version === wanted.version && recorded[path]?.integrity === wanted.integrity
  })
}

async function install() {
  if (windows && process.execPath.startsWith(modules)) {
    throw new Error(
      'The packages are out of date and Windows cannot replace a running node.exe: run "npm ci".',
    )
  }
  const reason = existsSync(modules) ? 'package-lock.json has changed' : 'first start'
  console.log(`Installing packages (${reason}; about a minute) …`)
  const flags = ['--no-audit', '--no-fund', '--loglevel=error']
  let { code, output } = await run(['ci', ...flags])
  // Versions of npm differ in which packages of other platforms the lock must name. `install` obeys the lock as well.
  if (code !== 0 && /EUSAGE/.test(output)) ({ code, output } = await run(['install', '--no-save', ...flags]))
  if (code !== 0) throw new Error(`Installing the packages failed: ${explain(output)}`)
}

function run(args) {
  // npm must run on the machine's Node: the one below node_modules is deleted while it installs.
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !entry.startsWith(modules + sep))
  const child = spawn('npm', args, {
    cwd: root,
    shell: windows,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: path.join(delimiter) },
  })
  const chunks = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  child.stderr.on('data', (chunk) => chunks.push(chunk))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: `${error.code ?? ''} ${error.message}` }))
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }))
  })
}

function explain(output) {
  if (/ENOSPC/.test(output))
    return `the disk that holds ${root} is full: make about 1.5 GB free and start again.`
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output))
    return `${root} may not be written: start as the user who owns it.`
  if (/spawn npm|npm: not found/.test(output))
    return 'npm was not found: install Node.js 20 or newer together with npm.'
  if (
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT|CERT_/.test(output)
  ) {
    return 'the npm registry cannot be reached: check the network, or set a mirror with "npm config set registry <address>".'
  }
  const lines = output.split('\n').map((text) => text.replace(/^npm error\s*/, '').trim())
  return (
    lines.find((text) => text !== '' && !/^(code|errno|syscall) /.test(text)) ?? 'npm ended without a word.'
  )
}

function requireNodeBinary() {
  if (!existsSync(nodeBinary)) throw new Error(withoutScripts(`node_modules has no Node ${nodeMajor}`))
}

function requireNodeVersion() {
  const version =
    spawnSync(nodeBinary, ['--version'], { encoding: 'utf8' }).stdout?.trim() || 'nothing that runs'
  if (!version.startsWith(`v${nodeMajor}.`)) {
    throw new Error(withoutScripts(`node_modules holds ${version} where Node ${nodeMajor} is needed`))
  }
}

function withoutScripts(fact) {
  return `${fact}: its install script did not run (ignore-scripts?). Run "npm ci --ignore-scripts=false".`
}

/** Prints the one clear line of a failure and ends the process. */
export function fail(error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureInstalled().catch(fail)
