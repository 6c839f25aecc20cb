// Taking a version of a template into use, with ten seconds to take it back.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, client } from '../../../core/web/client.ts'
import { useFailure, useUndo } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import type { FormLine } from '../contract.ts'
import { formsText } from './words.ts'

export function useVersion(form: FormLine) {
  const text = useText(formsText)
  const queries = useQueryClient()
  const failed = useFailure()
  const offerUndo = useUndo()
  const put = async (version: string): Promise<void> => {
    await client.forms.activate({ formId: form.id, version })
    await queries.invalidateQueries({ queryKey: api.forms.key() })
  }
  const before = form.versions.find((version) => version.active)?.id ?? 'shipped'
  return useMutation({
    mutationFn: ({ version }: { version: string; number: number | null }) => put(version),
    onSuccess: (_, { number }) =>
      offerUndo({
        message: text.activated(number === null ? text.shipped : text.version(number)),
        undo: () => put(before),
      }),
    onError: failed,
  })
}
