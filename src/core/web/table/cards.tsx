// A table on a phone: each row a card with its title and a few facts.
import { RightOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useText } from '../text.ts'
import type { Column } from './column.ts'
import { tableText } from './words.ts'

const step = 50

type CardsProps<Row> = {
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  open?: ((row: Row) => void) | undefined
  selection?: { keys: readonly string[]; set: (keys: string[]) => void } | undefined
}

export function Cards<Row>({ rows, columns, rowKey, open, selection }: CardsProps<Row>) {
  const text = useText(tableText)
  const [shown, setShown] = useState(step)
  const title = columns.find((column) => column.card === 'title') ?? columns[0]
  const marked = columns.filter((column) => column.card === 'fact')
  const facts =
    marked.length > 0
      ? marked
      : columns.filter((column) => column !== title && column.card !== 'none' && !column.hidden).slice(0, 3)
  const value = (column: Column<Row>, row: Row) => column.render?.(row) ?? column.text(row) ?? '—'
  const rest = rows.length - shown
  return (
    <>
      <ul className="cards">
        {rows.slice(0, shown).map((row) => {
          const key = rowKey(row)
          const heading = title ? value(title, row) : key
          return (
            <li key={key} className={open ? 'card can-open' : 'card'}>
              {selection && (
                <Checkbox
                  checked={selection.keys.includes(key)}
                  aria-label={String(title?.text(row) ?? key)}
                  onChange={(event) =>
                    selection.set(
                      event.target.checked
                        ? [...selection.keys, key]
                        : selection.keys.filter((other) => other !== key),
                    )
                  }
                />
              )}
              <div className="card-body">
                {open ? (
                  // The button's area is stretched over the card by style: one target for the thumb.
                  <button type="button" className="plain card-title" onClick={() => open(row)}>
                    {heading}
                  </button>
                ) : (
                  <div className="card-title">{heading}</div>
                )}
                <dl>
                  {facts.map((column) => (
                    <div key={column.key}>
                      <dt>{column.title}</dt>
                      <dd>{value(column, row)}</dd>
                    </div>
                  ))}
                </dl>
              </div>
              {open && <RightOutlined aria-hidden className="card-arrow" />}
            </li>
          )
        })}
      </ul>
      {rest > 0 && (
        <Button block onClick={() => setShown(shown + step)}>
          {text.more(Math.min(step, rest))}
        </Button>
      )}
    </>
  )
}
