// What is not in order in one unit, at the top of its page.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../core/web/client.ts'
import { Go } from '../../../core/web/go.tsx'
import { useMay } from '../../../core/web/session.ts'
import { useText } from '../../../core/web/text.ts'
import type { UnitPage } from '../../../foundation/org/web/index.ts'
import { FindingOf, keyOf } from './finding.tsx'
import { unitFindingsText } from './words.ts'

// A branch with forty people abroad: the page of findings lists them better.
const mostShown = 5

export function UnitFindings({ unit }: { unit: UnitPage }) {
  const text = useText(unitFindingsText)
  const may = useMay()
  const query = useQuery(
    api.findings.list.queryOptions({ input: { unitId: unit.id }, enabled: may('finding.read') }),
  )
  if (!query.data) return null
  const { findings, setAside, total } = query.data
  const own = findings.filter((finding) => finding.unitId === unit.id).slice(0, mostShown)
  const rest = total - own.length
  if (total === 0 && setAside.length === 0) return null
  return (
    <section className="finding-stack" aria-label={text.findings}>
      {own.map((finding) => (
        <FindingOf key={keyOf(finding)} finding={finding} />
      ))}
      <p className="row">
        {rest > 0 && <Go to={`/findings?unit=${unit.id}`}>{text.findingsBelow(rest)}</Go>}
        {setAside.length > 0 && (
          <Go to={`/findings?unit=${unit.id}&state=aside`}>{text.setAside(setAside.length)}</Go>
        )}
      </p>
    </section>
  )
}
