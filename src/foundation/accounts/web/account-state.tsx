// Whether an account may sign in: sign, word and colour.
import { StateTag } from '../../../core/web/state.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Account } from '../contract.ts'
import { accountsText } from './words.ts'

type StateWords = { readonly disabled: string; readonly locked: string; readonly active: string }

export function stateWord({ disabled, locked }: Account, text: StateWords): string {
  return disabled ? text.disabled : locked ? text.locked : text.active
}

export function AccountState({ account }: { account: Account }) {
  const text = useText(accountsText)
  const state = account.disabled ? 'waived' : account.locked ? 'late' : 'done'
  return <StateTag state={state}>{stateWord(account, text)}</StateTag>
}
