// The letters about the end of a unit's terms, on its page.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api, client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useFailure } from '../../../core/web/status.tsx'
import { save } from '../../../core/web/table/column.ts'
import { useText } from '../../../core/web/text.ts'
import type { UnitPage } from '../../org/web/index.ts'
import { letterText } from './words.ts'

export function UnitLetters({ unit }: { unit: UnitPage }) {
  const text = useText(letterText)
  const fail = useFailure()
  const { data } = useQuery(
    api.notices.letters.queryOptions({ input: { unitId: unit.id }, enabled: unit.term !== null }),
  )
  if (!data || data.letters.length === 0) return null
  const download = async (letterId: string) => {
    try {
      const file = await client.notices.letter({ unitId: unit.id, letterId })
      save(file.name, file)
    } catch (error) {
      fail(error)
    }
  }
  return (
    <Section title={text.title} {...(unit.kind === 'branch' ? { hint: text.basis } : {})}>
      {data.letters.map((letter) => (
        <p key={letter.id} className="row">
          <span>{text.line(letter.upperName, letter.madeOn, letter.endsOn)}</span>
          <Button
            size="small"
            aria-label={`${text.file}：${letter.endsOn}`}
            onClick={() => void download(letter.id)}
          >
            {text.file}
          </Button>
        </p>
      ))}
    </Section>
  )
}
