// Vitest: which files are tests, how many at a time, and what is prepared once for all of them.
import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const globalSetup = './test/globalSetup.ts'

/** These start whole processes, with browsers or to kill them: two at once would wait for each other. */
const whole = [
  'test/walks/**/*.test.ts',
  'test/attack/script.test.ts',
  'test/forms/office.test.ts',
  'test/crash.test.ts',
  'test/start.test.ts',
  'test/commands.test.ts',
]

export default defineConfig({
  test: {
    // Processes, not threads: tests start PostgreSQL, and it ends with the thread that started it.
    pool: 'forks',
    globalSetup: existsSync(new URL(globalSetup, import.meta.url)) ? [globalSetup] : [],
    // Limits against hanging, not measures of speed: a slow machine must not fail.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'demo/**/*.test.ts'],
          exclude: whole,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'whole', include: whole, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
