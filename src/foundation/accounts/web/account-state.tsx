// Whether an account may sign in: sign, word and colour.
import { StateTag } from '../../../core/web/state.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Account } from '../contract.ts'
import { accountsText } from './words.ts'

type StateWords = { readonly disabled: string; readonly locked: string; readonly active: string }

export function stateWord({ disabled, locked }: Account, text: StateWords): string {
  return disabled ? text.disabled : locked ? text.locked : text.active
}

// sv-SE writes days as ISO does.
const chineseDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })

/** The day in China on which an account was created. */
export function createdOn(account: Account): string {
  return chineseDay.format(new Date(account.createdAt))
}

export function AccountState({ account }: { account: Account }) {
  const text = useText(accountsText)
  const state = account.disabled ? 'waived' : account.locked ? 'late' : 'done'
  return <StateTag state={state}>{stateWord(account, text)}</StateTag>
}
