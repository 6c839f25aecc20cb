// How I want to be told: the bell, one mail a day, its hour and the quiet hours, and my calendar.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Popconfirm, Switch, TimePicker } from 'antd'
import dayjs from 'dayjs'
import customParseFormat from 'dayjs/plugin/customParseFormat.js'
import { useState } from 'react'
import { api, type Client, client, readError } from '../../../core/web/client.ts'
import { tasksKey } from '../../../core/web/frame.tsx'
import { Columns, Page, Section } from '../../../core/web/page.tsx'
import { ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { minuteOf } from './moment.ts'
import './notices.css'
import { noticeText, preferenceText } from './words.ts'

dayjs.extend(customParseFormat)

type Kept = Awaited<ReturnType<Client['notices']['preference']>>

const options = () => api.notices.preference.queryOptions({ input: {} })

export function Preferences() {
  const names = useText(noticeText)
  const text = useText(preferenceText)
  const query = useQuery(options())
  return (
    <Page
      title={names.screens.preferences}
      what={text.what}
      up={{ to: '/notices', label: names.screens.notices }}
    >
      {query.data ? (
        <Columns min={320}>
          <PreferenceForm key={query.data.version} kept={query.data} />
          <div className="preference-stack">
            <Calendar kept={query.data} />
          </div>
        </Columns>
      ) : query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}

type Fields = Pick<Kept, 'bell' | 'email' | 'digestAt' | 'quietFrom' | 'quietUntil'> & { address?: string }

function PreferenceForm({ kept }: { kept: Kept }) {
  const text = useText(preferenceText)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const fail = useFailure()
  const [form] = Form.useForm<Fields>()
  const email = Form.useWatch('email', form) ?? kept.email
  const reload = async () => {
    await queries.invalidateQueries(options())
    await queries.invalidateQueries({ queryKey: tasksKey })
  }
  const save = useMutation({
    mutationFn: ({ address = '', ...fields }: Fields) =>
      client.notices.savePreference({
        ...fields,
        address: address.trim() === '' ? null : address.trim(),
        version: kept.version,
      }),
    onSuccess: async () => {
      void message.success(text.saved)
      await reload()
    },
    onError: async (error) => {
      if (readError(error).code !== 'stale') return fail(error)
      void message.warning(text.stale)
      await reload()
    },
  })
  const tryOut = useMutation({
    mutationFn: () => client.notices.tryMail({}),
    onSuccess: () => void message.success(text.tried),
    onError: fail,
  })
  const { address, ...rest } = kept
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      validateTrigger="onBlur"
      scrollToFirstError={{ focus: true }}
      initialValues={{ ...rest, address: address ?? '' }}
      onFinish={(fields) => save.mutate(fields)}
    >
      <div className="preference-stack">
        <Section title={text.product}>
          <Form.Item name="bell" label={text.bell} extra={text.bellHint} valuePropName="checked">
            <Switch />
          </Form.Item>
        </Section>
        <Section title={text.mail}>
          {!kept.mailOffered && <Alert type="info" showIcon title={text.mailNone} />}
          <Form.Item name="email" label={text.email} valuePropName="checked">
            <Switch disabled={!kept.mailOffered && !kept.email} />
          </Form.Item>
          <Form.Item
            name="address"
            label={text.address}
            extra={text.addressHint}
            rules={[
              { required: email, message: text.addressMissing },
              { type: 'email', message: text.addressWrong },
            ]}
          >
            <Input type="email" autoComplete="email" maxLength={254} disabled={!email} />
          </Form.Item>
          {kept.email && kept.mailOffered && (
            <Button loading={tryOut.isPending} onClick={() => tryOut.mutate()}>
              {text.try}
            </Button>
          )}
        </Section>
        <Section title={text.times} hint={text.quietHint}>
          <div className="preference-times">
            {(['digestAt', 'quietFrom', 'quietUntil'] as const).map((name) => (
              <Form.Item
                key={name}
                name={name}
                label={text[name]}
                rules={[{ required: true, message: text.timeMissing }]}
              >
                <TimeField />
              </Form.Item>
            ))}
          </div>
        </Section>
        <div>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {text.save}
          </Button>
        </div>
      </div>
    </Form>
  )
}

type TimeFieldProps = { id?: string; value?: string; onChange?: (value: string | null) => void }

/** A time of day as text, HH:MM. */
function TimeField({ id, value, onChange }: TimeFieldProps) {
  return (
    <TimePicker
      {...(id === undefined ? {} : { id })}
      format="HH:mm"
      minuteStep={5}
      needConfirm={false}
      allowClear={false}
      value={value ? dayjs(value, 'HH:mm') : null}
      onChange={(time) => onChange?.(time ? time.format('HH:mm') : null)}
    />
  )
}

function Calendar({ kept }: { kept: Kept }) {
  const text = useText(preferenceText)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const fail = useFailure()
  // Shown once: the server keeps only its hash.
  const [address, setAddress] = useState<string | null>(null)
  const renew = useMutation({
    mutationFn: () => client.notices.renewCalendar({}),
    onSuccess: async ({ path }) => {
      setAddress(`${location.origin}${path}`)
      await queries.invalidateQueries(options())
    },
    onError: fail,
  })
  const revoke = useMutation({
    mutationFn: () => client.notices.revokeCalendar({}),
    onSuccess: async () => {
      setAddress(null)
      void message.success(text.calendarRevoked)
      await queries.invalidateQueries(options())
    },
    onError: fail,
  })
  const { calendar } = kept
  return (
    <Section title={text.calendar}>
      <p className="second prose">{text.calendarWhat}</p>
      {address !== null && (
        <>
          <p>
            <strong>{text.calendarOnce}</strong>
          </p>
          <div className="calendar-address">
            <Input
              readOnly
              value={address}
              aria-label={text.calendar}
              onFocus={(event) => event.target.select()}
            />
            <Button
              type="primary"
              onClick={() => {
                void navigator.clipboard.writeText(address).then(() => message.success(text.copied))
              }}
            >
              {text.copy}
            </Button>
          </div>
        </>
      )}
      {calendar === null ? (
        <Button loading={renew.isPending} onClick={() => renew.mutate()}>
          {text.calendarMake}
        </Button>
      ) : (
        <>
          <p className="third">
            {text.calendarOn(minuteOf(calendar.madeAt))} ·{' '}
            {calendar.readAt === null ? text.calendarNever : text.calendarRead(minuteOf(calendar.readAt))}
          </p>
          <div className="row">
            <Popconfirm
              title={text.calendarRenewAsk}
              okText={text.calendarRenew}
              cancelText={text.cancel}
              onConfirm={() => renew.mutate()}
            >
              <Button loading={renew.isPending}>{text.calendarRenew}</Button>
            </Popconfirm>
            <Button type="text" loading={revoke.isPending} onClick={() => revoke.mutate()}>
              {text.calendarRevoke}
            </Button>
          </div>
        </>
      )}
    </Section>
  )
}
