// The page of accounts: who may sign in with which roles, page by page; a row opens the account beside the list.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Input, Pagination, Select } from 'antd'
import { useMemo, useState } from 'react'
import { type Role, roles as allRoles } from '../../../core/access.ts'
import { api, client } from '../../../core/web/client.ts'
import { useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { roleText } from '../../../core/web/roles.ts'
import { useMay } from '../../../core/web/session.ts'
import { EmptyState } from '../../../core/web/status.tsx'
import { type Column, saveCsv, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Account } from '../contract.ts'
import { AccountDrawer } from './account-drawer.tsx'
import { AccountState } from './account-state.tsx'
import './accounts.css'
import { CreateAccount } from './create-account.tsx'
import { FirstPassword, type Handed } from './first-password.tsx'
import { ImportAccounts } from './import-accounts.tsx'
import { dayOf, minuteOf } from './moment.ts'
import { accountsText } from './words.ts'

const perPage = 100
const mostExported = 20_000

type State = Account['state']
const states: readonly State[] = ['active', 'waiting', 'first_password', 'locked', 'disabled']

/** The filters as they stand in the address. */
function useWish() {
  const [search, setSearch] = useQueryPart('search')
  const [state, setState] = useQueryPart('state')
  const [role, setRole] = useQueryPart('role')
  const [page, setPage] = useQueryPart('page')
  const filter = {
    ...(search === null ? {} : { search }),
    ...(states.some((each) => each === state) ? { state: state as State } : {}),
    ...(allRoles.some((each) => each === role) ? { role: role as Role } : {}),
  }
  const number = Math.max(1, Number(page) || 1)
  return { search, setSearch, state, setState, role, setRole, number, setPage, filter }
}

export function Accounts() {
  const text = useText(accountsText)
  const roles = useText(roleText)
  const may = useMay()
  const wish = useWish()
  const { filter, number } = wish
  const query = useQuery(
    api.accounts.list.queryOptions({
      input: { ...filter, limit: perPage, offset: (number - 1) * perPage },
      placeholderData: keepPreviousData,
    }),
  )
  const columns = useColumns()
  const [opened, setOpened] = useQueryPart('account')
  const [creating, setCreating] = useState(false)
  const [importing, setImporting] = useState(false)
  const [handed, setHanded] = useState<Handed | null>(null)
  const filtered = Object.keys(filter).length > 0
  const turn = (set: (value: string | null) => void) => (value: string | null) => {
    wish.setPage(null)
    set(value)
  }
  const clear = () => {
    for (const set of [wish.setSearch, wish.setState, wish.setRole, wish.setPage]) set(null)
  }
  const exportAll = async () => {
    const { accounts } = await client.accounts.list({ ...filter, limit: mostExported, offset: 0 })
    saveCsv(
      text.title,
      columns.map((column) => column.title),
      accounts.map((each) => columns.map((column) => column.text(each))),
    )
  }
  return (
    <Page
      title={text.title}
      what={text.what}
      {...(may('account.manage')
        ? {
            primary: { label: text.create, act: () => setCreating(true) },
            extra: <Button onClick={() => setImporting(true)}>{text.importTitle}</Button>,
          }
        : {})}
      filters={
        <>
          <Input.Search
            aria-label={text.search}
            placeholder={text.search}
            defaultValue={wish.search ?? ''}
            allowClear
            className="account-search"
            onSearch={(value) => turn(wish.setSearch)(value.trim())}
          />
          <Select
            aria-label={text.state}
            className="account-filter"
            value={wish.state ?? ''}
            onChange={turn(wish.setState)}
            options={[
              { value: '', label: text.everyState },
              ...states.map((value) => ({ value, label: text.states[value] })),
            ]}
          />
          <Select
            aria-label={text.role}
            className="account-filter"
            value={wish.role ?? ''}
            onChange={turn(wish.setRole)}
            options={[
              { value: '', label: text.everyRole },
              ...allRoles.map((value) => ({ value, label: roles[value] })),
            ]}
          />
          <span className="third">{query.data && text.total(query.data.total)}</span>
          <Button type="text" onClick={() => void exportAll()}>
            {text.exportAll}
          </Button>
        </>
      }
    >
      {query.data?.total === 0 && filtered ? (
        <EmptyState
          title={text.noMatch}
          hint={text.noMatchHint}
          action={<Button onClick={clear}>{text.clear}</Button>}
        />
      ) : (
        <Table
          name="accounts"
          title={text.title}
          bare
          rows={query.data?.accounts}
          columns={columns}
          rowKey={(each) => each.id}
          open={(each) => setOpened(each.id)}
          marked={(each) => each.id === opened}
          error={query.error}
          retry={() => void query.refetch()}
          empty={{ title: text.empty, hint: text.emptyHint }}
        />
      )}
      {(query.data?.total ?? 0) > perPage && (
        <Pagination
          className="account-pages"
          current={number}
          pageSize={perPage}
          total={query.data?.total ?? 0}
          showSizeChanger={false}
          onChange={(next) => wish.setPage(String(next))}
        />
      )}
      {opened && (
        <AccountDrawer key={opened} accountId={opened} close={() => setOpened(null)} reset={setHanded} />
      )}
      {creating && (
        <CreateAccount
          close={() => setCreating(false)}
          created={(next) => {
            setCreating(false)
            setHanded(next)
          }}
        />
      )}
      {importing && <ImportAccounts close={() => setImporting(false)} />}
      {handed && <FirstPassword handed={handed} close={() => setHanded(null)} />}
    </Page>
  )
}

function useColumns(): readonly Column<Account>[] {
  const text = useText(accountsText)
  const roles = useText(roleText)
  return useMemo(
    () => [
      { key: 'name', title: text.displayName, text: (each) => each.displayName, width: 130, card: 'title' },
      { key: 'username', title: text.username, text: (each) => each.username, width: 140, card: 'fact' },
      { key: 'staffNo', title: text.person, text: (each) => each.staffNo, width: 120, card: 'none' },
      {
        key: 'grants',
        title: text.grants,
        text: (each) =>
          each.grants.map((grant) => text.grantAt(roles[grant.role], grant.unitName)).join('、') || null,
        render: (each) =>
          each.grants.length === 0 ? (
            <span className="third">
              {each.wish ? text.wish(roles[each.wish.role], each.wish.unitName) : text.noGrants}
            </span>
          ) : (
            each.grants.map((grant) => (
              <span key={`${grant.role} ${grant.unitId} ${grant.until}`} className="chip grant-chip">
                {text.grantAt(roles[grant.role], grant.unitName)}
              </span>
            ))
          ),
        card: 'fact',
      },
      {
        key: 'state',
        title: text.state,
        text: (each) => text.states[each.state],
        render: (each) => <AccountState account={each} />,
        width: 120,
        card: 'fact',
      },
      {
        key: 'lastSignIn',
        title: text.lastSignIn,
        text: (each) => (each.lastSignInAt === null ? text.never : minuteOf(each.lastSignInAt)),
        width: 160,
        card: 'none',
      },
      {
        key: 'createdAt',
        title: text.createdAt,
        text: (each) => dayOf(each.createdAt),
        width: 120,
        card: 'none',
      },
    ],
    [text, roles],
  )
}
