// One account beside the list: its roles to grant and take back, password, disable and enable.
import { useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Form } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { FactList } from '../../../core/web/page.tsx'
import { roleText } from '../../../core/web/roles.ts'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useUndo } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Account } from '../contract.ts'
import { AccountState, createdOn } from './account-state.tsx'
import type { Handed } from './first-password.tsx'
import { type GrantFields, GrantItems } from './grant-fields.tsx'
import { AccountFailure } from './refusals.tsx'
import { accountsText } from './words.ts'

type AccountDrawerProps = {
  account: Account
  accounts: readonly Account[]
  close: () => void
  reset: (handed: Handed) => void
}

export function AccountDrawer({ account, accounts, close, reset }: AccountDrawerProps) {
  const text = useText(accountsText)
  const phone = useIsPhone()
  const { busy, error, run } = useAct()
  const offerUndo = useUndo()
  const takeBack = useTakeBack()
  const { id: accountId, displayName: name, username, disabled } = account
  const turn = (next: boolean) =>
    run('disable', async () => {
      await client.accounts.disable({ accountId, disabled: next })
      const message = next ? text.disabledNow(name) : text.enabledNow(name)
      offerUndo({
        message,
        undo: () => takeBack(client.accounts.disable({ accountId, disabled: !next })),
      })
    })
  return (
    <Drawer open title={name} onClose={close} size={phone ? '100%' : 440}>
      <div className="account-drawer">
        <FactList
          facts={[
            { label: text.username, value: username },
            { label: text.state, value: <AccountState account={account} /> },
            { label: text.createdAt, value: createdOn(account) },
          ]}
        />
        <AccountFailure error={error} />
        <Grants account={account} accounts={accounts} run={run} busy={busy} />
        <section aria-label={text.state}>
          <div className="row">
            <Button
              loading={busy === 'reset'}
              onClick={() =>
                void run('reset', async () => {
                  const { firstPassword } = await client.accounts.resetPassword({ accountId })
                  reset({ name, username, password: firstPassword })
                })
              }
            >
              {text.reset}
            </Button>
            <Button danger={!disabled} loading={busy === 'disable'} onClick={() => void turn(!disabled)}>
              {disabled ? text.enable : text.disable}
            </Button>
          </div>
          <p className="third account-hint">{text.resetHint}</p>
        </section>
      </div>
    </Drawer>
  )
}

/** Answers whether it succeeded. */
type Run = (name: string, act: () => Promise<unknown>) => Promise<boolean>

/** Runs one act at a time, shows its failure in place and loads the list anew. */
function useAct(): { busy: string | null; error: unknown; run: Run } {
  const queries = useQueryClient()
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const run: Run = async (name, act) => {
    setBusy(name)
    setError(null)
    const done = await act().then(
      () => true,
      (failure: unknown) => {
        setError(failure)
        return false
      },
    )
    setBusy(null)
    await queries.invalidateQueries({ queryKey: api.accounts.key() })
    return done
  }
  return { busy, error, run }
}

/** The drawer may be closed by then: a failure must reach the message that offered it. */
function useTakeBack(): (act: Promise<unknown>) => Promise<void> {
  const queries = useQueryClient()
  return async (act) => {
    await act
    await queries.invalidateQueries({ queryKey: api.accounts.key() })
  }
}

type GrantsProps = { account: Account; accounts: readonly Account[]; run: Run; busy: string | null }

function Grants({ account, accounts, run, busy }: GrantsProps) {
  const text = useText(accountsText)
  const roles = useText(roleText)
  const offerUndo = useUndo()
  const takeBack = useTakeBack()
  const [adding, setAdding] = useState(false)
  const { id: accountId, displayName: name } = account
  const unitName = (unitId: string) =>
    accounts.flatMap((each) => each.grants).find((grant) => grant.unitId === unitId)?.unitName ?? ''
  const grant = async (fields: GrantFields) => {
    const done = await run('grant', () => client.accounts.grant({ accountId, ...fields }))
    if (done) setAdding(false)
  }
  const revoke = ({ role, unitId }: GrantFields) =>
    run(`${role} ${unitId}`, async () => {
      await client.accounts.revoke({ accountId, role, unitId })
      offerUndo({
        message: text.revoked(name, roles[role], unitName(unitId)),
        undo: () => takeBack(client.accounts.grant({ accountId, role, unitId })),
      })
    })
  return (
    <section aria-label={text.grants}>
      <h3>{text.grants}</h3>
      {account.grants.length === 0 && <p className="third">{text.noGrants}</p>}
      <ul className="grant-list">
        {account.grants.map((each) => (
          <li key={`${each.role} ${each.unitId}`}>
            <span>
              <strong>{roles[each.role]}</strong>
              <span className="second">{each.unitName}</span>
            </span>
            <Button
              size="small"
              loading={busy === `${each.role} ${each.unitId}`}
              aria-label={text.revokeOf(roles[each.role], each.unitName)}
              onClick={() => void revoke(each)}
            >
              {text.revoke}
            </Button>
          </li>
        ))}
      </ul>
      {adding ? (
        <Form<GrantFields>
          layout="vertical"
          requiredMark={false}
          className="grant-form"
          onFinish={(fields) => void grant(fields)}
        >
          <GrantItems />
          <div className="row">
            <Button type="primary" htmlType="submit" loading={busy === 'grant'}>
              {text.grant}
            </Button>
            <Button onClick={() => setAdding(false)}>{text.back}</Button>
          </div>
        </Form>
      ) : (
        <Button onClick={() => setAdding(true)}>{text.addGrant}</Button>
      )}
    </section>
  )
}
