// `linghang account reset`: a new first password for somebody who cannot get in any more, shown once.

import { setScope, type Tx } from '../core/db.ts'
import { StartError } from '../core/process.ts'
import { randomPassword } from '../foundation/accounts/index.ts'
import { hashPassword } from '../foundation/accounts/password.ts'
import { changeAccount, deleteSessionsOf, findLogin } from '../foundation/accounts/store.ts'
import { type Command, record, withProduct } from './command.ts'

export const command: Command = {
  summary: 'gives an account a new first password',
  usage: '<user>',
  help: 'For the last administrator who forgot the password. Opens a locked or disabled account, ends its sessions, prints the\npassword once, and stands in the audit log.',
  options: {},
  positionals: 1,
  run: (words) =>
    withProduct(async (product) => {
      const [username = ''] = words.positionals
      const password = await product.database.inScope([], (tx) => resetAccount(tx, username))
      console.log(`${username}: ${password}   (shown only now)`)
      return 0
    }),
}

// A stand-in for the door of the room of accounts, which will end second factors as well.
async function resetAccount(tx: Tx, username: string): Promise<string> {
  const login = await findLogin(tx, username)
  if (login === null) throw new StartError(`There is no account ${username}: nothing was changed.`)
  const { institutionId, accountId } = login
  await setScope(tx, [institutionId])
  const password = randomPassword()
  await changeAccount(tx, institutionId, accountId, {
    password_hash: await hashPassword(password),
    failed_count: 0,
    locked_until: null,
    disabled_at: null,
  })
  await deleteSessionsOf(tx, institutionId, accountId, null)
  await record(tx, institutionId, 'account.reset', {
    kind: 'account',
    id: accountId,
    after: { passwordReset: true },
  })
  return password
}
