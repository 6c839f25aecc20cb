// Whether an account may sign in: sign, word and colour.
import type { DutyState } from '../../../core/web/state.tsx'
import { StateTag } from '../../../core/web/state.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Account } from '../contract.ts'
import { accountsText } from './words.ts'

const signs: { readonly [state in Account['state']]: DutyState } = {
  active: 'done',
  waiting: 'due',
  first_password: 'due',
  locked: 'late',
  disabled: 'waived',
}

export function AccountState({ account }: { account: Account }) {
  const text = useText(accountsText)
  return <StateTag state={signs[account.state]}>{text.states[account.state]}</StateTag>
}
