// The list of faults: sheet, row, column and a sentence each; by sheet, searchable, and as a file.
import { Select } from 'antd'
import { useMemo } from 'react'
import { Section } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { partyStatuses } from '../../org/words.ts'
import { faultSentence } from './fault-words.ts'
import type { Preview } from './workbook.tsx'
import { workbookText } from './words.ts'

type Line = {
  readonly key: string
  readonly sheet: string
  readonly sheetName: string
  readonly row: number | null
  readonly column: string
  readonly sentence: string
}

type FaultsProps = { preview: Preview; sheet: string | null; choose: (sheet: string | null) => void }

export function Faults({ preview, sheet, choose }: FaultsProps) {
  const text = useText(workbookText)
  const lines = useLines(preview)
  const { faults, faultCount } = preview
  const seen = useMemo(() => lines.filter((line) => sheet === null || line.sheet === sheet), [lines, sheet])
  const columns = useMemo<readonly Column<Line>[]>(
    () => [
      { key: 'sheet', title: text.sheet, text: (line) => line.sheetName, width: 130, card: 'fact' },
      {
        key: 'row',
        title: text.row,
        text: (line) => line.row,
        render: (line) => line.row ?? text.wholeSheet,
        sort: true,
        align: 'right',
        width: 90,
        card: 'fact',
      },
      {
        key: 'column',
        title: text.column,
        text: (line) => line.column,
        filter: true,
        width: 160,
        card: 'fact',
      },
      {
        key: 'sentence',
        title: text.fault,
        text: (line) => line.sentence,
        render: (line) => <span title={line.sentence}>{line.sentence}</span>,
        card: 'title',
      },
    ],
    [text],
  )
  const names = new Map(lines.map((line) => [line.sheet, line.sheetName]))
  return (
    <div id="faults">
      <Section title={text.faults(faultCount)} hint={text.faultsHint}>
        <Table
          name="workbook-faults"
          title={text.faultsFile}
          rows={seen}
          columns={columns}
          rowKey={(line) => line.key}
          tools={
            names.size > 1 && (
              <Select
                className="sheet-select"
                aria-label={text.sheet}
                value={sheet ?? ''}
                onChange={(value: string) => choose(value === '' ? null : value)}
                options={[
                  { value: '', label: text.anySheet },
                  ...[...names].map(([value, label]) => ({ value, label })),
                ]}
              />
            )
          }
        />
        {faultCount > faults.length && (
          <p className="second below-row">{text.faultsMore(faults.length, faultCount)}</p>
        )}
      </Section>
    </div>
  )
}

function useLines({ faults, sheets }: Preview): readonly Line[] {
  const [language] = useLanguage()
  return useMemo(() => {
    const statusName = (value: string) =>
      partyStatuses.find((status) => status.value === value)?.[language] ?? value
    return faults.map((fault, index) => {
      const sheet = sheets.find((each) => each.sheet === fault.sheet)
      const column = sheet?.columns.find((each) => each.key === fault.column)
      return {
        key: String(index),
        sheet: fault.sheet,
        sheetName: sheet?.[language] ?? fault.sheet,
        row: fault.row,
        column: column?.[language] ?? fault.column ?? '',
        sentence: faultSentence(fault, language, statusName),
      }
    })
  }, [faults, sheets, language])
}
