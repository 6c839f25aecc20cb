// The rhythms by id, with their names and articles; they change only with a new version of the product.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { useLanguage } from '../../../core/web/text.ts'

export type Rhythm = Awaited<ReturnType<Client['duties']['rhythms']>>['rhythms'][number]

export function useRhythms() {
  const [language] = useLanguage()
  const { data } = useQuery(
    api.duties.rhythms.queryOptions({ input: {}, staleTime: Number.POSITIVE_INFINITY }),
  )
  return useMemo(() => {
    const list: readonly Rhythm[] = data?.rhythms ?? []
    const byId = new Map(list.map((rhythm) => [rhythm.id, rhythm]))
    const origins = new Map(data?.origins.map((origin) => [origin.id, origin]))
    return {
      origins: data?.origins ?? [],
      origin: (id: string) => origins.get(id)?.[language] ?? id,
      list,
      get: (id: string) => byId.get(id),
      name: (id: string) => byId.get(id)?.[language] ?? id,
    }
  }, [data, language])
}
