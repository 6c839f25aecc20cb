// `linghang account reset`: a new first password for somebody who cannot get in any more, shown once.

import { AppError } from '../core/errors.ts'
import { StartError } from '../core/process.ts'
import { resetAccount } from '../foundation/accounts/index.ts'
import { type Command, record, withProduct } from './command.ts'

export const command: Command = {
  summary: 'gives an account a new first password',
  usage: '<user>',
  help: 'For the last administrator who forgot the password. Lifts a lock, ends the sessions of the account, prints the first\npassword once (it serves for seven days to set an own one), and stands in the audit log.',
  options: {},
  positionals: 1,
  run: (words) =>
    withProduct(async (product) => {
      const [username = ''] = words.positionals
      const firstPassword = await product.database.inScope([], async (tx) => {
        const reset = await resetAccount(tx, username).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'not_found')
            throw new StartError(`There is no account ${username}: nothing was changed.`)
          throw error
        })
        await record(tx, reset.institutionId, 'account.reset', {
          kind: 'account',
          id: reset.accountId,
          after: { passwordReset: true },
        })
        return reset.firstPassword
      })
      console.log(`${username}: ${firstPassword}   (shown only now)`)
      return 0
    }),
}
