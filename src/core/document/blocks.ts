/** Turns the blocks of a document into paragraphs and tables of Word. */
import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  HeadingLevel,
  type IParagraphOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { cleanText } from '../workbook/text.ts'
import { FIRST_LINE, FONT, LINE_SPACING, SIZE, TABLE_SPACING, TYPE_WIDTH } from './layout.ts'
import { headingNumbers } from './numbering.ts'
import type { Block } from './shape.ts'

type Style = { readonly font: (typeof FONT)[keyof typeof FONT]; readonly size: number }

const BODY: Style = { font: FONT.body, size: SIZE.body }

/** A run of text; what XML cannot hold is taken out. */
export function run(text: string, style: Style = BODY): TextRun {
  return new TextRun({ text: cleanText(text), font: style.font, size: style.size })
}

/** One paragraph a line of the text, in the body's line spacing unless told otherwise. */
export function paragraphs(text: string, style: Style, options: IParagraphOptions): readonly Paragraph[] {
  return cleanText(text)
    .split('\n')
    .map((line) => new Paragraph({ spacing: LINE_SPACING, ...options, children: [run(line, style)] }))
}

/** The blocks in their order, headings numbered. */
export function buildBlocks(blocks: readonly Block[]): readonly FileChild[] {
  const number = headingNumbers()
  return blocks.flatMap((block): readonly FileChild[] => {
    switch (block.kind) {
      case 'paragraph':
        return paragraphs(block.text, BODY, { indent: FIRST_LINE, alignment: AlignmentType.BOTH })
      case 'heading':
        return [buildHeading(block.level, `${number(block.level)}${cleanText(block.text)}`)]
      case 'lines':
        return block.items.flatMap((item) => paragraphs(item, BODY, { alignment: AlignmentType.LEFT }))
      case 'facts':
        return buildTable(undefined, block.rows)
      case 'table':
        return buildTable(block.columns, block.rows)
    }
  })
}

const LEVELS = {
  1: { font: FONT.level1, heading: HeadingLevel.HEADING_1 },
  2: { font: FONT.level2, heading: HeadingLevel.HEADING_2 },
  3: { font: FONT.body, heading: HeadingLevel.HEADING_3 },
  4: { font: FONT.body, heading: HeadingLevel.HEADING_4 },
} as const

function buildHeading(level: 1 | 2 | 3 | 4, text: string): Paragraph {
  const { font, heading } = LEVELS[level]
  return new Paragraph({
    heading,
    spacing: LINE_SPACING,
    indent: FIRST_LINE,
    keepNext: true,
    children: [run(text.replaceAll('\n', ' '), { font, size: SIZE.body })],
  })
}

const CELL: Style = { font: FONT.body, size: SIZE.table }
const HEAD: Style = { font: FONT.level1, size: SIZE.table }
const EDGE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
const BORDERS = {
  top: EDGE,
  bottom: EDGE,
  left: EDGE,
  right: EDGE,
  insideHorizontal: EDGE,
  insideVertical: EDGE,
} as const

/** A table of the full width; without columns the first cell of each row is its label. */
function buildTable(
  columns: readonly string[] | undefined,
  rows: readonly (readonly string[])[],
): readonly FileChild[] {
  const all = columns === undefined ? rows : [columns, ...rows]
  const count = Math.max(0, ...all.map((cells) => cells.length))
  if (count === 0) return []
  const widths = columnWidths(all, count)
  const row = (cells: readonly string[], head: boolean) =>
    new TableRow({
      tableHeader: head,
      cantSplit: head,
      children: widths.map((width, index) => {
        const label = head || (columns === undefined && index === 0)
        return buildCell(cells[index] ?? '', width, label, head)
      }),
    })
  return [
    new Table({
      width: { size: TYPE_WIDTH, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      borders: BORDERS,
      rows: [
        ...(columns === undefined ? [] : [row(columns, true)]),
        ...rows.map((cells) => row(cells, false)),
      ],
    }),
    // Word joins two tables that touch, and a document may not end with one.
    new Paragraph({ spacing: TABLE_SPACING, children: [] }),
  ]
}

function buildCell(text: string, width: number, label: boolean, head: boolean): TableCell {
  const alignment = head ? AlignmentType.CENTER : AlignmentType.LEFT
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    children: paragraphs(text, label ? HEAD : CELL, { spacing: TABLE_SPACING, alignment }),
  })
}

/** Shares the width by the longest text of each column, so that a column of numbers does not take that of a text. */
function columnWidths(rows: readonly (readonly string[])[], count: number): number[] {
  const weights = Array.from({ length: count }, (_, index) => {
    let longest = 4
    for (const cells of rows) longest = Math.max(longest, Math.min(24, (cells[index] ?? '').length))
    return longest
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const widths = weights.map((weight) => Math.floor((TYPE_WIDTH * weight) / total))
  const spare = TYPE_WIDTH - widths.reduce((sum, width) => sum + width, 0)
  return widths.map((width, index) => (index === count - 1 ? width + spare : width))
}
