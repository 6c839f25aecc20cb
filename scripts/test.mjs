// `npm test`: installs when needed, runs every test on Node 26 and ends with the line `N passed, N failed`.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { ensureInstalled, nodeBinary, root } from './install.mjs'

const folder = mkdtempSync(join(tmpdir(), 'linghang-test-'))
try {
  await ensureInstalled()
  // Once for all tests that open screens or start the product: two at a time would build over each other.
  await runNode(['--input-type=module', '--eval', "await (await import('./src/build.ts')).buildScreens()"])
  const report = join(folder, 'report.json')
  const { passed, failed } = count(report, await run(report))
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
  console.log(`${passed} passed, ${failed} failed`)
} catch (error) {
  process.exitCode = 1
  console.error(error instanceof Error ? error.message : String(error))
  console.log('0 passed, 1 failed')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function run(report) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return runNode([vitest, 'run', ...reporters, ...process.argv.slice(2)])
}

function runNode(words) {
  const child = spawn(nodeBinary, words, {
    cwd: root,
    stdio: 'inherit',
    // Whatever a test starts by the name `node` must be Node 26 as well.
    env: { ...process.env, PATH: `${dirname(nodeBinary)}${delimiter}${process.env.PATH ?? ''}` },
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

// A file that could not be loaded has no tests and yet has failed; so has a run that broke outside of any test.
function count(report, exitCode) {
  const { numPassedTests, numFailedTests, testResults } = readReport(report)
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = numFailedTests + broken
  return { passed: numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

function readReport(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] }
  }
}
