#!/usr/bin/env node
// `npm start` and `linghang <command>`: installs when needed and runs src/main.ts on Node 26, in this process if it is one, otherwise in a child.
import { spawn } from 'node:child_process'
import module from 'node:module'
import { join } from 'node:path'
import { ensureInstalled, fail, isNodeNewEnough, nodeBinary, root } from './install.mjs'

const cache = join(root, 'node_modules', '.cache', 'linghang-compile')

if (process.env.npm_lifecycle_event !== undefined) endWithShell()
await ensureInstalled().catch(fail)
if (isNodeNewEnough()) {
  // A second start need not strip and compile the sources again.
  module.enableCompileCache(cache)
  await import(new URL('../src/main.ts', import.meta.url).href)
} else {
  runInChild()
}

// npm runs us below a shell. A SIGTERM to npm ends the shell and not us: when the shell is gone, so is our reason.
function endWithShell() {
  const shell = process.ppid
  setInterval(() => {
    if (process.ppid !== shell) process.kill(process.pid, 'SIGTERM')
  }, 250).unref()
}

function runInChild() {
  const child = spawn(nodeBinary, [join(root, 'src', 'main.ts'), ...process.argv.slice(2)], {
    // The channel carries no message: its end tells the child that this process is gone, even by kill -9.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // A process group of its own: Ctrl-C reaches it once, through us, and not a second time from the terminal.
    detached: process.platform !== 'win32',
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', fail)
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))
}
