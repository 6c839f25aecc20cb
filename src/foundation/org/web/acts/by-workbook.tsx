// What is entered in the institution workbook: which sheet, which columns, the code of the unit, and the way there.
import { Modal, Typography } from 'antd'
import { useGo } from '../../../../core/web/go.tsx'
import { FactList } from '../../../../core/web/page.tsx'
import { useText } from '../../../../core/web/text.ts'
import { actText } from '../act-words.ts'
import type { ActProps } from './dialog.tsx'

export function ByWorkbook({ unit, act, close }: ActProps & { act: 'cover' | 'term' | 'form' }) {
  const text = useText(actText)
  const go = useGo()
  const { title, sheet, columns } = text.sheets[act]
  return (
    <Modal
      open
      title={title(unit.name)}
      onCancel={close}
      onOk={() => go('/workbook')}
      okText={text.openWorkbook}
      cancelText={text.cancel}
    >
      <p className="second prose dialog-hint">{text.sheetHint}</p>
      <div className="dialog-hint">
        <FactList
          facts={[
            { label: text.sheet, value: sheet },
            { label: text.columns, value: columns },
            { label: text.code, value: <Typography.Text copyable>{unit.code}</Typography.Text> },
          ]}
        />
      </div>
    </Modal>
  )
}
