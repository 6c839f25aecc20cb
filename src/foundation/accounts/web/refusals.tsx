// A failed act on an account in words: what is in the way, and the next step.
import { Alert } from 'antd'
import { readError } from '../../../core/web/client.ts'
import { roleText } from '../../../core/web/roles.ts'
import { ErrorState } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import './rule-sentences.ts'
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
  const roles: Readonly<Record<string, string>> = useText(roleText)
  const { code, facts, refusals } = readError(error)
  // The article stands below the sentence.
  if (refusals.length > 0) return null
  if (code === 'invalid_input' && facts['reason'] === 'last_administrator') {
    return { sentence: text.last(roles[String(facts['role'])] ?? ''), next: text.lastNext }
  }
  if (code === 'invalid_input' && facts['reason'] === 'oneself') {
    return { sentence: text.oneself, next: text.oneselfNext }
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
