// Builds the screens with Vite when their sources changed since the last build.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from './core/process.ts'

const root = join(import.meta.dirname, '..')
/** Where the built screens lie. */
export const webFolder = join(root, 'dist/web')

/** Builds the screens if needed. Throws StartError when Vite fails; its own lines say why. */
export async function buildScreens(): Promise<void> {
  const stamp = await stampOf([
    join(root, 'src'),
    join(root, 'package-lock.json'),
    join(root, 'vite.config.ts'),
  ])
  const stampFile = join(root, 'dist/web.stamp')
  if ((await readFile(stampFile, 'utf8').catch(() => null)) === stamp) return
  console.log('Building the screens …')
  const vite = spawn(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'],
    {
      cwd: root,
      // Whatever this process is for: a test's NODE_ENV would build development screens.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
  const code = await new Promise((resolve) => vite.on('exit', resolve))
  if (code !== 0) throw new StartError('The screens could not be built; the lines above say why.')
  await writeFile(stampFile, stamp)
}

async function stampOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  const visit = async (path: string): Promise<void> => {
    const info = await stat(path)
    if (!info.isDirectory()) {
      hash.update(`${path} ${info.size} ${info.mtimeMs}\n`)
      return
    }
    for (const name of (await readdir(path)).toSorted()) await visit(join(path, name))
  }
  for (const path of paths) await visit(path)
  return hash.digest('hex')
}
