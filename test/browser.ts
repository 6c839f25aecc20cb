// The browser of the tests: the one this machine has, or the one that npm brings along, always with a Chinese font.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'
import { type Browser, type LaunchOptions, chromium } from 'playwright-core'

const cache = fileURLToPath(new URL('../node_modules/.cache/linghang-browser/', import.meta.url))
const require = createRequire(import.meta.url)
const linux = process.platform === 'linux'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Launches Chromium. In this order: CHROMIUM_PATH, a Chromium of the system, Chrome or Edge of the user, the one from
 * npm, one from apt. Throws an Error that says what to do when there is none.
 */
export async function launchBrowser(): Promise<Browser> {
  const fonts = linux ? { FONTCONFIG_FILE: await writeFontConfiguration() } : {}
  const launch = (options: LaunchOptions, env: Record<string, string> = {}): Promise<Browser> =>
    chromium.launch({ ...options, args, env: { ...inherited(), ...fonts, ...env } })

  const chosen = process.env['CHROMIUM_PATH']
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, which does not exist.`)
    return launch({ executablePath: chosen })
  }
  const present = systemBrowser()
  if (present) return launch({ executablePath: present })
  for (const channel of ['chrome', 'msedge']) {
    const browser = await launch({ channel }).catch(() => undefined)
    if (browser) return browser
  }
  if (linux && process.arch === 'x64') {
    const { executablePath, libraries } = await unpackBrowser()
    // The libraries of the system are not needed: a minimal Debian lacks them.
    return launch({ executablePath }, { LD_LIBRARY_PATH: libraries })
  }
  const installed = installBrowser()
  if (installed) return launch({ executablePath: installed })
  throw new Error(
    'The browser tests found no browser: install Chromium, Chrome or Edge, or set CHROMIUM_PATH.',
  )
}

function systemBrowser(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  return linux ? names.map((name) => `/usr/bin/${name}`).find((path) => existsSync(path)) : undefined
}

function installBrowser(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const command of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium']]) {
    if (spawnSync('apt-get', command, { stdio: 'inherit', env }).status !== 0) return undefined
  }
  return systemBrowser()
}

// Once: 1.5 seconds and 200 MB. The folder is renamed when whole, since several test files may do this at the same time.
async function unpackBrowser(): Promise<{ executablePath: string; libraries: string }> {
  const folder = dirname(dirname(require.resolve('@sparticuz/chromium')))
  const { version }: { version: string } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const unpacked = join(cache, version)
  if (!existsSync(unpacked)) {
    const partial = `${unpacked}.${process.pid}`
    await mkdir(partial, { recursive: true })
    await Promise.all([
      pipeline(
        createReadStream(join(folder, 'bin', 'chromium.br')),
        createBrotliDecompress(),
        createWriteStream(join(partial, 'chromium'), { mode: 0o755 }),
      ),
      unpackArchive(join(folder, 'bin', 'al2023.tar.br'), partial),
    ])
    await rename(partial, unpacked).catch(() => rm(partial, { recursive: true, force: true }))
  }
  return { executablePath: join(unpacked, 'chromium'), libraries: join(unpacked, 'lib') }
}

async function unpackArchive(archive: string, folder: string): Promise<void> {
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'inherit', 'inherit'] })
  const end = once(tar, 'close')
  await pipeline(createReadStream(archive), createBrotliDecompress(), tar.stdin)
  const [code] = await end
  if (code !== 0) throw new Error(`Unpacking ${archive} failed.`)
}

// Three weights are all that the pages use; without a font of its own the browser shows nothing at all.
async function writeFontConfiguration(): Promise<string> {
  const fonts = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  const folders = ['400Regular', '500Medium', '700Bold'].map((weight) => `<dir>${join(fonts, weight)}</dir>`)
  const families = ['sans-serif', 'serif', 'monospace', 'system-ui'].map(
    (family) => `<alias><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`,
  )
  const lines = [...folders, `<cachedir>${join(cache, 'fontconfig')}</cachedir>`, ...families]
  const file = join(cache, 'fonts.conf')
  await mkdir(cache, { recursive: true })
  await writeFile(
    `${file}.${process.pid}`,
    `<?xml version="1.0"?>\n<fontconfig>\n${lines.join('\n')}\n</fontconfig>\n`,
  )
  await rename(`${file}.${process.pid}`, file)
  return file
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
