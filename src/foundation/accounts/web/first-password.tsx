// A first password, shown once with a button to copy it; it is kept nowhere.
import { CopyOutlined } from '@ant-design/icons'
import { App, Button, Modal } from 'antd'
import { useText } from '../../../core/web/text.ts'
import { copyText } from './copy.ts'
import { accountsText } from './words.ts'

export type Handed = { name: string; username: string; password: string }

export function FirstPassword({ handed, close }: { handed: Handed; close: () => void }) {
  const text = useText(accountsText)
  const { message } = App.useApp()
  return (
    <Modal
      open
      title={text.firstPasswordOf(handed.name)}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={close}>
          {text.handed}
        </Button>
      }
    >
      <dl className="first-password">
        <div>
          <dt className="third">{text.username}</dt>
          <dd>{handed.username}</dd>
        </div>
        <div>
          <dt className="third">{text.firstPassword}</dt>
          <dd className="row">
            <code>{handed.password}</code>
            <Button
              icon={<CopyOutlined />}
              onClick={() =>
                void copyText(handed.password).then((done) =>
                  done ? message.success(text.copied) : message.warning(text.notCopied),
                )
              }
            >
              {text.copy}
            </Button>
          </dd>
        </div>
      </dl>
      <p className="second prose">{text.once}</p>
    </Modal>
  )
}
