/** Turns the blocks of a document into paragraphs and tables of Word. */
import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  HeadingLevel,
  HeightRule,
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
import { EM, FIRST_LINE, FONT, LINE_SPACING, SIZE, SMALL_SPACING, TABLE_SPACING, twips } from './layout.ts'
import { headingNumbers } from './numbering.ts'
import type { Block, GridCell, GridRow } from './shape.ts'

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

/** The blocks in their order, headings numbered; tables fill `width` (twips). */
export function buildBlocks(blocks: readonly Block[], width: number): readonly FileChild[] {
  const number = headingNumbers()
  return blocks.flatMap((block): readonly FileChild[] => {
    switch (block.kind) {
      case 'paragraph':
        return paragraphs(block.text, BODY, { indent: FIRST_LINE, alignment: AlignmentType.BOTH })
      case 'heading':
        return [
          buildHeading(
            block.level,
            block.numbered === false
              ? cleanText(block.text)
              : `${number(block.level)}${cleanText(block.text)}`,
          ),
        ]
      case 'lines':
        return block.items.flatMap((item) => paragraphs(item, BODY, { alignment: AlignmentType.LEFT }))
      case 'facts':
        return buildTable(undefined, block.rows, width)
      case 'table':
        return buildTable(block.columns, block.rows, width)
      case 'grid':
        return buildGrid(block, width)
      case 'signing':
        return buildSigning(block.items)
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
  whole: number,
): readonly FileChild[] {
  const all = columns === undefined ? rows : [columns, ...rows]
  const count = Math.max(0, ...all.map((cells) => cells.length))
  if (count === 0) return []
  const widths = shared(whole, columnWeights(all, count))
  const row = (cells: readonly string[], head: boolean) =>
    new TableRow({
      tableHeader: head,
      cantSplit: head,
      children: widths.map((width, index) => {
        const label = head || (columns === undefined && index === 0)
        return buildCell(cells[index] ?? '', width, label, head)
      }),
    })
  return asTable(widths, [
    ...(columns === undefined ? [] : [row(columns, true)]),
    ...rows.map((cells) => row(cells, false)),
  ])
}

function asTable(widths: readonly number[], rows: readonly TableRow[]): readonly FileChild[] {
  return [
    new Table({
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      columnWidths: [...widths],
      layout: TableLayoutType.FIXED,
      borders: BORDERS,
      rows: [...rows],
    }),
    // Word joins two tables that touch, and a document may not end with one.
    new Paragraph({ spacing: TABLE_SPACING, children: [] }),
  ]
}

/** A form of labels and values; a row that fits on a page is not broken over two unless it may grow high. */
function buildGrid(
  { columns, rows, small = false }: Extract<Block, { kind: 'grid' }>,
  whole: number,
): readonly FileChild[] {
  const widths = shared(whole, columns)
  const size = small ? SIZE.small : SIZE.table
  const spacing = small ? SMALL_SPACING : TABLE_SPACING
  const cell = (given: GridCell, from: number, head: boolean): TableCell => {
    const span = given.span ?? 1
    const label = 'label' in given
    const centred = label || given.centred === true
    const indented = !label && given.indented === true
    return new TableCell({
      width: {
        size: widths.slice(from, from + span).reduce((sum, width) => sum + width, 0),
        type: WidthType.DXA,
      },
      columnSpan: span,
      margins: { left: small ? 40 : 100, right: small ? 40 : 100 },
      verticalAlign: !label && given.top === true ? VerticalAlignTable.TOP : VerticalAlignTable.CENTER,
      children: paragraphs(
        label ? given.label : given.value,
        { font: label ? FONT.level1 : FONT.body, size },
        {
          spacing: head ? { ...spacing, before: 40, after: 40 } : spacing,
          alignment: centred ? AlignmentType.CENTER : AlignmentType.LEFT,
          ...(indented ? { indent: { firstLineChars: 200, firstLine: size * 20 } } : {}),
        },
      ),
    })
  }
  const row = ({ cells, head = false, height }: GridRow): TableRow => {
    let from = 0
    return new TableRow({
      tableHeader: head,
      cantSplit: head || !cells.some((given) => 'top' in given),
      ...(height === undefined ? {} : { height: { value: twips(height), rule: HeightRule.ATLEAST } }),
      children: cells.map((given) => {
        const at = from
        from += given.span ?? 1
        return cell(given, at, head)
      }),
    })
  }
  return asTable(widths, rows.map(row))
}

/** Beginning eleven characters from the left edge: long names of units have room, short ones stand above the date. */
function buildSigning(items: readonly string[]): readonly FileChild[] {
  return [
    new Paragraph({ spacing: LINE_SPACING, keepNext: true, children: [] }),
    ...items.flatMap((item, index) =>
      paragraphs(item, BODY, {
        alignment: AlignmentType.CENTER,
        indent: { left: EM * 11 },
        keepLines: true,
        keepNext: index < items.length - 1,
      }),
    ),
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

/** Weighs columns by their longest texts, so that a column of numbers does not take the width of a text. */
function columnWeights(rows: readonly (readonly string[])[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => {
    let longest = 4
    for (const cells of rows) longest = Math.max(longest, Math.min(24, (cells[index] ?? '').length))
    return longest
  })
}

/** Widths that make up the whole, in proportion to the weights. */
function shared(whole: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const widths = weights.map((weight) => Math.floor((whole * weight) / total))
  const spare = whole - widths.reduce((sum, width) => sum + width, 0)
  return widths.map((width, index) => (index === weights.length - 1 ? width + spare : width))
}
