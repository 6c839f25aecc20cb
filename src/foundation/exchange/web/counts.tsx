// What each sheet brings: new, changed, unchanged and faulty rows, with their sums.
import { useLanguage, useText } from '../../../core/web/text.ts'
import { Go } from '../../../core/web/go.tsx'
import type { Run } from './run.ts'
import { workbookText } from './words.ts'

export type SheetCount = Run['sheets'][number]

export const sumOf = (
  sheets: readonly SheetCount[],
  key: 'created' | 'updated' | 'unchanged' | 'faulty',
): number => sheets.reduce((sum, sheet) => sum + sheet[key], 0)

/** Where the rows of a sheet are seen; units and people hang on the tree. */
const placeOf: Readonly<Record<string, string>> = {
  ledger: '/meetings',
  results: '/figures',
  workload: '/figures',
}

const keys = ['created', 'updated', 'unchanged', 'faulty'] as const

export function Counts({
  sheets,
  choose,
  doors = false,
}: {
  sheets: readonly SheetCount[]
  choose?: (sheet: string) => void
  /** What was imported is a way to where it can be seen. */
  doors?: boolean
}) {
  const text = useText(workbookText)
  const [language] = useLanguage()
  // A sheet that brings nothing is not spoken of.
  const seen = sheets.filter((sheet) => keys.some((key) => sheet[key] > 0))
  return (
    <div className="counts-box">
      <table className="plain-table counts">
        <thead>
          <tr>
            <th scope="col">{text.sheet}</th>
            {keys.map((key) => (
              <th scope="col" key={key}>
                {text[key]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {seen.map((sheet) => (
            <tr key={sheet.sheet}>
              <th scope="row">{sheet[language]}</th>
              {keys.map((key) => (
                <td key={key} className={sheet[key] === 0 ? 'none' : key}>
                  {key === 'faulty' && sheet.faulty > 0 && choose ? (
                    <button type="button" className="plain door" onClick={() => choose(sheet.sheet)}>
                      {sheet.faulty}
                    </button>
                  ) : doors && (key === 'created' || key === 'updated') && sheet[key] > 0 ? (
                    <Go to={placeOf[sheet.sheet] ?? '/units'}>{sheet[key]}</Go>
                  ) : (
                    sheet[key]
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text.total}</th>
            {keys.map((key) => (
              <td key={key}>{sumOf(sheets, key)}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
