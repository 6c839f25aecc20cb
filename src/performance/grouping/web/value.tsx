// A computed value: a dash where nothing divides it, a word where its base is too small to be shown.
import { useText } from '../../../core/web/text.ts'
import { groupingText } from './words.ts'

type ValueProps = { text: string; hidden?: boolean; more?: string | undefined }

export function Value({ text: value, hidden = false, more }: ValueProps) {
  const text = useText(groupingText)
  if (hidden) {
    return (
      <span className="third" title={text.hiddenWhy}>
        {text.hidden}
      </span>
    )
  }
  return (
    <span className="grouping-value" title={value === '—' ? text.noBase : undefined}>
      {value}
      {more !== undefined && value !== '—' && <span className="third"> {more}</span>}
    </span>
  )
}
