// One account beside the list: what the system administrator keeps of it, and the roles that the security administrator gives.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Drawer, Form, Input, Typography } from 'antd'
import { useState } from 'react'
import { isAdministrator } from '../../../core/access.ts'
import { api, client } from '../../../core/web/client.ts'
import { FactList } from '../../../core/web/page.tsx'
import { roleText } from '../../../core/web/roles.ts'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useMay } from '../../../core/web/session.ts'
import { ErrorState, Loading, useUndo } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Account } from '../contract.ts'
import { AccountState } from './account-state.tsx'
import type { Handed } from './first-password.tsx'
import { type GrantFields, GrantItems } from './grant-fields.tsx'
import { dayOf, minuteOf } from './moment.ts'
import { DelegationsOf } from './delegations.tsx'
import { AccountFailure } from './refusals.tsx'
import { accountsText } from './words.ts'

type AccountDrawerProps = {
  accountId: string
  close: () => void
  reset: (handed: Handed) => void
}

export function AccountDrawer({ accountId, close, reset }: AccountDrawerProps) {
  const text = useText(accountsText)
  const phone = useIsPhone()
  const query = useQuery(api.accounts.list.queryOptions({ input: { accountId } }))
  const account = query.data?.accounts[0]
  return (
    <Drawer open title={account?.displayName ?? text.title} onClose={close} size={phone ? '100%' : 460}>
      {account ? (
        <Opened account={account} reset={reset} />
      ) : query.isPending ? (
        <Loading />
      ) : (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      )}
    </Drawer>
  )
}

function Opened({ account, reset }: { account: Account; reset: (handed: Handed) => void }) {
  const text = useText(accountsText)
  const may = useMay()
  const act = useAct()
  const person =
    account.personName === null ? text.nobody : `${account.personName} · ${account.staffNo ?? ''}`
  const { lockedUntil, firstPasswordUntil } = account
  return (
    <div className="account-drawer">
      <FactList
        facts={[
          { label: text.username, value: account.username },
          { label: text.state, value: <AccountState account={account} /> },
          ...(account.state === 'locked' && lockedUntil !== null
            ? [{ label: text.lockedUntil, value: minuteOf(lockedUntil) }]
            : []),
          ...(firstPasswordUntil === null
            ? []
            : [{ label: text.firstUntil, value: minuteOf(firstPasswordUntil) }]),
          { label: text.person, value: person },
          { label: text.totp, value: account.totp ? text.totpOn : text.totpOff },
          { label: text.sessions, value: text.sessionCount(account.sessions) },
          {
            label: text.lastSignIn,
            value: account.lastSignInAt === null ? text.never : minuteOf(account.lastSignInAt),
          },
          { label: text.createdAt, value: dayOf(account.createdAt) },
        ]}
      />
      <AccountFailure error={act.error} />
      <Grants account={account} act={act} />
      {may('grant.manage') && <DelegationsOf account={account} />}
      {may('account.manage') && <Keeping account={account} act={act} reset={reset} />}
    </div>
  )
}

type Act = ReturnType<typeof useAct>

/** Runs one act at a time, shows its failure in place and loads the list anew. */
function useAct() {
  const queries = useQueryClient()
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const refresh = () => queries.invalidateQueries({ queryKey: api.accounts.key() })
  /** Answers whether it succeeded. */
  const run = async (name: string, act: () => Promise<unknown>): Promise<boolean> => {
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
    await refresh()
    return done
  }
  // The drawer may be closed by then: a failure must reach the message that offered it.
  const takeBack = async (act: Promise<unknown>) => {
    await act
    await refresh()
  }
  return { busy, error, run, takeBack }
}

function Keeping({ account, act, reset }: { account: Account; act: Act; reset: (handed: Handed) => void }) {
  const text = useText(accountsText)
  const { message } = App.useApp()
  const offerUndo = useUndo()
  const [editing, setEditing] = useState(false)
  const { busy, run, takeBack } = act
  const { id: accountId, displayName: name, username } = account
  const disabled = account.state === 'disabled'
  const administrator = account.grants.some(({ role }) => isAdministrator(role))
  const turn = (next: boolean) =>
    run('disable', async () => {
      await client.accounts.disable({ accountId, disabled: next })
      offerUndo({
        message: next ? text.disabledNow(name) : text.enabledNow(name),
        undo: () => takeBack(client.accounts.disable({ accountId, disabled: !next })),
      })
    })
  const button = (key: string, label: string, work: () => Promise<unknown>) => (
    <Button loading={busy === key} onClick={() => void run(key, work)}>
      {label}
    </Button>
  )
  return (
    <section aria-label={text.state}>
      <div className="row">
        {!administrator &&
          button('reset', text.reset, async () => {
            const { firstPassword } = await client.accounts.resetPassword({ accountId })
            reset({ name, username, password: firstPassword })
          })}
        {account.state === 'locked' &&
          button('unlock', text.unlock, async () => {
            await client.accounts.unlock({ accountId })
            message.success(text.unlocked(name))
          })}
        {account.sessions > 0 &&
          button('sessions', text.endSessions, async () => {
            const { ended } = await client.accounts.endSessionsOf({ accountId })
            message.success(text.sessionsEnded(name, ended))
          })}
        {account.totp &&
          !administrator &&
          button('totp', text.resetTotp, async () => {
            await client.accounts.resetTotp({ accountId })
            message.success(text.totpReset(name))
          })}
        {!editing && <Button onClick={() => setEditing(true)}>{text.edit}</Button>}
        <Button danger={!disabled} loading={busy === 'disable'} onClick={() => void turn(!disabled)}>
          {disabled ? text.enable : text.disable}
        </Button>
      </div>
      {administrator ? (
        <p className="third account-hint">
          {text.machineOnly}
          <br />
          <Typography.Text code copyable>
            {text.machineCommand(username)}
          </Typography.Text>
        </p>
      ) : (
        <p className="third account-hint">{text.resetHint}</p>
      )}
      {editing && (
        <Form<{ displayName: string; staffNo?: string }>
          layout="vertical"
          requiredMark={false}
          initialValues={{ displayName: name, staffNo: account.staffNo ?? '' }}
          onFinish={(fields) =>
            void run('edit', () =>
              client.accounts.update({
                accountId,
                displayName: fields.displayName,
                staffNo: fields.staffNo ?? '',
              }),
            ).then((done) => {
              if (!done) return
              setEditing(false)
              message.success(text.saved)
            })
          }
        >
          <Form.Item
            name="displayName"
            label={text.displayName}
            rules={[{ required: true, whitespace: true, message: text.needName }]}
          >
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="staffNo" label={text.staffNo} extra={text.staffNoHint}>
            <Input maxLength={40} />
          </Form.Item>
          <div className="row">
            <Button type="primary" htmlType="submit" loading={busy === 'edit'}>
              {text.save}
            </Button>
            <Button onClick={() => setEditing(false)}>{text.back}</Button>
          </div>
        </Form>
      )}
    </section>
  )
}

function Grants({ account, act }: { account: Account; act: Act }) {
  const text = useText(accountsText)
  const roles = useText(roleText)
  const { message } = App.useApp()
  const offerUndo = useUndo()
  const mayGrant = useMay()('grant.manage')
  const [adding, setAdding] = useState(false)
  const { busy, run, takeBack } = act
  const { id: accountId, displayName: name, wish } = account
  const grant = async (fields: GrantFields) => {
    const done = await run('grant', () => client.accounts.grant({ accountId, ...fields }))
    if (done) setAdding(false)
  }
  const revoke = ({ role, unitId, unitName }: Account['grants'][number]) =>
    run(`${role} ${unitId}`, async () => {
      await client.accounts.revoke({ accountId, role, unitId })
      offerUndo({
        message: text.revoked(name, roles[role], unitName),
        undo: () => takeBack(client.accounts.grant({ accountId, role, unitId })),
      })
    })
  const decline = () =>
    run('decline', async () => {
      await client.accounts.declineWish({ accountId })
      message.success(text.wishDeclined)
    })
  return (
    <section aria-label={text.grants}>
      <h3>{text.grants}</h3>
      {account.grants.length === 0 && <p className="third">{text.noGrants}</p>}
      <ul className="grant-list">
        {account.grants.map((each) => (
          <li key={`${each.role} ${each.unitId} ${each.until}`}>
            <span>
              <strong>{roles[each.role]}</strong>
              <span className="second">{each.unitName}</span>
              {each.until !== null && (
                <div className="third">{text.lentBy(each.lender ?? '', each.until)}</div>
              )}
            </span>
            {mayGrant && each.until === null && (
              <Button
                size="small"
                loading={busy === `${each.role} ${each.unitId}`}
                aria-label={text.revokeOf(roles[each.role], each.unitName)}
                onClick={() => void revoke(each)}
              >
                {text.revoke}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {wish !== null && (
        <div className="wish">
          <p>{text.wish(roles[wish.role], wish.unitName)}</p>
          {mayGrant && (
            <div className="row">
              <Button
                type="primary"
                loading={busy === 'grant'}
                onClick={() => void grant({ role: wish.role, unitId: wish.unitId })}
              >
                {text.grantWish}
              </Button>
              <Button loading={busy === 'decline'} onClick={() => void decline()}>
                {text.declineWish}
              </Button>
            </div>
          )}
        </div>
      )}
      {!mayGrant ? (
        <p className="third">{text.askSecurity}</p>
      ) : adding ? (
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
