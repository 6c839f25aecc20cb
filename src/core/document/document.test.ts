/** The Word file has the measures of GB/T 9704-2012 and says everything the document says, in its order. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { listEntries, unpackEntry } from '../workbook/archive.ts'
import { type OfficialDocument, writeOfficialDocument } from './index.ts'
import { chineseNumber, dateInWords, headingNumbers } from './numbering.ts'

const DOCUMENT: OfficialDocument = {
  title: '关于开展2026年度党建工作考核的通知',
  mark: '演示数据',
  blocks: [
    { kind: 'lines', items: ['各党支部：'] },
    { kind: 'paragraph', text: '第一段㛃𠮷🎉<&>"“引号”\u0000\u000B\uFFFE\uD800。\n第二段。' },
    { kind: 'heading', level: 1, text: '总体要求' },
    { kind: 'heading', level: 2, text: '原则' },
    { kind: 'heading', level: 3, text: '实事求是' },
    { kind: 'heading', level: 4, text: '查阅台账' },
    { kind: 'heading', level: 1, text: '考核内容' },
    { kind: 'heading', level: 2, text: '指标' },
    { kind: 'facts', rows: [['时间', '2026年3月12日']] },
    { kind: 'table', columns: ['支部', '得分'], rows: [['第一党支部', '98.5'], ['第二党支部']] },
  ],
  signature: { unit: '中共某医院委员会', date: '2026-03-12' },
  note: '此件公开发布',
}

async function partsOf(document: OfficialDocument): Promise<(name: string) => string> {
  const bytes = await writeOfficialDocument(document)
  const parts = new Map<string, string>()
  for (const entry of listEntries(bytes)) {
    parts.set(entry.name, new TextDecoder('utf-8', { fatal: true }).decode(await unpackEntry(bytes, entry)))
  }
  return (name) => parts.get(name) ?? ''
}

function textsOf(xml: string): readonly string[] {
  return Array.from(xml.matchAll(/<w:t[ >][^<]*?>?([^<>]*)<\/w:t>/g), (match) => match[1] ?? '')
}

/** The paragraph that holds the text, as XML. */
function paragraphOf(xml: string, text: string): string {
  return xml.split('</w:p>').find((part) => part.includes(text)) ?? ''
}

test('everything is said in its order, with headings numbered by their position', async () => {
  const part = await partsOf(DOCUMENT)
  expect(textsOf(part('word/document.xml'))).toEqual([
    '关于开展2026年度党建工作考核的通知',
    '各党支部：',
    '第一段㛃𠮷🎉&lt;&amp;&gt;&quot;“引号”。',
    '第二段。',
    '一、总体要求',
    '（一）原则',
    '1.实事求是',
    '（1）查阅台账',
    '二、考核内容',
    '（一）指标',
    '时间',
    '2026年3月12日',
    '支部',
    '得分',
    '第一党支部',
    '98.5',
    '第二党支部',
    '',
    '中共某医院委员会',
    '2026年3月12日',
    '（此件公开发布）',
  ])
  expect(textsOf(part('word/header1.xml'))).toEqual(['演示数据'])
  expect(part('docProps/core.xml')).toContain('<dc:title>关于开展2026年度党建工作考核的通知</dc:title>')
})

test('the page is A4 with a type area of 156 × 225 mm for 22 lines of 28 characters', async () => {
  const part = await partsOf(DOCUMENT)
  const xml = part('word/document.xml')
  const number = (name: string) =>
    Number(new RegExp(`w:${name}="(-?\\d+)"`).exec(/<w:sectPr.*/.exec(xml)?.[0] ?? '')?.[1])
  const millimetres = (name: string) => (number(name) / 1440) * 25.4
  expect(millimetres('w')).toBeCloseTo(210, 1)
  expect(millimetres('h')).toBeCloseTo(297, 1)
  expect(millimetres('top')).toBeCloseTo(37, 1)
  expect(millimetres('left')).toBeCloseTo(28, 1)
  expect(millimetres('right')).toBeCloseTo(26, 1)
  expect(millimetres('bottom')).toBeCloseTo(35, 1)
  const height = number('h') - number('top') - number('bottom')
  const defaults = /<w:docDefaults>.*<\/w:docDefaults>/.exec(part('word/styles.xml'))?.[0] ?? ''
  const line = Number(/w:line="(\d+)" w:lineRule="exact"/.exec(defaults)?.[1])
  expect(Math.floor(height / line)).toBe(22)
  expect(line / 20).toBeCloseTo(29, 0)
  const width = (number('w') - number('left') - number('right')) / 20
  const tighter = Number(/<w:spacing w:val="(-?\d+)"\/>/.exec(defaults)?.[1])
  expect(Math.floor(width / (16 + tighter / 20))).toBe(28)
  // A grid of characters is drawn differently by every reader.
  expect(xml).not.toMatch(/<w:docGrid[^>]*(linesAndChars|snapToChars)/)
})

test('fonts, sizes, indents and line spacing are those of the standard', async () => {
  const part = await partsOf(DOCUMENT)
  const xml = part('word/document.xml')
  const expected: readonly (readonly [text: string, font: string, halfPoints: number, indented: boolean])[] =
    [
      ['关于开展', '方正小标宋简体', 44, false],
      ['各党支部', '仿宋_GB2312', 32, false],
      ['第一段', '仿宋_GB2312', 32, true],
      ['第二段', '仿宋_GB2312', 32, true],
      ['一、总体', '黑体', 32, true],
      ['（一）原则', '楷体_GB2312', 32, true],
      ['1.实事', '仿宋_GB2312', 32, true],
      ['（1）查阅', '仿宋_GB2312', 32, true],
      ['此件公开', '仿宋_GB2312', 32, true],
    ]
  for (const [text, font, size, indented] of expected) {
    const paragraph = paragraphOf(xml, text)
    expect(paragraph).toContain(`w:eastAsia="${font}"`)
    expect(paragraph).toContain('w:ascii="Times New Roman"')
    expect(paragraph).toContain(`<w:sz w:val="${size}"/>`)
    expect(paragraph.includes('w:firstLineChars="200"')).toBe(indented)
    expect(paragraph).toMatch(size === 32 ? /w:line="579" w:lineRule="exact"/ : /w:lineRule="exact"/)
  }
  expect(paragraphOf(xml, '关于开展')).toContain('<w:jc w:val="center"/>')
  expect(/<w:docDefaults>.*<\/w:docDefaults>/.exec(part('word/styles.xml'))?.[0]).toContain(
    '<w:sz w:val="32"/>',
  )
  expect(part('word/fontTable.xml')).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋')
})

test('the page number is 4号 Song between dashes, right on odd pages and left on even ones', async () => {
  const part = await partsOf(DOCUMENT)
  const document = part('word/document.xml')
  const relationships = part('word/_rels/document.xml.rels')
  for (const [type, side] of [
    ['default', 'right'],
    ['even', 'left'],
  ] as const) {
    const id = new RegExp(`footerReference w:type="${type}" r:id="(\\w+)"`).exec(document)?.[1] ?? ''
    const target = new RegExp(`Id="${id}"[^>]*Target="([^"]+)"`).exec(relationships)?.[1] ?? ''
    const footer = part(`word/${target}`)
    expect(textsOf(footer)).toEqual(['— ', ' —'])
    expect(footer).toContain('PAGE')
    expect(footer).toContain(`<w:jc w:val="${side}"/>`)
    expect(footer).toContain(`<w:ind w:${side}="280"/>`)
    expect(footer).toContain('w:eastAsia="宋体"')
    expect(footer).toContain('<w:sz w:val="28"/>')
  }
  expect(part('word/settings.xml')).toContain('<w:evenAndOddHeaders/>')
})

test('tables have single borders and repeat their heading', async () => {
  const xml = (await partsOf(DOCUMENT))('word/document.xml')
  const tables = xml.match(/<w:tbl>.*?<\/w:tbl>/g) ?? []
  expect(tables).toHaveLength(2)
  for (const table of tables) {
    expect(table).toContain('<w:tblW w:type="dxa" w:w="8845"/>')
    expect(table.match(/w:val="single"/g)).toHaveLength(6)
  }
  expect(tables[0]).not.toContain('<w:tblHeader/>')
  expect(tables[1]?.match(/<w:tblHeader\/>/g)).toHaveLength(1)
  expect(tables[1]?.match(/<w:tc>/g)).toHaveLength(6)
})

test.each([
  // The unit is two characters or more longer than the date: it stands two characters from the edge.
  // 14 characters from 16 to 2 before the edge, so the date's 6.5 run from 14 to 7.5 before it.
  ['中共某某医院委员会党委办公室', 2 * 316, 7.5 * 316],
  // The date is the longer one: it stands two characters from the edge, and begins two to the right of the unit.
  // The date's 6.5 run from 8.5 to 2 before the edge, so the unit's 6 run from 10.5 to 4.5 before it.
  ['某某医院党委', 4.5 * 316, 2 * 316],
])('%s signs above the date', async (unit, unitRight, dateRight) => {
  const xml = (await partsOf({ title: '', blocks: [], signature: { unit, date: '2026-03-12' } }))(
    'word/document.xml',
  )
  expect(paragraphOf(xml, unit)).toContain(`<w:ind w:right="${Math.round(unitRight)}"/><w:jc w:val="right"/>`)
  expect(paragraphOf(xml, '2026年3月12日')).toContain(`<w:ind w:right="${Math.round(dateRight)}"/>`)
})

test('a paragraph of 10,000 characters survives', async () => {
  const text = '党建引领公立医院高质量𠮷'.repeat(840)
  const xml = (await partsOf({ title: '长', blocks: [{ kind: 'paragraph', text }] }))('word/document.xml')
  expect(textsOf(xml)).toContain(text)
})

test('a document of nothing is still a document', async () => {
  const empty: OfficialDocument = {
    title: '',
    blocks: [
      { kind: 'table', columns: [], rows: [] },
      { kind: 'facts', rows: [] },
      { kind: 'paragraph', text: '' },
    ],
  }
  const xml = (await partsOf(empty))('word/document.xml')
  expect(xml).not.toContain('<w:tbl>')
  expect(xml).toContain('<w:sectPr>')
})

test('the same document gives the same bytes, whatever the clock says', async () => {
  const first = await writeOfficialDocument(DOCUMENT)
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-05-06T07:08:09Z') })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const second = await writeOfficialDocument(DOCUMENT)
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
})

test('a signature without a real date is refused', async () => {
  const document = { ...DOCUMENT, signature: { unit: '党委', date: '2026-02-30' } }
  await expect(writeOfficialDocument(document)).rejects.toThrow(RangeError)
})

test('numbers and dates in words', () => {
  const numbers = [1, 9, 10, 11, 20, 21, 99, 100, 101, 110, 115, 999].map(chineseNumber)
  expect(numbers.join(' ')).toBe(
    '一 九 十 十一 二十 二十一 九十九 一百 一百零一 一百一十 一百一十五 九百九十九',
  )
  expect(dateInWords('2026-03-02')).toBe('2026年3月2日')
  const number = headingNumbers()
  expect(([3, 3, 1, 3, 4, 2, 4] as const).map(number)).toEqual([
    '1.',
    '2.',
    '一、',
    '1.',
    '（1）',
    '（一）',
    '（1）',
  ])
})
