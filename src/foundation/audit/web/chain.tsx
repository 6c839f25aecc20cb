// The chain of the log: how long, its head to note on paper, who verified it last, and the comparison with a noted head.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { FactList, Section } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useText } from '../../../core/web/text.ts'
import { momentText } from './difference.ts'
import type { Verify } from './verify.tsx'
import { auditText } from './words.ts'

const hex = /^[0-9a-f]{16,64}$/
const plain = (text: string): string => text.replace(/\s/g, '').toLowerCase()

export function Chain({ unitId, verify }: { unitId: string; verify: Verify }) {
  const text = useText(auditText)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const status = useQuery(api.audit.status.queryOptions({ input: { unitId } })).data
  const phone = useIsPhone()
  const [comparing, setComparing] = useState(false)
  const [form] = Form.useForm<{ seq: number; hash: string }>()
  if (status === undefined) return null
  const { head, lastCheck } = status
  const at = lastCheck === null ? '' : momentText(lastCheck.at)
  const by = lastCheck?.by ?? text.byJob
  const copy = () =>
    void navigator.clipboard?.writeText(`${head?.seq}:${head?.hash}`).then(() => message.success(text.copied))
  return (
    <Section title={text.chain} hint={text.chainHint} extra={verify.button}>
      <div className="audit-chain">
        <FactList
          facts={[
            { label: text.entries, value: head?.seq ?? 0 },
            {
              label: text.head,
              value:
                head === null ? (
                  '—'
                ) : (
                  <>
                    <code className="audit-head">
                      <strong>{grouped(head.hash.slice(0, 16))}</strong> {grouped(head.hash.slice(16))}
                    </code>
                    <Button type="link" size="small" className="no-print" onClick={copy}>
                      {text.copy}
                    </Button>
                    <div className="third">{text.headHint(head.seq)}</div>
                  </>
                ),
            },
            {
              label: text.lastCheck,
              value:
                lastCheck === null ? (
                  text.never
                ) : lastCheck.brokenAt === null ? (
                  text.lastWhole(lastCheck.entries, at, by)
                ) : (
                  <strong className="audit-broken">{text.lastBroken(lastCheck.brokenAt, at, by)}</strong>
                ),
            },
          ]}
        />
        {verify.result}
        {comparing ? (
          <Form
            form={form}
            layout={phone ? 'vertical' : 'inline'}
            className="no-print"
            onFinish={({ seq, hash }) => {
              verify.run({ seq, hash: plain(hash) })
              void queries.invalidateQueries({ queryKey: api.audit.status.key() })
            }}
          >
            <Form.Item
              name="seq"
              label={text.notedSeq}
              rules={[{ required: true, message: text.notedWrong }]}
            >
              <InputNumber min={1} precision={0} autoFocus />
            </Form.Item>
            <Form.Item
              name="hash"
              label={text.notedHash}
              className="audit-noted"
              rules={[
                {
                  required: true,
                  validator: (_, value: string | undefined) =>
                    hex.test(plain(value ?? ''))
                      ? Promise.resolve()
                      : Promise.reject(new Error(text.notedWrong)),
                },
              ]}
              validateTrigger="onBlur"
            >
              <Input maxLength={100} />
            </Form.Item>
            <Button htmlType="submit" loading={verify.busy}>
              {text.compareNow}
            </Button>
          </Form>
        ) : (
          <div className="no-print">
            <Button type="link" className="audit-compare" onClick={() => setComparing(true)}>
              {text.compare}
            </Button>
          </div>
        )}
      </div>
    </Section>
  )
}

/** In fours, as one copies by hand. */
const grouped = (hash: string): string => hash.replace(/(.{4})(?=.)/g, '$1 ')
