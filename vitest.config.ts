// Vitest: which files are tests, and what is prepared once for all of them.
import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const globalSetup = './test/globalSetup.ts'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'demo/**/*.test.ts'],
    // Processes, not threads: tests start PostgreSQL, and it ends with the thread that started it.
    pool: 'forks',
    globalSetup: existsSync(new URL(globalSetup, import.meta.url)) ? [globalSetup] : [],
    // Limits against hanging, not measures of speed: a slow machine must not fail.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
