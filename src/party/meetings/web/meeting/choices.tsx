// One choice among few for one person, with targets for thumbs; the arrow keys move within it.
import { useId } from 'react'

export type Tone = 'good' | 'bad' | 'mild' | 'plain'

type ChoicesProps<V extends string> = {
  /** Spoken: whose choice of what. */
  label: string
  options: readonly { value: V; label: string; tone: Tone }[]
  value: V | null
  /** null when a choice is taken back, which only `clearable` allows. */
  onChange: (value: V | null) => void
  clearable?: boolean
  id?: string
}

export function Choices<V extends string>(props: ChoicesProps<V>) {
  const { label, options, value, onChange, clearable = false, id } = props
  const group = useId()
  return (
    <div className="choices" role="radiogroup" aria-label={label} {...(id === undefined ? {} : { id })}>
      {options.map((option) => (
        <label
          key={option.value}
          className={option.value === value ? `choice chosen ${option.tone}` : 'choice'}
        >
          <input
            type="radio"
            className="visually-hidden"
            name={group}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            onClick={() => {
              // Pressing the chosen one again takes it back.
              if (clearable && option.value === value) onChange(null)
            }}
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
