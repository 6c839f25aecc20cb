// Verifying the chain of hashes: one button, and sentences that say whether it holds and runs through a noted head.
import { SafetyCertificateOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { api, readError } from '../../../core/web/client.ts'
import { statusText } from '../../../core/web/status-words.ts'
import { useText } from '../../../core/web/text.ts'
import { momentText } from './difference.ts'
import { auditText } from './words.ts'

export type Verify = ReturnType<typeof useVerify>

export function useVerify(unitId: string) {
  const text = useText(auditText)
  const failed = useText(statusText)
  const queries = useQueryClient()
  const verify = useMutation(
    api.audit.verify.mutationOptions({
      // The list then shows as many entries as were verified.
      onSuccess: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: api.audit.list.key() }),
          queries.invalidateQueries({ queryKey: api.audit.status.key() }),
        ]),
    }),
  )
  // The result of another institution must not stand above this one's entries.
  const mine = verify.variables?.unitId === unitId
  const { data, error, submittedAt } = verify
  const time = text.verifiedAt(momentText(new Date(submittedAt).toISOString()))
  const button = (
    <Button
      icon={<SafetyCertificateOutlined />}
      loading={verify.isPending}
      onClick={() => verify.mutate({ unitId })}
    >
      {verify.isPending ? text.verifying : text.verify}
    </Button>
  )
  const result = !mine ? null : error ? (
    <Alert type="warning" showIcon role="alert" title={failed.happened[readError(error).code]} />
  ) : !data ? null : data.brokenAt === null ? (
    <Alert
      type="success"
      showIcon
      role="status"
      title={data.entries === 0 ? text.wholeEmpty : text.whole(data.entries)}
      description={time}
    />
  ) : (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={text.broken(data.brokenAt, data.brokenAt - 1)}
      description={
        <>
          <p>{text.brokenTodo}</p>
          <p>{time}</p>
        </>
      }
    />
  )
  const noted = mine && data?.noted ? data.noted : null
  return {
    button,
    busy: verify.isPending,
    run: (head: { seq: number; hash: string }) => verify.mutate({ unitId, noted: head }),
    result: (
      <>
        {result}
        {noted !== null && (
          <Alert
            type={noted === 'matches' ? 'success' : 'error'}
            showIcon
            role={noted === 'matches' ? 'status' : 'alert'}
            title={text.noted[noted]}
          />
        )}
      </>
    ),
  }
}
