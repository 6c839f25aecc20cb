// In an opened duty: when people were last reminded of it, and how that reached them.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../core/web/client.ts'
import { useText } from '../../../core/web/text.ts'
import type { DutyLine } from '../../duties/contract.ts'
import { remindedText } from './words.ts'

export function DutyReminded({ duty }: { duty: DutyLine }) {
  const text = useText(remindedText)
  const owed = duty.state === 'due' || duty.state === 'overdue'
  const { data } = useQuery(api.notices.reminded.queryOptions({ input: { dutyId: duty.id }, enabled: owed }))
  if (!data || !owed) return null
  const { last } = data
  if (last === null) return <p className="third">{text.never}</p>
  const channels = [
    text.product(last.people),
    ...(last.byMail > 0 ? [text.mail(last.byMail)] : []),
    ...(last.byGroup ? [text.group] : []),
  ]
  return (
    <p className="second">
      {text.last(last.on, text.kinds[last.kind])}
      {channels.join(text.separator)}
    </p>
  )
}
