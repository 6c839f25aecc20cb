// The page of the security policy: what passwords, sessions and second factors of an institution must be.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, InputNumber, Select } from 'antd'
import { roles as allRoles } from '../../../core/access.ts'
import { api, readError } from '../../../core/web/client.ts'
import { Columns, Page, Section } from '../../../core/web/page.tsx'
import { roleText } from '../../../core/web/roles.ts'
import { useMe } from '../../../core/web/session.ts'
import { ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Policy } from '../rules.ts'
import './accounts.css'
import { policyText } from './words.ts'

export function SecurityPolicy() {
  const text = useText(policyText)
  const me = useMe()
  const unitId = me.grants.find((grant) => grant.role === 'security_admin')?.unitId ?? ''
  const query = useQuery(api.accounts.policy.queryOptions({ input: { unitId } }))
  return (
    <Page title={text.title} what={text.what}>
      {query.data ? (
        <PolicyForm key={query.data.version} unitId={unitId} kept={query.data} />
      ) : query.isPending ? (
        <Loading />
      ) : (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      )}
    </Page>
  )
}

function PolicyForm({ unitId, kept }: { unitId: string; kept: Policy & { version: number | null } }) {
  const text = useText(policyText)
  const roles = useText(roleText)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const failed = useFailure()
  const save = useMutation(
    api.accounts.savePolicy.mutationOptions({
      onSuccess: async () => {
        message.success(text.saved)
        await queries.invalidateQueries({ queryKey: api.accounts.key() })
      },
      onError: (error) => {
        if (readError(error).facts['reason'] === 'administrator_length') message.warning(text.order)
        else failed(error)
      },
    }),
  )
  const number = (name: keyof Policy, min: number, max: number, extra?: string) => (
    <Form.Item name={name} label={text[name as keyof typeof text] as string} {...(extra ? { extra } : {})}>
      <InputNumber min={min} max={max} precision={0} />
    </Form.Item>
  )
  return (
    <Form<Policy>
      layout="vertical"
      requiredMark={false}
      initialValues={kept}
      onFinish={(fields) =>
        save.mutate({
          ...kept,
          ...fields,
          passwordDays: fields.passwordDays ?? null,
          totpRoles: fields.totpRoles ?? [],
          unitId,
        })
      }
    >
      {kept.version === null && <p className="third">{text.defaults}</p>}
      <Columns min={320}>
        <Section title={text.passwords}>
          {number('passwordLength', 10, 64)}
          {number('administratorLength', 12, 64)}
          {number('passwordDays', 30, 730, text.passwordDaysHint)}
        </Section>
        <Section title={text.sessions}>
          {number('sessionHours', 1, 24)}
          {number('idleMinutes', 5, 1440)}
          {number('lockAfter', 3, 20, text.lockHint)}
          {number('lockMinutes', 5, 1440)}
        </Section>
        <Section title={text.totp}>
          <Form.Item name="totpRoles" label={text.totpRoles} extra={text.totpHint}>
            <Select mode="multiple" options={allRoles.map((value) => ({ value, label: roles[value] }))} />
          </Form.Item>
        </Section>
      </Columns>
      <div className="policy-save">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {text.save}
        </Button>
      </div>
    </Form>
  )
}
