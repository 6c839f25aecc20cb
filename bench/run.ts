// Benchmarks as ratios and limits, each part a process of its own: npm run bench, or some by name: npm run bench -- tree.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'

const parts = [
  'endpoints',
  'tree',
  'identity',
  'import',
  'discharges',
  'measures',
  'grouping',
  'duties',
  'table',
]

const named = process.argv.slice(2)
const unknown = named.filter((name) => !parts.includes(name))
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${parts.join(', ')}.`)
  process.exit(1)
}
console.log(`${cpus().length} cores, ${cpus()[0]?.model.trim()}, Node ${process.version}`)
for (const name of named.length === 0 ? parts : named) {
  // What else the machine does shows in every figure below.
  console.log(`\n## ${name} (load before it ${loadavg()[0]?.toFixed(1)})\n`)
  const child = spawn(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) process.exitCode = 1
}
