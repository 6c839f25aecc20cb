// Who may do what where, and why: by person, by permission, by unit; from the same table of roles that guards the server.
import { useQuery } from '@tanstack/react-query'
import { Segmented, Select } from 'antd'
import { useMemo } from 'react'
import { type Permission, permissions, type Role, roleMay } from '../../../core/access.ts'
import { api, type Client } from '../../../core/web/client.ts'
import { useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { roleText } from '../../../core/web/roles.ts'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import './accounts.css'
import { matrixText, permissionsText } from './words.ts'

type Access = Awaited<ReturnType<Client['accounts']['matrix']>>
type Unit = Access['units'][number]

/** One permission of one account, by one grant or loan. */
type Line = {
  readonly key: string
  readonly name: string
  readonly username: string
  readonly disabled: boolean
  readonly permission: Permission | null
  readonly role: Role
  readonly unitId: string
  readonly unitName: string
  readonly below: number
  readonly until: string | null
  readonly lender: string | null
}

const views = ['account', 'permission', 'unit'] as const
type View = (typeof views)[number]

export function Matrix() {
  const text = useText(matrixText)
  const { permissions: names } = useText(permissionsText)
  const query = useQuery(api.accounts.matrix.queryOptions({ input: {}, staleTime: 60_000 }))
  const [by, setBy] = useQueryPart('by')
  const [permission, setPermission] = useQueryPart('permission')
  const [unitId, setUnitId] = useQueryPart('unit')
  const view: View = views.find((each) => each === by) ?? 'account'
  const chosen = permissions.find((each) => each === permission) ?? 'person.read'
  const unit = query.data?.units.find((each) => each.id === unitId) ?? query.data?.units[0]
  const lines = useMemo(
    () => query.data && linesOf(query.data, view, chosen, unit),
    [query.data, view, chosen, unit],
  )
  const columns = useColumns(view, unit)
  return (
    <Page
      title={text.title}
      what={text.what}
      filters={
        <>
          <Segmented
            value={view}
            onChange={(next) => setBy(next)}
            options={views.map((value) => ({ value, label: text.by[value] }))}
          />
          {view === 'permission' && (
            <Select
              aria-label={text.choosePermission}
              className="matrix-choice"
              value={chosen}
              onChange={(value) => setPermission(value)}
              options={permissions.map((value) => ({ value, label: names[value] }))}
            />
          )}
          {view === 'unit' && (
            <Select
              aria-label={text.chooseUnit}
              className="matrix-choice"
              value={unit?.id ?? ''}
              onChange={(value) => setUnitId(value)}
              showSearch={{ optionFilterProp: 'label' }}
              options={(query.data?.units ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </>
      }
    >
      <Table
        key={view}
        name={`access-${view}`}
        title={text.title}
        rows={lines}
        columns={columns}
        rowKey={(line) => line.key}
        error={query.error}
        retry={() => void query.refetch()}
        empty={{ title: text.empty, hint: text.emptyHint }}
      />
    </Page>
  )
}

function linesOf(
  { accounts, units }: Access,
  view: View,
  permission: Permission,
  unit: Unit | undefined,
): readonly Line[] {
  const below = new Map<string, number>()
  for (const each of units)
    for (const step of each.path.slice(0, -1)) below.set(step, (below.get(step) ?? 0) + 1)
  return accounts.flatMap((account) =>
    account.grants.flatMap((grant): readonly Line[] => {
      if (view === 'unit' && unit?.path.includes(grant.unitId) !== true) return []
      const may =
        view === 'account'
          ? permissions.filter((each) => roleMay(grant.role, each))
          : view === 'permission'
            ? [permission].filter((each) => roleMay(grant.role, each))
            : [null]
      return may.map((each) => ({
        key: `${account.id} ${grant.role} ${grant.unitId} ${grant.until} ${each}`,
        name: account.displayName,
        username: account.username,
        disabled: account.disabled,
        permission: each,
        below: below.get(grant.unitId) ?? 0,
        ...grant,
      }))
    }),
  )
}

function useColumns(view: View, unit: Unit | undefined): readonly Column<Line>[] {
  const text = useText(matrixText)
  const roles = useText(roleText)
  const { permissions: names } = useText(permissionsText)
  return useMemo(() => {
    const all: (Column<Line> & { views?: readonly View[] })[] = [
      {
        key: 'name',
        title: text.account,
        text: (line) => line.name,
        sort: true,
        filter: true,
        width: 130,
        card: 'title',
      },
      {
        key: 'username',
        title: text.username,
        text: (line) => line.username,
        sort: true,
        width: 140,
        card: 'fact',
      },
      {
        key: 'permission',
        title: text.permission,
        text: (line) => (line.permission === null ? null : names[line.permission]),
        filter: true,
        width: 300,
        card: 'fact',
        views: ['account'],
      },
      {
        key: 'role',
        title: text.role,
        text: (line) => roles[line.role],
        sort: true,
        filter: true,
        width: 130,
        card: 'fact',
      },
      {
        key: 'reach',
        title: text.reach,
        text: (line) =>
          view !== 'unit'
            ? text.below(line.unitName, line.below)
            : line.unitId === unit?.id
              ? text.direct
              : text.above(line.unitName),
        filter: true,
        width: 240,
        card: 'fact',
      },
      {
        key: 'from',
        title: text.from,
        text: (line) => (line.until === null ? text.own : text.lent(line.lender ?? '', line.until)),
        filter: true,
        width: 180,
        card: 'fact',
      },
      {
        key: 'state',
        title: text.state,
        text: (line) => (line.disabled ? text.disabled : text.active),
        filter: true,
        width: 100,
        card: 'none',
      },
    ]
    return all.filter((column) => column.views === undefined || column.views.includes(view))
  }, [text, roles, names, view, unit])
}
