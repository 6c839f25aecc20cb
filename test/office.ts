// The office program of the tests: LibreOffice opens what we write, and poppler shows what came out, with fonts of our own.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)

/** One page as paper shows it. */
export type Page = {
  /** Points: 1/72 inch. */
  readonly width: number
  readonly height: number
  /** Grey values, row by row, at `dpi`. */
  readonly picture: { readonly width: number; readonly height: number; readonly grey: Uint8Array }
  /** The words in their order, with their left and top edges in points. */
  readonly words: readonly (readonly [text: string, left: number, top: number])[]
}

/** Coarse on purpose: layout is compared, not the edges of letters. */
export const dpi = 40

const missing =
  'The forms are NOT looked at: LibreOffice and poppler could neither be found nor installed here. ' +
  'Install them (Debian, Ubuntu: apt-get install --no-install-recommends libreoffice-writer-nogui poppler-utils; ' +
  'macOS: brew install --cask libreoffice && brew install poppler) or set OFFICE_PATH to soffice.'

/** Opens Word files, all at once, and answers the pages of each. Throws without an office. */
export async function pagesOf(files: Readonly<Record<string, Uint8Array>>): Promise<Record<string, Page[]>> {
  if (office === undefined) throw new Error(missing)
  const folder = await mkdtemp(join(tmpdir(), 'linghang-office-'))
  try {
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, `${name}.docx`), bytes)
    const fonts = await writeFonts(folder)
    // A profile of its own: two runs at a time would wait for each other.
    const profile = pathToFileURL(join(folder, 'profile')).href
    const words = [
      `-env:UserInstallation=${profile}`,
      '--headless',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
    ]
    run(office, [...words, ...Object.keys(files).map((name) => join(folder, `${name}.docx`))], {
      FONTCONFIG_FILE: fonts,
      HOME: folder,
    })
    const pages: Record<string, Page[]> = {}
    for (const name of Object.keys(files)) pages[name] = await readPages(folder, name)
    return pages
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function findOffice(): string | undefined {
  const chosen = process.env['OFFICE_PATH']
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`OFFICE_PATH names ${chosen}, which does not exist.`)
    return chosen
  }
  const known = [
    '/usr/bin/soffice',
    '/usr/bin/libreoffice',
    '/Applications/LibreOffice.app/Contents/MacOS/soffice',
  ]
  const present = known.find((path) => existsSync(path))
  const poppler = spawnSync('pdftoppm', ['-v']).error === undefined
  return poppler ? present : undefined
}

function installOffice(): string | undefined {
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const packages = ['libreoffice-writer-nogui', 'poppler-utils']
    for (const command of [['update'], ['install', '--yes', '--no-install-recommends', ...packages]])
      if (spawnSync('apt-get', command, { stdio: 'inherit', env }).status !== 0) break
  }
  const installed = findOffice()
  if (installed === undefined) console.warn(missing)
  return installed
}

/** The office program, looked for and if need be installed once; undefined on a machine that has none and gets none. */
export const office = findOffice() ?? installOffice()

function run(command: string, words: readonly string[], env: Record<string, string> = {}): string {
  const done = spawnSync(command, words, {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 64 * 1024 * 1024,
  })
  if (done.status !== 0) throw new Error(`${command} ${words.join(' ')} failed: ${done.stderr}`)
  return done.stdout
}

/** One font for everything, the same on every machine: what differs then is the layout. */
async function writeFonts(folder: string): Promise<string> {
  const fonts = join(dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json')), '400Regular')
  const lines = [
    `<dir>${fonts}</dir>`,
    `<cachedir>${join(folder, 'fontconfig')}</cachedir>`,
    '<match target="pattern"><edit name="family" mode="append" binding="strong"><string>Noto Sans SC</string></edit></match>',
  ]
  const file = join(folder, 'fonts.conf')
  await writeFile(file, `<?xml version="1.0"?>\n<fontconfig>\n${lines.join('\n')}\n</fontconfig>\n`)
  return file
}

async function readPages(folder: string, name: string): Promise<Page[]> {
  const pdf = join(folder, `${name}.pdf`)
  if (!existsSync(pdf)) throw new Error(`LibreOffice did not open ${name}.docx.`)
  const pictures = join(folder, name)
  await mkdir(pictures)
  run('pdftoppm', ['-r', String(dpi), '-gray', pdf, join(pictures, 'page')])
  const boxes = run('pdftotext', ['-bbox', pdf, '-'])
  const pages = [...boxes.matchAll(/<page width="([\d.]+)" height="([\d.]+)">(.*?)<\/page>/gs)]
  const files = (await readdir(pictures)).sort()
  return Promise.all(
    pages.map(async ([, width, height, inner = ''], index) => ({
      width: Number(width),
      height: Number(height),
      picture: greyOf(await readFile(join(pictures, files[index] ?? ''))),
      words: [...inner.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>(.*?)<\/word>/g)].map(
        ([, left, top, text = '']) => [text, Math.round(Number(left)), Math.round(Number(top))] as const,
      ),
    })),
  )
}

/** A portable grey map: a head of three numbers, then one byte a point. */
function greyOf(bytes: Buffer): Page['picture'] {
  const head = /^P5\s(\d+)\s(\d+)\s255\s/.exec(bytes.subarray(0, 64).toString('latin1'))
  if (head === null) throw new Error('Not a grey map.')
  return {
    width: Number(head[1]),
    height: Number(head[2]),
    grey: Uint8Array.from(bytes.subarray(head[0].length)),
  }
}
