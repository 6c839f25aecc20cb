// Before and after of an entry: one line in the list, all of it in the drawer.
import { useText } from '../../../core/web/text.ts'
import type { AuditLine } from '../contract.ts'
import { type Difference, differencesOf, listDifference } from './difference.ts'
import { useNaming } from './naming.ts'
import { auditText } from './words.ts'

const most = 30

/** 'name A → B; parent C → D', cut by style where the line ends. */
export function useSummary(): (entry: AuditLine) => string {
  const text = useText(auditText)
  const naming = useNaming()
  return ({ before, after }) =>
    text.join(
      differencesOf(before, after).map((difference) => {
        const write = (value: unknown) => naming.value(difference.field, value)
        const name = difference.field === '' ? '' : `${naming.field(difference.field)} `
        if (difference.before === undefined) return `${name}${write(difference.after)}`
        const lists = listDifference(difference.before, difference.after)
        if (lists) return name + counts(lists)
        return `${name}${write(difference.before)} → ${write(difference.after)}`
      }),
    )
}

/** '−1 +2', without what is zero. */
function counts({ removed, added }: { removed: readonly unknown[]; added: readonly unknown[] }): string {
  return [removed.length > 0 && `−${removed.length}`, added.length > 0 && `+${added.length}`]
    .filter(Boolean)
    .join(' ')
}

export function DifferenceTable({ entry }: { entry: AuditLine }) {
  const text = useText(auditText)
  const naming = useNaming()
  const differences = differencesOf(entry.before, entry.after)
  if (differences.length === 0) return <p className="third">{text.noChanges}</p>
  return (
    <table className="difference">
      <thead>
        <tr>
          {[text.changes, text.before, text.after].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {differences.map((difference) => (
          <tr key={difference.field}>
            <th scope="row">{naming.field(difference.field)}</th>
            <Sides difference={difference} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Sides({ difference }: { difference: Difference }) {
  const text = useText(auditText)
  const naming = useNaming()
  const write = (value: unknown) => (value === undefined ? '—' : naming.value(difference.field, value))
  const lists = listDifference(difference.before, difference.after)
  if (lists && (difference.before !== undefined || difference.after !== undefined)) {
    return (
      <>
        <td>
          <Items items={lists.removed} sign="−" label={text.removed} />
        </td>
        <td>
          <Items items={lists.added} sign="+" label={text.added} />
        </td>
      </>
    )
  }
  return (
    <>
      <td className="old">{write(difference.before)}</td>
      <td>{write(difference.after)}</td>
    </>
  )
}

function Items({ items, sign, label }: { items: readonly unknown[]; sign: string; label: string }) {
  const text = useText(auditText)
  const naming = useNaming()
  if (items.length === 0) return '—'
  return (
    <ul aria-label={label}>
      {items.slice(0, most).map((item) => (
        <li key={JSON.stringify(item)}>
          {sign} {naming.value('', item)}
        </li>
      ))}
      {items.length > most && <li className="third">{text.moreItems(items.length - most)}</li>}
    </ul>
  )
}
