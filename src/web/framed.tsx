// The frame with this product's screens, and on its bell the messages that are unread.
import { useQuery } from '@tanstack/react-query'
import { client } from '../core/web/client.ts'
import { Frame, tasksKey } from '../core/web/frame.tsx'
import { screens } from './screens.ts'

const everyMinute = 60_000

export function Framed() {
  const { data } = useQuery({
    queryKey: tasksKey,
    queryFn: async () => (await client.notices.unread({})).count,
    refetchInterval: everyMinute,
  })
  return (
    <Frame screens={screens} tasks={{ to: '/notices', ...(data === undefined ? {} : { count: data }) }} />
  )
}
