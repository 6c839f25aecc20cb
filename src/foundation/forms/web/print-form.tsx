// A button that makes one standard form of a record as a Word file.
import { FileWordOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button, Tooltip } from 'antd'
import { client } from '../../../core/web/client.ts'
import { useFailure } from '../../../core/web/status.tsx'
import { save } from '../../../core/web/table.tsx'

export function PrintForm(props: {
  formId: string
  subjectId: string
  /** A year or a month, for a form of a unit. */
  period?: string
  label: string
  /** Why it cannot be made now. */
  blocked?: string | undefined
}) {
  const { formId, subjectId, period, label, blocked } = props
  const failed = useFailure()
  const print = useMutation({
    mutationFn: () => client.forms.print({ formId, subjectId, ...(period === undefined ? {} : { period }) }),
    onSuccess: (word) => save(word.name, word),
    onError: failed,
  })
  const button = (
    <Button
      icon={<FileWordOutlined />}
      loading={print.isPending}
      aria-disabled={blocked !== undefined}
      className={blocked === undefined ? '' : 'blocked'}
      onClick={() => {
        if (blocked === undefined) print.mutate()
      }}
    >
      {label}
    </Button>
  )
  return blocked === undefined ? button : <Tooltip title={blocked}>{button}</Tooltip>
}
