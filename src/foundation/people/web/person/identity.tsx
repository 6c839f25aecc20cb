// Identity on a person's page: masked, entered, shown one field at a time with a reason, deleted on request.
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { api, client } from '../../../../core/web/client.ts'
import { Cite } from '../../../../core/web/law.tsx'
import { FactList, Section } from '../../../../core/web/page.tsx'
import { ErrorState, Loading } from '../../../../core/web/status.tsx'
import { useText } from '../../../../core/web/text.ts'
import { useName } from '../../../org/web/index.ts'
import { erasureCites } from '../../rules/erasure.ts'
import { type IdentityField, identityFields } from '../../words.ts'
import { Change, Refused } from '../change.tsx'
import { changeText } from '../change-words.ts'
import { personText } from '../words.ts'
import type { ActProps, PersonPage } from './part.ts'

const shownFor = 60_000

export function IdentityPart({ person, enter }: { person: PersonPage; enter: () => void }) {
  const text = useText(personText)
  const name = useName()
  const [asking, setAsking] = useState<IdentityField | null>(null)
  const [clear, setClear] = useState<{ field: IdentityField; value: string | null } | null>(null)
  useEffect(() => {
    if (clear === null) return undefined
    const timer = setTimeout(() => setClear(null), shownFor)
    return () => clearTimeout(timer)
  }, [clear])
  const { idNumber, phone, health } = person.identity
  const masked: Record<IdentityField, string | null> = { idNumber, phone, health: health ? text.kept : null }
  return (
    <Section
      title={text.identity}
      hint={text.identityHint}
      extra={person.mayWrite && <Button onClick={enter}>{text.writeIdentity}</Button>}
    >
      <FactList
        facts={identityFields.map(({ value: field }) => ({
          label: name(identityFields, field),
          value: (
            <span className="row">
              {clear?.field === field ? (
                <Shown value={clear.value} hide={() => setClear(null)} />
              ) : (
                <>
                  <span className="sealed">{masked[field] ?? text.none}</span>
                  {masked[field] !== null && person.mayReadIdentity && (
                    <Button
                      size="small"
                      type="link"
                      aria-label={`${text.reveal} ${name(identityFields, field)}`}
                      onClick={() => setAsking(field)}
                    >
                      {text.reveal}
                    </Button>
                  )}
                </>
              )}
            </span>
          ),
        }))}
      />
      {asking !== null && (
        <Reveal
          personId={person.id}
          field={asking}
          close={() => setAsking(null)}
          show={(value) => {
            setClear({ field: asking, value })
            setAsking(null)
          }}
        />
      )}
    </Section>
  )
}

function Shown({ value, hide }: { value: string | null; hide: () => void }) {
  const text = useText(changeText)
  return (
    <>
      <strong className="sealed" title={text.copied}>
        {value}
      </strong>
      <Button size="small" type="link" onClick={hide}>
        {text.hide}
      </Button>
    </>
  )
}

type RevealProps = {
  personId: string
  field: IdentityField
  close: () => void
  show: (value: string | null) => void
}

function Reveal({ personId, field, close, show }: RevealProps) {
  const text = useText(changeText)
  const name = useName()
  const [form] = Form.useForm<{ reason: string }>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const ask = async (reason: string) => {
    setBusy(true)
    try {
      const { value } = await client.people.reveal({ personId, field, reason })
      show(value)
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={text.revealTitle(name(identityFields, field))}
      okText={text.revealNow}
      cancelText={text.cancel}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p className="second prose change-hint">{text.revealHint}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => void ask(reason)}>
        <Form.Item
          name="reason"
          label={text.reason}
          rules={[{ required: true, whitespace: true, min: 4, message: text.needReason }]}
        >
          <Input maxLength={200} autoFocus />
        </Form.Item>
      </Form>
      <Refused error={error} />
    </Modal>
  )
}

type IdentityFields = {
  idNumber?: string
  phone?: string
  health?: string
  cleared?: IdentityField[]
}

export function EditIdentity({ person, close }: ActProps) {
  const text = useText(changeText)
  const name = useName()
  const present = identityFields.filter(
    ({ value }) => person.identity[value] !== null && person.identity[value] !== false,
  )
  return (
    <Change<IdentityFields>
      title={text.identityTitle}
      button={text.save}
      hint={text.identityHint}
      close={close}
      act={({ cleared = [], ...typed }) => {
        // Left empty it stays; deleted only where that was ticked.
        const given = (field: IdentityField) => {
          if (cleared.includes(field)) return { [field]: null }
          const value = typed[field]?.trim() ?? ''
          return value === '' ? {} : { [field]: value }
        }
        return client.people.setIdentity({
          personId: person.id,
          version: person.version,
          ...given('idNumber'),
          ...given('phone'),
          ...given('health'),
        })
      }}
    >
      <Form.Item name="idNumber" label={name(identityFields, 'idNumber')} extra={text.idNumberHint}>
        <Input maxLength={40} autoComplete="off" placeholder={person.identity.idNumber ?? ''} />
      </Form.Item>
      <Form.Item name="phone" label={name(identityFields, 'phone')}>
        <Input
          maxLength={40}
          autoComplete="off"
          inputMode="tel"
          className="short-field"
          placeholder={person.identity.phone ?? ''}
        />
      </Form.Item>
      <Form.Item name="health" label={name(identityFields, 'health')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
      </Form.Item>
      {present.length > 0 && (
        <Form.Item name="cleared" label={text.clearField}>
          <Checkbox.Group
            options={present.map(({ value }) => ({ value, label: name(identityFields, value) }))}
          />
        </Form.Item>
      )}
    </Change>
  )
}

export function Erase({ person, close }: ActProps) {
  const text = useText(changeText)
  const query = useQuery(api.people.erasure.queryOptions({ input: { personId: person.id }, staleTime: 0 }))
  const data = query.data
  return (
    <Change<{ reason: string; replaceName?: boolean }>
      title={text.eraseTitle(person.name)}
      button={text.eraseNow}
      danger
      close={close}
      act={({ reason, replaceName = false }) =>
        client.people.erase({ personId: person.id, version: person.version, reason, replaceName })
      }
    >
      {query.error && <ErrorState error={query.error} />}
      {!data && !query.error && <Loading rows={4} />}
      {data && (
        <>
          <h3 className="erase-head">{text.deletes}</h3>
          {data.deletes.length === 0 ? (
            <Alert type="info" title={text.eraseNothing} />
          ) : (
            <ul className="erase-list">
              {data.deletes.map((what) => (
                <li key={what}>{text.erasable[what]}</li>
              ))}
            </ul>
          )}
          <h3 className="erase-head">{text.keeps}</h3>
          <ul className="erase-list second">
            {data.keeps.map(({ what, count }) => (
              <li key={what}>
                {text.kept[what]}
                {count !== null && <span className="third"> {text.count(count)}</span>}
              </li>
            ))}
            {!data.mayReplaceName && <li>{text.nameKept}</li>}
          </ul>
          {erasureCites.map((cite) => (
            <Cite key={cite.article} cite={cite} />
          ))}
          <Form.Item
            name="reason"
            label={text.eraseReason}
            className="erase-head"
            rules={[{ required: true, whitespace: true, message: text.need }]}
          >
            <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} />
          </Form.Item>
          {data.mayReplaceName && (
            <Form.Item name="replaceName" valuePropName="checked">
              <Checkbox>{text.replaceName}</Checkbox>
            </Form.Item>
          )}
        </>
      )}
    </Change>
  )
}
