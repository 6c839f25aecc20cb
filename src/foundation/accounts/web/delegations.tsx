// Roles lent for a time: one's own on one's page, and those of an account for the security administrator.
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, DatePicker, Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { isAdministrator, type Role } from '../../../core/access.ts'
import { api, client, readError } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { roleText } from '../../../core/web/roles.ts'
import { useMe } from '../../../core/web/session.ts'
import { type DutyState, StateTag } from '../../../core/web/state.tsx'
import { ErrorState, useFailure } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Account, Delegation } from '../contract.ts'
import { todayInChina } from './moment.ts'
import { delegationText } from './words.ts'

const signs: { readonly [state in Delegation['state']]: DutyState } = {
  coming: 'due',
  running: 'done',
  over: 'waived',
  ended: 'waived',
  resting: 'late',
}

export function Delegations() {
  const text = useText(delegationText)
  const me = useMe()
  const { message } = App.useApp()
  const failed = useFailure()
  const query = useQuery(api.accounts.myDelegations.queryOptions({ input: {} }))
  const [lending, setLending] = useState(false)
  const own = lendable(me.grants)
  const delegations = query.data?.delegations ?? []
  if (own.length === 0 && delegations.length === 0) return null
  const end = (delegationId: string) =>
    void client.accounts
      .endMyDelegation({ delegationId })
      .then(() => message.success(text.ended), failed)
      .then(() => query.refetch())
  return (
    <Section
      title={text.title}
      hint={text.hint}
      extra={
        own.length > 0 &&
        !lending && (
          <Button size="small" onClick={() => setLending(true)}>
            {text.lend}
          </Button>
        )
      }
    >
      {lending && <Lend grants={own} close={() => setLending(false)} />}
      {delegations.length === 0 && !lending && <p className="third">{text.none}</p>}
      <Lines delegations={delegations} of={me.accountId} end={end} />
    </Section>
  )
}

const lendable = <G extends { role: Role; until: string | null }>(grants: readonly G[]): readonly G[] =>
  grants.filter((grant) => grant.until === null && !isAdministrator(grant.role))

/** What an account lends and is lent, to be begun and ended by a security administrator. */
export function DelegationsOf({ account }: { account: Account }) {
  const text = useText(delegationText)
  const { message } = App.useApp()
  const failed = useFailure()
  const queries = useQueryClient()
  const query = useQuery(api.accounts.delegations.queryOptions({ input: {} }))
  const [lending, setLending] = useState(false)
  const own = lendable(account.grants)
  const delegations = (query.data?.delegations ?? []).filter(
    (each) => each.fromAccountId === account.id || each.toAccountId === account.id,
  )
  if (own.length === 0 && delegations.length === 0) return null
  const end = (delegationId: string) =>
    void client.accounts
      .endDelegation({ accountId: account.id, delegationId })
      .then(() => message.success(text.ended), failed)
      .then(() => queries.invalidateQueries({ queryKey: api.accounts.key() }))
  return (
    <section aria-label={text.title}>
      <h3>{text.title}</h3>
      <Lines delegations={delegations} of={account.id} end={end} />
      {lending ? (
        <Lend grants={own} lender={account.id} close={() => setLending(false)} />
      ) : (
        own.length > 0 && <Button onClick={() => setLending(true)}>{text.lend}</Button>
      )}
    </section>
  )
}

type LinesProps = { delegations: readonly Delegation[]; of: string; end: (id: string) => void }

/** `of` is the account from whose side they are read. */
function Lines({ delegations, of, end }: LinesProps) {
  const text = useText(delegationText)
  const roles = useText(roleText)
  return (
    <ul className="grant-list">
      {delegations.map((each) => {
        const lends = each.fromAccountId === of
        const open = each.state !== 'ended' && each.state !== 'over'
        return (
          <li key={each.id}>
            <span>
              <strong>{roles[each.role]}</strong>
              <span className="second">
                {each.unitName} · {lends ? text.toName(each.toName) : text.fromName(each.fromName)}
              </span>
              <div className="third">
                {text.span(each.fromOn, each.untilOn)} · {each.reason}
              </div>
            </span>
            <span className="row">
              <StateTag state={signs[each.state]}>{text.states[each.state]}</StateTag>
              {open && (
                <Button size="small" aria-label={text.endOf(each.toName)} onClick={() => end(each.id)}>
                  {lends ? text.end : text.giveBack}
                </Button>
              )}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

type Fields = { grant: string; toAccountId: string; fromOn: Dayjs; untilOn: Dayjs; reason: string }
type LendProps = {
  grants: readonly { role: Role; unitId: string; unitName: string }[]
  /** The account whose role it is, where a security administrator acts for it. */
  lender?: string
  close: () => void
}

function Lend({ grants, lender, close }: LendProps) {
  const text = useText(delegationText)
  const roles = useText(roleText)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [search, setSearch] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const found = useQuery(
    api.accounts.colleagues.queryOptions({
      input: { search },
      enabled: search !== '',
      placeholderData: keepPreviousData,
    }),
  )
  const colleagues = search === '' ? [] : (found.data?.colleagues ?? [])
  const lend = async ({ grant, toAccountId, fromOn, untilOn, reason }: Fields) => {
    const chosen = grants.find((each) => `${each.role} ${each.unitId}` === grant)
    if (!chosen) return
    setBusy(true)
    setError(null)
    try {
      const wish = {
        role: chosen.role,
        unitId: chosen.unitId,
        toAccountId,
        fromOn: fromOn.format('YYYY-MM-DD'),
        untilOn: untilOn.format('YYYY-MM-DD'),
        reason,
      }
      await (lender === undefined
        ? client.accounts.delegate(wish)
        : client.accounts.delegateFor({ ...wish, accountId: lender }))
      const name = colleagues.find((each) => each.id === toAccountId)?.displayName ?? ''
      message.success(text.lent(roles[chosen.role], name))
      await queries.invalidateQueries({ queryKey: api.accounts.key() })
      close()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  const [only] = grants
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      validateTrigger="onBlur"
      className="lend-form"
      {...(grants.length === 1 && only ? { initialValues: { grant: `${only.role} ${only.unitId}` } } : {})}
      onFinish={(fields) => void lend(fields)}
    >
      <Form.Item name="grant" label={text.role} rules={[{ required: true, message: text.needRole }]}>
        <Select
          options={grants.map((each) => ({
            value: `${each.role} ${each.unitId}`,
            label: `${roles[each.role]} · ${each.unitName}`,
          }))}
        />
      </Form.Item>
      <Form.Item
        name="toAccountId"
        label={text.to}
        extra={text.toHint}
        rules={[{ required: true, message: text.needTo }]}
      >
        <Select
          showSearch={{ filterOption: false, onSearch: (value: string) => setSearch(value.trim()) }}
          notFoundContent={null}
          options={colleagues.map((each) => ({
            value: each.id,
            label: `${each.displayName}（${each.username}）`,
          }))}
        />
      </Form.Item>
      {/* Two fields: the panel of a range is wider than a phone. */}
      <div className="row">
        {(['fromOn', 'untilOn'] as const).map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={text[name]}
            rules={[{ required: true, message: text.needDay }]}
          >
            <DatePicker disabledDate={(day: Dayjs) => day.format('YYYY-MM-DD') < todayInChina()} />
          </Form.Item>
        ))}
      </div>
      <Form.Item
        name="reason"
        label={text.reason}
        rules={[{ required: true, whitespace: true, message: text.needReason }]}
      >
        <Input maxLength={200} placeholder={text.reasonHint} />
      </Form.Item>
      {error !== null && <LendFailure error={error} />}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={busy}>
          {text.submit}
        </Button>
        <Button onClick={close}>{text.back}</Button>
      </div>
    </Form>
  )
}

function LendFailure({ error }: { error: unknown }) {
  const text = useText(delegationText)
  const { facts } = readError(error)
  const faults: Readonly<Record<string, string>> = text.faults
  const worded = typeof facts['fault'] === 'string' ? faults[facts['fault']] : undefined
  return (
    <div className="password-failure">
      {worded === undefined ? (
        <ErrorState error={error} />
      ) : (
        <Alert type="warning" showIcon role="alert" title={worded} />
      )}
    </div>
  )
}
