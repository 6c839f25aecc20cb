// The handlers of the monthly report.

import type { Handlers } from '../../../core/pipeline.ts'
import type { monthlyContract } from '../contract.ts'
import { accept, acceptMany, giveBack, remind } from './judge.ts'
import { file, files, layouts, makeFile, previewLayout, saveLayout, settleFile } from './platform.ts'
import { prepare, submit, withdraw } from './report.ts'
import { saveSettings, settings } from './settings.ts'
import { get, inbox, mine, snapshot } from './view.ts'
import { wordFile } from './word.ts'

export const monthlyHandlers: Handlers<typeof monthlyContract> = {
  inbox,
  mine,
  get,
  snapshot,
  prepare,
  submit,
  withdraw,
  accept,
  giveBack,
  acceptMany,
  remind,
  wordFile,
  settings,
  saveSettings,
  layouts,
  previewLayout,
  saveLayout,
  files,
  makeFile,
  file,
  settleFile,
}
