// When reports are due, on what day a day off moves them, and the goal of the rate.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Select } from 'antd'
import { api, type Client, client } from '../../../core/web/client.ts'
import { Page, Section } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { useAddressView } from '../../../foundation/duties/web/index.ts'
import { shifts } from '../rules.ts'
import { monthlyText, platformText } from './words.ts'

type Settings = Awaited<ReturnType<Client['monthly']['settings']>>

export function MonthlySettings() {
  const text = useText(platformText).settings
  const general = useText(monthlyText)
  const { unit } = useAddressView()
  const query = useQuery(
    api.monthly.settings.queryOptions({ input: { unitId: unit?.id ?? '' }, enabled: unit !== null }),
  )
  if (!unit) return <EmptyState title={general.noUnit} />
  return (
    <Page title={text.title} what={text.what} up={{ to: '/monthly', label: general.nav }}>
      {query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : query.data ? (
        <SettingsForm key={query.data.version} unitId={unit.id} saved={query.data} />
      ) : (
        <Loading what={text.title} />
      )}
    </Page>
  )
}

type Values = Omit<Settings, 'goal' | 'firstMonth' | 'version' | 'mayWrite'> & {
  goal: number
  firstMonth: string
}

function SettingsForm({ unitId, saved }: { unitId: string; saved: Settings }) {
  const text = useText(platformText).settings
  const queries = useQueryClient()
  const { message } = App.useApp()
  const write = useMutation({
    mutationFn: ({ goal, firstMonth, ...days }: Values) =>
      client.monthly.saveSettings({
        ...days,
        unitId,
        goal: Math.round(goal * 10),
        firstMonth: firstMonth === '' ? null : firstMonth,
        version: saved.version,
      }),
    onSuccess: () => message.success(text.saved),
    onError: useFailure(),
    onSettled: () => queries.invalidateQueries({ queryKey: api.monthly.key() }),
  })
  const day = (name: 'branchDay' | 'generalDay' | 'institutionDay', label: string) => (
    <Form.Item name={name} label={label} rules={[{ required: true, message: label }]}>
      <InputNumber min={1} max={28} precision={0} />
    </Form.Item>
  )
  return (
    <Section>
      <Form<Values>
        layout="vertical"
        disabled={!saved.mayWrite}
        initialValues={{ ...saved, goal: saved.goal / 10, firstMonth: saved.firstMonth ?? '' }}
        onFinish={(values) => write.mutate(values)}
        style={{ maxWidth: 480 }}
      >
        {day('branchDay', text.branch)}
        {day('generalDay', text.general)}
        {day('institutionDay', text.institution)}
        <Form.Item name="shift" label={text.shift}>
          <Select
            options={shifts.map((value) => ({ value, label: text.shifts[value] }))}
            style={{ maxWidth: 260 }}
          />
        </Form.Item>
        <Form.Item
          name="goal"
          label={text.goal}
          extra={text.goalHint}
          rules={[{ required: true, message: text.goal }]}
        >
          <InputNumber min={0} max={100} precision={1} />
        </Form.Item>
        <Form.Item name="firstMonth" label={text.first} extra={text.firstHint}>
          <Input type="month" style={{ maxWidth: 180 }} />
        </Form.Item>
        {saved.mayWrite ? (
          <Button type="primary" htmlType="submit" loading={write.isPending}>
            {text.save}
          </Button>
        ) : (
          <p className="third">{text.readOnly}</p>
        )}
      </Form>
    </Section>
  )
}
