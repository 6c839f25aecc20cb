// `linghang account reset`: a new first password for somebody who cannot get in any more, shown once; the only way in for an administrator.

import { AppError } from '../core/errors.ts'
import { StartError } from '../core/process.ts'
import { resetAccount } from '../foundation/accounts/index.ts'
import { type Command, record, textOf, withProduct } from './command.ts'

export const command: Command = {
  summary: 'gives an account a new first password',
  usage: '<user> [--second-factor] [--approved-by <name>]',
  help: `For an administrator who cannot get in any more: within the product no administrator resets another one. Lifts a
lock, ends the sessions of the account, prints the first password once (it serves for seven days to set an own one), and
stands in the audit log.

  --second-factor       takes a lost second factor away too
  --approved-by <name>  the second person who agreed; an administrator's account is not reset without one`,
  options: { 'second-factor': { type: 'boolean' }, 'approved-by': { type: 'string' } },
  positionals: 1,
  run: (words) =>
    withProduct(async (product) => {
      const [username = ''] = words.positionals
      const secondFactor = words.values['second-factor'] === true
      const approvedBy = textOf(words, 'approved-by')?.trim() || null
      const firstPassword = await product.database.inScope([], async (tx) => {
        const reset = await resetAccount(tx, username, { secondFactor }).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'not_found')
            throw new StartError(`There is no account ${username}: nothing was changed.`)
          throw error
        })
        if (reset.administrator && approvedBy === null) {
          throw new StartError(
            `${username} is an administrator: name the second person who agreed with --approved-by; nothing was changed.`,
          )
        }
        await record(tx, reset.institutionId, 'account.reset', {
          kind: 'account',
          id: reset.accountId,
          after: { passwordReset: true, ...(secondFactor ? { secondFactor: false } : {}), approvedBy },
        })
        return reset.firstPassword
      })
      console.log(`${username}: ${firstPassword}   (shown only now)`)
      return 0
    }),
}
