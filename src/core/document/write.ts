/** Writes an official document as a Word file in the layout of GB/T 9704-2012. */
import {
  AlignmentType,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx'
import { cleanText } from '../workbook/text.ts'
import { buildBlocks, paragraphs, run } from './blocks.ts'
import { stopClock } from './clock.ts'
import {
  EM,
  FIRST_LINE,
  FONT,
  fontTable,
  LANDSCAPE,
  LINE,
  LINE_SPACING,
  SECTION,
  SIZE,
  STYLES,
  typeWidth,
} from './layout.ts'
import { dateInWords } from './numbering.ts'
import type { OfficialDocument } from './shape.ts'

const BODY = { font: FONT.body, size: SIZE.body } as const

/**
 * The bytes of a .docx. The same document gives the same bytes: its date is that of the signature, not of the clock.
 * Throws `RangeError` when the date of the signature is not a date.
 */
export async function writeOfficialDocument(document: OfficialDocument): Promise<Uint8Array> {
  const { title, blocks, signature, note, mark, landscape = false } = document
  const file = new Document({
    styles: STYLES,
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: landscape ? LANDSCAPE : SECTION,
        ...(mark === undefined ? {} : { headers: { default: markHeader(mark), even: markHeader(mark) } }),
        // Odd pages carry the number on the outer, right side, even pages on the left, one character in (7.5).
        footers: {
          default: numberFooter(AlignmentType.RIGHT),
          even: numberFooter(AlignmentType.LEFT),
        },
        children: [
          ...titleParagraphs(title),
          blank(),
          ...buildBlocks(blocks, typeWidth(landscape)),
          ...(signature === undefined ? [] : signatureParagraphs(signature)),
          ...(note === undefined ? [] : noteParagraphs(note)),
        ],
      },
    ],
  })
  const moment = `${signature === undefined ? '2020-01-01' : Temporal.PlainDate.from(signature.date).toString()}T00:00:00Z`
  const bytes = await Packer.toBuffer(file, undefined, [
    { path: 'docProps/core.xml', data: coreProperties(title, moment) },
    { path: 'word/fontTable.xml', data: fontTable() },
  ])
  return stopClock(bytes)
}

function blank(keepNext = false): Paragraph {
  return new Paragraph({ spacing: LINE_SPACING, keepNext, children: [] })
}

function titleParagraphs(title: string): readonly Paragraph[] {
  return paragraphs(
    title,
    { font: FONT.title, size: SIZE.title },
    {
      heading: HeadingLevel.TITLE,
      alignment: AlignmentType.CENTER,
      spacing: { ...LINE_SPACING, line: Math.round(LINE * 1.2) },
    },
  )
}

function markHeader(mark: string): Header {
  const children = [run(mark.replaceAll('\n', ' '), { font: FONT.song, size: SIZE.mark })]
  return new Header({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children })] })
}

function numberFooter(alignment: typeof AlignmentType.RIGHT | typeof AlignmentType.LEFT): Footer {
  const em = (SIZE.pageNumber / 2) * 20
  const number = new TextRun({
    font: FONT.song,
    size: SIZE.pageNumber,
    children: ['— ', PageNumber.CURRENT, ' —'],
  })
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        spacing: { ...LINE_SPACING, line: em },
        indent: alignment === AlignmentType.RIGHT ? { right: em } : { left: em },
        children: [number],
      }),
    ],
  })
}

// Without a seal (7.3.5.2): a line below the body the unit stands two characters from the right edge and the date
// begins two characters to the right of the unit; where the date is the longer one, it is the date that stands two
// characters from the edge and the unit moves left.
function signatureParagraphs({
  unit,
  date,
}: NonNullable<OfficialDocument['signature']>): readonly Paragraph[] {
  const words = dateInWords(date)
  const excess = widthInCharacters(cleanText(unit)) - widthInCharacters(words)
  const unitRight = excess >= 2 ? 2 : 4 - excess
  const dateRight = excess >= 2 ? excess : 2
  const line = (text: string, right: number, keepNext: boolean) =>
    paragraphs(text, BODY, {
      alignment: AlignmentType.RIGHT,
      indent: { right: Math.round(right * EM) },
      keepNext,
      keepLines: true,
    })
  return [blank(true), ...line(unit, unitRight, true), ...line(words, dateRight, false)]
}

/** Letters and digits are half as wide as Chinese characters. */
function widthInCharacters(text: string): number {
  let width = 0
  for (const character of text) width += (character.codePointAt(0) ?? 0) < 0x2e80 ? 0.5 : 1
  return width
}

function noteParagraphs(note: string): readonly Paragraph[] {
  const text = cleanText(note)
  const bracketed = text.startsWith('（') && text.endsWith('）') ? text : `（${text}）`
  return paragraphs(bracketed, BODY, { indent: FIRST_LINE })
}

// The library stamps the current time; the properties are written here instead.
function coreProperties(title: string, moment: string): string {
  const escaped = cleanText(title).replace(/[&<>\n]/g, (character) => ESCAPES[character] ?? ' ')
  const when = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${moment}</dcterms:${name}>`
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped}</dc:title><dc:creator>领航 Linghang</dc:creator>${when('created')}${when('modified')}</cp:coreProperties>`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
