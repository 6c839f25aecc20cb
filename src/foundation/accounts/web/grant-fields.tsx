// The fields of a grant, role and unit, and the units one may choose from; of a wish the role may be left out.
import { useQuery } from '@tanstack/react-query'
import { Form, Select } from 'antd'
import { type Role, roles } from '../../../core/access.ts'
import { api } from '../../../core/web/client.ts'
import { roleText } from '../../../core/web/roles.ts'
import { useText } from '../../../core/web/text.ts'
import { accountsText, permissionsText } from './words.ts'

export type GrantFields = { role: Role; unitId: string }

/** `wish`: the role is only asked for, and may be left out. */
export function GrantItems({ wish = false }: { wish?: boolean }) {
  const text = useText(accountsText)
  const names = useText(roleText)
  const { about } = useText(permissionsText)
  const units = useQuery(api.accounts.units.queryOptions({ input: {}, staleTime: 5 * 60_000 }))
  return (
    <>
      <Form.Item
        name={wish ? 'wishedRole' : 'role'}
        label={wish ? text.wishedRole : text.role}
        {...(wish ? { extra: text.wishedRoleHint } : { rules: [{ required: true, message: text.needRole }] })}
      >
        <Select
          allowClear={wish}
          options={roles.map((value) => ({ value, label: names[value] }))}
          listHeight={360}
          optionRender={({ data }) => (
            <div>
              <div>{data.label}</div>
              <div className="third">{about[data.value]}</div>
            </div>
          )}
        />
      </Form.Item>
      <Form.Item name="unitId" label={text.unit} rules={[{ required: true, message: text.needUnit }]}>
        <Select
          showSearch={{
            filterOption: (input, option) =>
              `${option?.above ?? ''} ${option?.label ?? ''}`
                .toLowerCase()
                .includes(input.trim().toLowerCase()),
          }}
          loading={units.isPending}
          options={(units.data?.units ?? []).map(({ id, name, above }) => ({
            value: id,
            label: name,
            above: above.join(' / '),
          }))}
          optionRender={({ data }) => (
            <div>
              <div>{data.label}</div>
              {data.above !== '' && <div className="third">{data.above}</div>}
            </div>
          )}
        />
      </Form.Item>
    </>
  )
}
