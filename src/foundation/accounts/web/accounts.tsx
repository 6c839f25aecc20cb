// The page of accounts: who may sign in with which roles; a row opens the account beside the list.
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { roleText } from '../../../core/web/roles.ts'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Account } from '../contract.ts'
import { AccountDrawer } from './account-drawer.tsx'
import { AccountState, createdOn, stateWord } from './account-state.tsx'
import './accounts.css'
import { CreateAccount } from './create-account.tsx'
import { FirstPassword, type Handed } from './first-password.tsx'
import { accountsText } from './words.ts'

export function Accounts() {
  const text = useText(accountsText)
  const query = useQuery(api.accounts.list.queryOptions({ input: {} }))
  const columns = useColumns()
  const [opened, setOpened] = useQueryPart('account')
  const [creating, setCreating] = useState(false)
  const [handed, setHanded] = useState<Handed | null>(null)
  const accounts = query.data?.accounts
  const account = accounts?.find((each) => each.id === opened)
  return (
    <Page title={text.title} what={text.what} primary={{ label: text.create, act: () => setCreating(true) }}>
      <Table
        name="accounts"
        title={text.title}
        rows={accounts}
        columns={columns}
        rowKey={(each) => each.id}
        open={(each) => setOpened(each.id)}
        marked={(each) => each.id === opened}
        error={query.error}
        retry={() => void query.refetch()}
        empty={{ title: text.empty, hint: text.emptyHint }}
      />
      {account && accounts && (
        <AccountDrawer
          key={account.id}
          account={account}
          accounts={accounts}
          close={() => setOpened(null)}
          reset={setHanded}
        />
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
      {handed && <FirstPassword handed={handed} close={() => setHanded(null)} />}
    </Page>
  )
}

function useColumns(): readonly Column<Account>[] {
  const text = useText(accountsText)
  const roles = useText(roleText)
  return useMemo(
    () => [
      {
        key: 'name',
        title: text.displayName,
        text: (each) => each.displayName,
        sort: true,
        width: 140,
        card: 'title',
      },
      {
        key: 'username',
        title: text.username,
        text: (each) => each.username,
        sort: true,
        width: 150,
        card: 'fact',
      },
      {
        key: 'grants',
        title: text.grants,
        text: (each) =>
          each.grants.map((grant) => text.grantAt(roles[grant.role], grant.unitName)).join('、') || null,
        render: (each) =>
          each.grants.length === 0 ? (
            <span className="third">{text.noGrants}</span>
          ) : (
            each.grants.map((grant) => (
              <span key={`${grant.role} ${grant.unitId}`} className="chip grant-chip">
                {text.grantAt(roles[grant.role], grant.unitName)}
              </span>
            ))
          ),
        card: 'fact',
      },
      {
        key: 'state',
        title: text.state,
        text: (each) => stateWord(each, text),
        render: (each) => <AccountState account={each} />,
        filter: true,
        width: 120,
        card: 'fact',
      },
      {
        key: 'createdAt',
        title: text.createdAt,
        text: createdOn,
        sort: true,
        width: 130,
        card: 'none',
      },
    ],
    [text, roles],
  )
}
