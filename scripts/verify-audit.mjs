// Recomputes an exported audit chain: node verify-audit.mjs chain.jsonl … ["<number>:<noted hash>"]. Needs nothing else.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const noted = process.argv.slice(2).filter((word) => /^\d+:[0-9a-f]{16,64}$/.test(word))
const files = process.argv.slice(2).filter((word) => !noted.includes(word))
let last = null
const fail = (seq, why) => {
  console.error(`entry ${seq}: ${why}`)
  process.exit(1)
}
for (const text of files.flatMap((file) => readFileSync(file, 'utf8').split('\n').filter(Boolean))) {
  const { seq, previous, hash, entry } = JSON.parse(text)
  if (last !== null && (seq !== last.seq + 1 || previous !== last.hash))
    fail(seq, 'does not follow the one before it')
  if (seq === 1 && previous !== '0'.repeat(64)) fail(seq, 'does not begin the chain')
  const computed = createHash('sha256').update(Buffer.from(previous, 'hex')).update(entry).digest('hex')
  if (computed !== hash || JSON.parse(entry).seq !== seq) fail(seq, 'is not what its hash says')
  if (noted.some((word) => word.startsWith(`${seq}:`) && !hash.startsWith(word.split(':')[1])))
    fail(seq, 'is not the noted one')
  last = { seq, hash }
}
for (const word of noted) if (Number(word.split(':')[0]) > (last?.seq ?? 0)) fail(word, 'is missing')
console.log(`whole up to entry ${last?.seq ?? 0}, hash ${last?.hash ?? '-'}`)
