// The names of an entry's parts in the current language.
import { useText } from '../../../core/web/text.ts'
import { wordOf } from '../words/acts.ts'
import { valueText } from './difference.ts'
import { actText, fieldText } from './entry-words.ts'
import { auditText } from './words.ts'

export function useNaming() {
  const words = useText(actText)
  const fields = useText(fieldText)
  const text = useText(auditText)
  const field = (name: string) => wordOf(fields.fields, [name]) ?? name
  return {
    act: (endpoint: string) => wordOf(words.acts, endpoint.split('.')) ?? endpoint,
    subject: (kind: string) => wordOf(words.subjects, [kind]) ?? kind,
    field,
    /** A field's value as text; states, kinds and roles are written as words in the fields that hold them. */
    value: (name: string, value: unknown) =>
      valueText(
        typeof value === 'string' && coded.has(name) ? (wordOf(fields.values, [value]) ?? value) : value,
        { ...text, field },
      ),
    actor: (name: string) => (name === '' ? text.system : name),
  }
}

const coded = new Set([
  'state',
  'kind',
  'role',
  'granted',
  'status',
  'takenBack',
  'post',
  'service',
  'gender',
  'education',
  'form',
  'abroadFor',
  'unmasked',
])
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-/

/** The end of a long id is what differs between neighbours; what people can read stays whole. */
export const shortId = (id: string): string => (uuid.test(id) ? `…${id.slice(-6)}` : id)
