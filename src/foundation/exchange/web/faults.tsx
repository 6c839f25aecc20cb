// The list of faults: sheet, row, column and a sentence each; by sheet, searchable, and as a file.
import { DownloadOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useMemo } from 'react'
import { api, type Client, client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useFailure } from '../../../core/web/status.tsx'
import { type Column, save, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { faultSentence } from '../words.ts'
import type { Run } from './run.ts'
import { workbookText } from './words.ts'

type Line = {
  readonly key: string
  readonly sheet: string
  readonly sheetName: string
  readonly row: number | null
  readonly column: string
  readonly value: string
  readonly reason: string
  readonly sentence: string
}

type FaultsProps = { run: Run; sheet: string | null; choose: (sheet: string | null) => void }

export function Faults({ run, sheet, choose }: FaultsProps) {
  const text = useText(workbookText)
  const [language] = useLanguage()
  const failed = useFailure()
  const { data, error, refetch } = useQuery(
    api.exchange.faults.queryOptions({ input: { runId: run.id }, staleTime: Number.POSITIVE_INFINITY }),
  )
  const lines = useLines(data?.faults, run)
  const { faultCount } = run
  const seen = useMemo(() => lines?.filter((line) => sheet === null || line.sheet === sheet), [lines, sheet])
  const file = useMutation({
    mutationFn: () => client.exchange.faultsFile({ runId: run.id, language }),
    onSuccess: (rows) => save(rows.name, rows),
    onError: failed,
  })
  const anyRow = lines?.some((line) => line.row !== null) === true
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
        key: 'value',
        title: text.value,
        text: (line) => line.value,
        width: 170,
        card: 'fact',
      },
      {
        key: 'reason',
        title: text.reason,
        text: (line) => line.reason,
        filter: true,
        width: 120,
        card: 'none',
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
  const names = new Map((lines ?? []).map((line) => [line.sheet, line.sheetName]))
  return (
    <div id="faults">
      <Section
        title={text.faults(faultCount)}
        hint={text.faultsHint}
        extra={
          anyRow && (
            <Button icon={<DownloadOutlined />} loading={file.isPending} onClick={() => file.mutate()}>
              {text.mending}
            </Button>
          )
        }
      >
        <Table
          name="workbook-faults"
          title={text.faultsFile}
          rows={seen}
          columns={columns}
          error={error}
          retry={() => void refetch()}
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
        {data !== undefined && faultCount > data.faults.length && (
          <p className="second below-row">{text.faultsMore(data.faults.length, faultCount)}</p>
        )}
      </Section>
    </div>
  )
}

type Fault = Awaited<ReturnType<Client['exchange']['faults']>>['faults'][number]

function useLines(faults: readonly Fault[] | undefined, { sheets }: Run): readonly Line[] | undefined {
  const text = useText(workbookText)
  const [language] = useLanguage()
  return useMemo(
    () =>
      faults?.map((fault, index) => {
        const sheet = sheets.find((each) => each.sheet === fault.sheet)
        const column = sheet?.columns.find((each) => each.key === fault.column)
        const reasons: Readonly<Record<string, string>> = text.reasons
        return {
          key: String(index),
          sheet: fault.sheet,
          sheetName: sheet?.[language] ?? fault.sheet,
          row: fault.row,
          column: column?.[language] ?? fault.column ?? '',
          value: fault.value ?? '',
          reason: reasons[fault.code] ?? text.reasons.other,
          sentence: faultSentence(fault, language),
        }
      }),
    [faults, sheets, language, text],
  )
}
