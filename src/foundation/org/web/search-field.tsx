// A search field whose word is kept in the address: typed freely (Chinese input included), written when one pauses.
import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useQueryPart } from '../../../core/web/go.tsx'

const pause = 200

/** The word as typed, and a way to set it; the address follows. */
export function useSearchPart(name: string): [string, (value: string) => void] {
  const [part, setPart] = useQueryPart(name)
  const [typed, setTyped] = useState(part ?? '')
  const written = useRef(part ?? '')
  useEffect(() => {
    if (typed === written.current) return undefined
    const timer = setTimeout(() => {
      written.current = typed
      setPart(typed.trim() === '' ? null : typed)
    }, pause)
    return () => clearTimeout(timer)
  }, [typed, setPart])
  return [typed, setTyped]
}

type SearchFieldProps = {
  value: string
  onChange: (value: string) => void
  placeholder: string
  onKeyDown?: (event: KeyboardEvent) => void
}

export function SearchField({ value, onChange, placeholder, onKeyDown }: SearchFieldProps) {
  return (
    <Input
      className="table-search"
      type="search"
      prefix={<SearchOutlined aria-hidden />}
      placeholder={placeholder}
      aria-label={placeholder}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      allowClear
      {...(onKeyDown ? { onKeyDown } : {})}
    />
  )
}
