// Finding entries: the server searches codes, so the words that people know are offered with their codes.
import { AutoComplete, Input } from 'antd'
import { useState } from 'react'
import { useText } from '../../../core/web/text.ts'
import { actText } from './entry-words.ts'
import { auditText } from './words.ts'

export function Search({ initial, search }: { initial: string; search: (wanted: string) => void }) {
  const text = useText(auditText)
  const words = useText(actText)
  const [typed, setTyped] = useState(initial)
  const acts = Object.entries(words.acts).flatMap(([room, names]) =>
    Object.entries(names).map(([name, word]) => ({ word, code: `${room}.${name}` })),
  )
  const subjects = Object.entries(words.subjects).map(([code, word]) => ({ word, code }))
  const wanted = typed.trim().toLowerCase()
  const offered =
    wanted === ''
      ? []
      : [...acts, ...subjects].filter(({ word }) => word.toLowerCase().includes(wanted)).slice(0, 12)
  return (
    <AutoComplete
      className="audit-search"
      value={typed}
      onChange={(value) => {
        setTyped(value)
        if (value === '') search('')
      }}
      onSelect={(code) => search(code)}
      options={offered.map(({ word, code }) => ({
        value: code,
        label: (
          <span>
            {word} <span className="third">{code}</span>
          </span>
        ),
      }))}
    >
      <Input.Search
        aria-label={text.searchLabel}
        placeholder={text.search}
        maxLength={100}
        allowClear
        onSearch={(value) => search(value.trim())}
      />
    </AutoComplete>
  )
}
