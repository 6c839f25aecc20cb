// A failed act on an account in words: what is in the way, and the next step.
import { Alert } from 'antd'
import { readError } from '../../../core/web/client.ts'
import { ErrorState } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { accountsText } from './words.ts'

type AccountFailureProps = { error: unknown; username?: string | undefined }

/** Nothing without an error. `username` is given where a new one was tried. */
export function AccountFailure({ error, username }: AccountFailureProps) {
  const words = useWords(error, username)
  if (!error) return null
  return words ? (
    <Alert type="warning" showIcon role="alert" title={words.sentence} description={words.next} />
  ) : (
    <ErrorState error={error} />
  )
}

function useWords(error: unknown, username: string | undefined): { sentence: string; next: string } | null {
  const text = useText(accountsText)
  const { code, facts } = readError(error)
  if (code === 'invalid_input' && facts['reason'] === 'last_administrator') {
    return { sentence: text.last, next: text.lastNext }
  }
  if (code === 'invalid_input' && facts['reason'] === 'person') {
    return { sentence: text.noPerson(String(facts['staffNo'])), next: text.noPersonNext }
  }
  if (code === 'not_found' && facts['kind'] === 'unit') {
    return { sentence: text.otherInstitution, next: text.otherInstitutionNext }
  }
  if (code !== 'taken') return null
  return username === undefined
    ? { sentence: text.takenGrant, next: text.takenGrantNext }
    : { sentence: text.taken(username), next: text.takenNext }
}
