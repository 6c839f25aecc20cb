// The parts of a scheme as they are read: core, required, free, each with what is asked.
import { useText } from '../../../core/web/text.ts'
import { type Part, partKinds, type SchemePeriod } from '../rules.ts'
import { schemeText } from './scheme-words.ts'

export function PartList({ parts, every }: { parts: readonly Part[]; every: SchemePeriod }) {
  const text = useText(schemeText)
  if (parts.length === 0) return <p className="second prose">{text.undefinedParts}</p>
  return (
    <dl className="scheme-parts">
      {partKinds.map((kind) => {
        const own = parts.filter((part) => part.kind === kind)
        if (own.length === 0) return null
        return (
          <div key={kind}>
            <dt>
              {text.kind[kind]} <span className="third">{own.length}</span>
            </dt>
            <dd>
              {own.map((part) => (
                <span key={part.id} className={`chip part-${kind}`} title={part.explanation}>
                  {part.name}
                  {kind === 'required' && (
                    <span className="third"> {text.minimum(part.minimum, text.periods[every])}</span>
                  )}
                </span>
              ))}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
