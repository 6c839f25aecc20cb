// `linghang build`: builds the screens, so that the product can run from a folder it may not write to.

import { buildScreens } from '../build.ts'
import type { Command } from './command.ts'

export const command: Command = {
  summary: 'builds the screens if their sources changed',
  usage: '',
  help: 'A start does the same; run it while installing when the service may not write to its own sources.',
  options: {},
  positionals: 0,
  run: async () => {
    await buildScreens()
    return 0
  },
}
