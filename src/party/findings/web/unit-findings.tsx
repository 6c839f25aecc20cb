// What is not in order in one unit, at the top of its page.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../core/web/client.ts'
import { Go } from '../../../core/web/go.tsx'
import { useMay } from '../../../core/web/session.ts'
import { useText } from '../../../core/web/text.ts'
import type { UnitPage } from '../../../foundation/org/web/index.ts'
import { FindingOf } from './finding.tsx'
import { unitFindingsText } from './words.ts'

export function UnitFindings({ unit }: { unit: UnitPage }) {
  const text = useText(unitFindingsText)
  const may = useMay()
  const query = useQuery(
    api.findings.list.queryOptions({ input: { unitId: unit.id }, enabled: may('finding.read') }),
  )
  if (!query.data) return null
  const own = query.data.findings.filter((finding) => finding.unitId === unit.id)
  const below = query.data.findings.length - own.length
  if (own.length === 0 && below === 0) return null
  return (
    <section className="finding-stack" aria-label={text.findings}>
      {own.map((finding) => (
        <FindingOf key={finding.rule} finding={finding} />
      ))}
      {below > 0 && (
        <p>
          <Go to={`/findings?unit=${unit.id}`}>{text.findingsBelow(below)}</Go>
        </p>
      )}
    </section>
  )
}
