// `linghang export`: the workbook of an institution with all it holds.

import { writeFile } from 'node:fs/promises'
import { dateOf } from '../core/calendar.ts'
import { StartError } from '../core/process.ts'
import { exportWorkbook, foundationPorts } from '../foundation/exchange/index.ts'
import { laterPorts } from '../product.ts'
import { type Command, fileFailure, institutionsOf, record, textOf, withProduct } from './command.ts'

export const command: Command = {
  summary: 'writes the workbook of an institution (Excel)',
  usage: '--institution <code> [--out <file.xlsx>] [--language zh|en]',
  help: 'The file holds personal data (identity numbers and telephones masked) and is readable by this user only. The export is written into the audit log.',
  options: { institution: { type: 'string' }, out: { type: 'string' }, language: { type: 'string' } },
  positionals: 0,
  run: async (words) => {
    const code = textOf(words, 'institution')
    const language = textOf(words, 'language') ?? 'zh'
    if (code === undefined) throw new StartError('--institution <code> is needed.')
    if (language !== 'zh' && language !== 'en') throw new StartError('--language is zh or en.')
    return withProduct(async (product) => {
      const [institution] = await institutionsOf(product, code)
      if (institution === undefined) return 1
      const out = textOf(words, 'out') ?? `${code}_${dateOf(product.floor.now())}.xlsx`
      const bytes = await product.database.inScope([institution.id], async (tx) => {
        const workbook = await exportWorkbook(
          { tx, vault: product.floor.vault },
          [...foundationPorts, ...laterPorts],
          institution.id,
          language,
          false,
        )
        await record(tx, institution.id, 'export', {
          kind: 'workbook',
          id: institution.id,
          after: { exported: code },
        })
        return workbook
      })
      await writeFile(out, bytes, { mode: 0o600, flag: 'wx' }).catch(fileFailure(out))
      console.log(`${out} is written.`)
      return 0
    })
  },
}
