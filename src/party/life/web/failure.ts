// Why an act of this room did not go through, in words where the general message would not help.
import { App } from 'antd'
import { readError } from '../../../core/web/client.ts'
import { useFailure } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { failureText } from './failure-words.ts'

/** Says a failure of this room in one sentence; any other as everywhere. */
export function useLifeFailure(): (error: unknown) => void {
  const text = useText(failureText)
  const fail = useFailure()
  const { message } = App.useApp()
  return (error) => {
    const { facts } = readError(error)
    const known = [facts['reason'], facts['state']].find(
      (reason): reason is keyof typeof text => typeof reason === 'string' && reason in text,
    )
    if (known === undefined) fail(error)
    else void message.warning(text[known], 6)
  }
}
