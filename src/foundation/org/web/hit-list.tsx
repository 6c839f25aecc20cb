// Hits of a search in a very large tree: one list, each with the way to it.
import { RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Go } from '../../../core/web/go.tsx'
import { EmptyState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import type { UnitHit } from '../contract.ts'
import { KindTag } from './names.tsx'
import { Marked } from './tree-view.tsx'
import { treeText } from './words.ts'

type HitListProps = {
  hits: readonly UnitHit[] | undefined
  words: readonly string[]
  clear: () => void
}

export function HitList({ hits, words, clear }: HitListProps) {
  const text = useText(treeText)
  if (hits === undefined) return <Loading what={text.title} rows={8} />
  if (hits.length === 0) {
    return (
      <EmptyState
        title={text.noHit}
        hint={text.noHitHint}
        action={<Button onClick={clear}>{text.clear}</Button>}
      />
    )
  }
  return (
    <ul className="levels">
      {hits.map((hit) => (
        <li key={hit.id}>
          <Go to={`/units/${hit.id}`} className="level">
            <span className="level-body">
              <span className="third">{hit.way.map((step) => step.name).join(' / ')}</span>
              <span className="level-name">
                <Marked text={hit.name} words={words} />
              </span>
              <span className="row third">
                <KindTag kind={hit.kind} form={hit.form} />
                <Marked text={hit.code} words={words} />
                {hit.dissolvedOn !== null && <span>{text.dissolvedOn(hit.dissolvedOn)}</span>}
              </span>
            </span>
            <RightOutlined aria-hidden className="card-arrow" />
          </Go>
        </li>
      ))}
    </ul>
  )
}
