/** Files that must not be opened: not .xlsx, encrypted, with macros, damaged, or made to exhaust the memory. */
import { crc32, deflateRawSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { listEntries } from './archive.ts'
import { readWorkbook, type Sheet, WorkbookUnreadable } from './index.ts'

const SHEET: Sheet = {
  key: 's',
  zh: '表',
  en: 'Sheet',
  id: [],
  columns: [{ key: 'value', zh: '值', en: 'Value', type: 'text' }],
}

const GOOD = { sheets: [{ name: '表', rows: [['值'], ['甲']] }] }

async function reasonOf(bytes: Uint8Array): Promise<string> {
  try {
    await readWorkbook(bytes, [SHEET])
    return 'read'
  } catch (error) {
    if (error instanceof WorkbookUnreadable) return error.reason
    throw error
  }
}

/** A zip archive of the parts, so that a test can lie about sizes. */
function zip(
  parts: Readonly<Record<string, Uint8Array | string>>,
  declare?: (size: number) => number,
): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content)
    const packed = deflateRawSync(data, { level: 9 })
    const path = Buffer.from(name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(data), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE((declare ?? ((size) => size))(data.length), 18)
    fields.writeUInt16LE(path.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, path, packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), fields, place, path]))
    locals.push(local)
    offset += local.length
  }
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(Buffer.concat(directory).length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, ...directory, Buffer.from('PK\u0005\u0006'), end])
}

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** The parts of a small workbook whose one sheet holds the XML. */
function parts(sheet: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const relationship = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`
  return {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships>${relationship('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relationship('r1', 'worksheet', 'sheet1.xml')}${relationship('r2', 'sharedStrings', 'strings.xml')}</Relationships>`,
    'xl/sheet1.xml': `<worksheet xmlns="${MAIN}">${sheet}</worksheet>`,
    ...more,
  }
}

const DATA =
  '<sheetData><row r="1"><c r="A1" t="str"><v>值</v></c></row><row r="2"><c r="A2" t="str"><v>甲</v></c></row></sheetData>'

test('the hand-made archive is a good one', async () => {
  expect(await reasonOf(zip(parts(DATA)))).toBe('read')
})

test('what is not a zip archive, or not a workbook, is not_xlsx', async () => {
  expect(await reasonOf(new Uint8Array())).toBe('not_xlsx')
  expect(await reasonOf(Buffer.from('工号,姓名\n1,甲'))).toBe('not_xlsx')
  expect(await reasonOf(Buffer.from('<html><table></table></html>'))).toBe('not_xlsx')
  expect(await reasonOf(zip({ 'a.txt': 'a' }))).toBe('not_xlsx')
  expect(await reasonOf(zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<a/>' }))).toBe(
    'not_xlsx',
  )
})

test('an encrypted workbook is told from an old .xls', async () => {
  const encrypted = await writeXlsx({ ...GOOD, encryption: { password: 'p', spinCount: 10 } })
  expect(await reasonOf(encrypted)).toBe('encrypted')
  const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('Workbook', 'utf16le')])
  expect(await reasonOf(old)).toBe('old_xls')
})

test('a workbook with macros is refused', async () => {
  expect(await reasonOf(await writeXlsx({ ...GOOD, vbaProject: new Uint8Array([1, 2, 3]) }))).toBe('macro')
  expect(await reasonOf(zip(parts(DATA, { 'xl/macrosheets/sheet1.xml': '<a/>' })))).toBe('macro')
})

test('a truncated or altered workbook is damaged, wherever it is cut', async () => {
  const bytes = await writeXlsx(GOOD)
  for (const length of [4, 21, 22, 100, Math.floor(bytes.length / 2), bytes.length - 1]) {
    expect(await reasonOf(bytes.subarray(0, length))).toBe('damaged')
  }
  const entry = listEntries(bytes).find(({ name }) => name === 'xl/worksheets/sheet1.xml')
  const altered = bytes.slice()
  altered.fill(0xff, (entry?.local ?? 0) + 60, (entry?.local ?? 0) + 90)
  expect(await reasonOf(altered)).toBe('damaged')
  expect(await reasonOf(zip({ ...parts(DATA), '_rels/.rels': '<Relationships/>' }))).toBe('damaged')
})

test('a file over 50 MB is refused unread', async () => {
  expect(await reasonOf(new Uint8Array(50 * 1024 * 1024 + 1))).toBe('too_large')
})

test('an archive that declares more than 600 MB, or packs more than 200 to one, is refused', async () => {
  expect(await reasonOf(zip(parts(DATA), (size) => size + 200 * 1024 * 1024))).toBe('bomb')
  expect(await reasonOf(zip(parts(DATA + ' '.repeat(3 * 1024 * 1024))))).toBe('bomb')
})

test('an archive that declares less than it holds, or nothing, is refused', async () => {
  const bomb = parts(`${DATA}${' '.repeat(30 * 1024 * 1024)}`)
  expect(await reasonOf(zip(bomb, (size) => Math.min(size, 4000)))).toBe('bomb')
  expect(await reasonOf(zip(bomb, () => 0))).toBe('damaged')
})

/** Digits that do not pack well, so that a test meets the limit it means and not the ratio. */
const noise = (rows: number): string =>
  Array.from({ length: rows }, (_, index) => String(Math.imul(index, 2_654_435_761))).join('')

test('a part of millions of tags is read as it unpacks and never becomes a tree', async () => {
  const before = process.memoryUsage().rss
  const filler = noise(20_000)
  const strings = `<sst>${filler}${'<a/>'.repeat(5_000_001)}</sst>`
  const bytes = zip(parts(DATA, { 'xl/strings.xml': strings, 'xl/media/noise.bin': filler }))
  expect(await reasonOf(bytes)).toBe('read')
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024)
}, 30_000)

test('document types and entities are refused wherever they stand, so that nothing outside is ever asked for', async () => {
  const outside = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
  const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
  const base = parts(DATA)
  for (const [name, content] of Object.entries(base)) {
    if (name === '[Content_Types].xml') continue
    for (const type of [outside, laughs]) {
      expect(await reasonOf(zip({ ...base, [name]: `${type}${content}` }))).toBe('entities')
    }
  }
  const lower = '<!doctype x><sst/>'
  expect(await reasonOf(zip(parts(DATA, { 'xl/strings.xml': lower })))).toBe('entities')
})

test('an unknown entity stays a text; a reference to another workbook is not followed', async () => {
  const cell = (inside: string, type = 'str') => `<c r="A2" t="${type}">${inside}</c>`
  const sheet = (inside: string) =>
    `<sheetData><row r="1"><c r="A1" t="str"><v>值</v></c></row><row r="2">${inside}</row></sheetData>`
  const valueOf = async (inside: string) =>
    (await readWorkbook(zip(parts(sheet(inside))), [SHEET])).rows['s']?.[0]?.values['value']
  expect(await valueOf(cell('<v>&secret;</v>'))).toBe('&secret;')
  expect(await valueOf(cell('<v>a&amp;b &#x4E2D;&#22269;</v>'))).toBe('a&b 中国')
  // What Excel stored as the result counts; the other workbook is never opened.
  expect(await valueOf(cell("<f>'[1]表'!A1</f><v>甲</v>"))).toBe('甲')
  const none = await readWorkbook(zip(parts(sheet(cell("<f>'[1]表'!A1</f>")))), [SHEET])
  expect(none.faults.map(({ code }) => code)).toEqual(['formula'])
})

test('a relationship that points outside the file is passed over', async () => {
  const base = parts(DATA)
  const rels = (base['xl/_rels/workbook.xml.rels'] ?? '').replace(
    '<Relationships>',
    '<Relationships><Relationship Id="r1" TargetMode="External" Type="x/worksheet" Target="http://127.0.0.1:1/x"/>',
  )
  expect(await reasonOf(zip({ ...base, 'xl/_rels/workbook.xml.rels': rels }))).toBe('read')
})

test('ten thousand entries are too many, an archive inside the archive is never opened', async () => {
  const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`xl/media/${index}`, '']))
  expect(await reasonOf(zip({ ...parts(DATA), ...many }))).toBe('bomb')
  const inner = zip({ 'inner.bin': Buffer.alloc(40 * 1024 * 1024) })
  expect(await reasonOf(zip({ ...parts(DATA), 'xl/embeddings/a.zip': inner }))).toBe('read')
})

test('one long text named by every cell is cut once, and refused where it is too long', async () => {
  const long = noise(300_000)
  expect(long.length).toBeGreaterThan(2_000_000)
  const rows = Array.from(
    { length: 5_000 },
    (_, index) => `<row r="${index + 2}"><c r="A${index + 2}" t="s"><v>0</v></c></row>`,
  )
  const sheet = `<sheetData><row r="1"><c r="A1" t="str"><v>值</v></c></row>${rows.join('')}</sheetData>`
  const bytes = zip(parts(sheet, { 'xl/strings.xml': `<sst><si><t>${long}</t></si></sst>` }))
  const { faults } = await readWorkbook(bytes, [SHEET])
  expect(faults).toHaveLength(5_000)
  expect(faults[0]).toMatchObject({ code: 'too_long', facts: { length: 32_768, max: 200 } })
}, 30_000)

test('the table of texts and a single text have limits of their own', async () => {
  const wide = `<sst>${'<si><t/></si>'.repeat(4_000_001)}</sst>`
  const filler = noise(600_000)
  expect(await reasonOf(zip(parts(DATA, { 'xl/strings.xml': wide, 'xl/media/n.bin': filler })))).toBe('bomb')
  const endless = `<sst><si><t>${noise(1_200_000)}`
  expect(await reasonOf(zip(parts(DATA, { 'xl/strings.xml': endless })))).toBe('bomb')
}, 60_000)

test('more rows than the setting allows are refused, with the limit and the sheet in the facts', async () => {
  const rows = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `<row r="${index + 2}"><c r="A${index + 2}"><v>${index}</v></c></row>`,
    )
  const sheet = (count: number) =>
    `<sheetData><row r="1"><c r="A1" t="str"><v>值</v></c></row>${rows(count).join('')}</sheetData>`
  const at = await readWorkbook(zip(parts(sheet(1_000))), [SHEET], { mostRows: 1_000 })
  expect(at.rows['s']).toHaveLength(1_000)
  const above = readWorkbook(zip(parts(sheet(1_001))), [SHEET], { mostRows: 1_000 })
  await expect(above).rejects.toMatchObject({ reason: 'too_many_rows', facts: { most: 1_000, name: '表' } })
  expect(await reasonOf(zip(parts(sheet(200_000))))).toBe('too_many_rows')
}, 60_000)

test('a sheet that spans the whole grid is refused, one with formatted blank rows is read', async () => {
  const corner = '<sheetData><row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>'
  expect(await reasonOf(zip(parts(corner)))).toBe('too_many_rows')
  const blank = DATA.replace('</sheetData>', '<row r="1000000"><c r="A1000000" s="1"/></row></sheetData>')
  expect(await reasonOf(zip(parts(blank)))).toBe('read')
}, 30_000)

test('a sheet named a thousand times is read once', async () => {
  const base = parts(DATA)
  const many = '<sheet name="表" sheetId="1" r:id="r1"/>'.repeat(1000)
  const workbook = (base['xl/workbook.xml'] ?? '').replace(/<sheets>.*<\/sheets>/, `<sheets>${many}</sheets>`)
  const result = await readWorkbook(zip({ ...base, 'xl/workbook.xml': workbook }), [SHEET])
  expect(result.rows['s']).toHaveLength(1)
  expect(result.faults).toHaveLength(999)
})
