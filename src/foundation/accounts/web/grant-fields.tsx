// The two fields of a grant, role and unit, and the units one may choose from.
import { Form, Select } from 'antd'
import { type Role, roles } from '../../../core/access.ts'
import { roleText } from '../../../core/web/roles.ts'
import { useMay } from '../../../core/web/session.ts'
import { useText } from '../../../core/web/text.ts'
import { useUnits } from '../../../core/web/view.ts'
import type { Account } from '../contract.ts'
import { accountsText, permissionsText } from './words.ts'

export type GrantFields = { role: Role; unitId: string }

/** `accounts`: their grants name units that an administrator without the tree would not know. */
export function GrantItems({ accounts }: { accounts: readonly Account[] }) {
  const text = useText(accountsText)
  const names = useText(roleText)
  const { about } = useText(permissionsText)
  const whole = useMay()('org.read')
  const { units } = useUnits()
  const known = new Map(units.map((unit) => [unit.id, { name: unit.name, above: unit.above.join(' / ') }]))
  for (const grant of accounts.flatMap((account) => account.grants)) {
    if (!known.has(grant.unitId)) known.set(grant.unitId, { name: grant.unitName, above: '' })
  }
  return (
    <>
      <Form.Item name="role" label={text.role} rules={[{ required: true, message: text.needRole }]}>
        <Select
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
      <Form.Item
        name="unitId"
        label={text.unit}
        {...(whole ? {} : { extra: text.unitsKnown })}
        rules={[{ required: true, message: text.needUnit }]}
      >
        <Select
          showSearch={{
            filterOption: (input, option) =>
              `${option?.above ?? ''} ${option?.label ?? ''}`
                .toLowerCase()
                .includes(input.trim().toLowerCase()),
          }}
          options={[...known].map(([value, { name, above }]) => ({ value, label: name, above }))}
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
