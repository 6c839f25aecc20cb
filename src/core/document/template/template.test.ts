// A template is checked before it is used, and filled with whatever people type.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paragraph, table, textsOf, type WordFile, wordFile } from '../../../../test/word-file.ts'
import { checkTemplate, type Fields, fillTemplate, sampleValues, TemplateUnreadable } from '../index.ts'
import { alignedName } from './fields.ts'

const fields = {
  会议名称: { type: 'text', en: 'Name', example: '党员大会', required: true },
  会议地点: { type: 'text', en: 'Place', example: '活动室' },
  日期: { type: 'date', en: 'Day', example: '2026-11-22' },
  月份: { type: 'date', en: 'Month', example: '2026-09' },
  时间: { type: 'moment', en: 'Time', example: '2026-11-22T09:05' },
  应到: { type: 'number', en: 'Due', example: 26, required: true },
  记录: { type: 'prose', en: 'Minutes', example: '第一段。\n第二段。' },
  应到人员: {
    type: 'list',
    en: 'Who is due',
    rows: 2,
    of: {
      姓名: { type: 'name', en: 'Name', example: ['王一', '欧阳文静'] },
      备注: { type: 'text', en: 'Note', example: '' },
    },
  },
} as const satisfies Fields

const values = { ...sampleValues(fields), 会议地点: null }

const check = async (...body: readonly string[]) => checkTemplate(wordFile(body.join('')), fields)
const found = async (...body: readonly string[]) =>
  (await check(...body)).faults.map(({ code, name, nearest, paragraph: at }) => [code, name, nearest, at])
const good = paragraph('{会议名称}{应到}')

test('a good template: nothing wrong, what it uses, what it leaves out', async () => {
  expect(
    await check(
      paragraph('{会议名称}于{日期}'),
      table([
        ['序号', '姓名'],
        ['{#应到人员}{序号}', '{姓名}{/应到人员}'],
      ]),
      paragraph('{^应到人员}无{/应到人员}'),
      paragraph('{#会议地点}在{会议地点}{/}'),
    ),
  ).toEqual({
    faults: [],
    missing: ['应到'],
    used: ['会议名称', '日期', '应到人员', '应到人员.序号', '应到人员.姓名', '会议地点'],
  })
})

test.each<[string, readonly (readonly (string | number | null)[])[]]>([
  [paragraph('{会义名称}'), [['unknown', '会义名称', '会议名称', 1]]],
  [paragraph('{会议 名称 }'), []],
  [paragraph('{会', '议名', '称}'), []],
  [paragraph('{会', '义名', '称}'), [['unknown', '会义名称', '会议名称', 1]]],
  [paragraph('') + paragraph('{天气}'), [['unknown', '天气', null, 2]]],
  [paragraph('{姓名}'), [['outside_list', '姓名', '应到人员', 1]]],
  [paragraph('{应到人员}'), [['list_as_value', '应到人员', null, 1]]],
  [
    paragraph('{#应到人员}{#应到人员}{姓名}{/应到人员}{/应到人员}'),
    [['list_in_list', '应到人员', '应到人员', 1]],
  ],
  [paragraph('{#应到人员}{姓名}'), [['list_unclosed', '应到人员', null, 1]]],
  [
    paragraph('{姓名}{/应到人员}'),
    [
      ['outside_list', '姓名', '应到人员', 1],
      ['list_unopened', '应到人员', '应到人员', 1],
    ],
  ],
  [paragraph('{#应到人员}{#会议地点}{/应到人员}'), [['list_crossed', '应到人员', '会议地点', 1]]],
  [paragraph('{会议名称'), [['brace_unclosed', '{会议名称', null, 1]]],
  [
    paragraph('{会议') + paragraph('名称}'),
    [
      ['brace_unclosed', '{会议', null, 1],
      ['brace_unopened', '名称}', null, 2],
    ],
  ],
  [paragraph('会议名称}'), [['brace_unopened', '会议名称}', null, 1]]],
  [paragraph('{{会议名称}}'), [['brace_doubled', '{{会议名称}}', null, 1]]],
  [paragraph('{会议名称}}'), [['brace_doubled', '{会议名称}}', null, 1]]],
  [paragraph('｛会议名称｝'), [['brace_wide', '会议名称', null, 1]]],
  [paragraph('｛随便写写｝'), []],
  [paragraph('{@会议名称}'), [['unknown', '@会议名称', '会议名称', 1]]],
  [paragraph('{=[[ ]]=}'), [['unknown', '=[[]]=', null, 1]]],
  [
    paragraph('{-w:p 应到人员}{/应到人员}'),
    [
      ['unknown', '-w:p应到人员', '应到人员', 1],
      ['list_unopened', '应到人员', '应到人员', 1],
    ],
  ],
  [
    paragraph('{constructor}{__proto__}{toString}'),
    [
      ['unknown', 'constructor', null, 1],
      ['unknown', '__proto__', null, 1],
      ['unknown', 'toString', null, 1],
    ],
  ],
])('%s', async (body, expected) => {
  expect(await found(good, body)).toEqual(expected.map((fault) => fault.with(3, Number(fault[3]) + 1)))
})

test('a list that begins in one place and ends in quite another is named, though every name is right', async () => {
  const [fault] = await found(good, table([['{#应到人员}{姓名}']]), paragraph('{/应到人员}'))
  expect(fault?.slice(0, 2)).toEqual(['list_layout', '应到人员'])
})

test('faults in a header are found there', async () => {
  const header = `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${paragraph('{会议}')}</w:hdr>`
  const { faults } = await checkTemplate(wordFile(good, { parts: { 'word/header1.xml': header } }), fields)
  expect(faults).toEqual([
    { code: 'unknown', name: '会议', nearest: '会议名称', part: 'header', paragraph: 1, text: '{会议}' },
  ])
})

const external = (kind: string, target: string, mode = 'External'): WordFile => ({
  relationships: `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}" TargetMode="${mode}"/>`,
})
const field = (text: string): string =>
  `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${text.slice(0, 4)}</w:instrText></w:r><w:r><w:instrText>${text.slice(4)}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const office = (stream: string): Uint8Array =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(stream, 'utf16le')])
const macroType = 'application/vnd.ms-word.document.macroEnabled.main+xml'
const blankType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml'

test.each<[string, Uint8Array, string]>([
  ['a PDF', bytesOf('%PDF-1.7 …'), 'pdf'],
  ['an old .doc or .wps', office('WordDocument'), 'old_doc'],
  ['an encrypted file', office('EncryptedPackage'), 'encrypted'],
  ['a text', bytesOf('会议记录'), 'not_docx'],
  ['nothing', new Uint8Array(), 'not_docx'],
  [
    'a workbook',
    wordFile('', { mainType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml' }),
    'not_docx',
  ],
  ['a zip without parts of Word', wordFile('', { parts: { '[Content_Types].xml': null } }), 'not_docx'],
  ['half a file', wordFile(good).slice(0, 700), 'damaged'],
  ['a .dotx', wordFile(good, { mainType: blankType }), 'template_file'],
  ['a .docm', wordFile(good, { mainType: macroType }), 'macro'],
  ['a macro under another name', wordFile(good, { parts: { 'word/vbaProject.bin': 'x' } }), 'macro'],
  ['an embedded workbook', wordFile(good, { parts: { 'word/embeddings/a.xlsx': 'x' } }), 'embedded'],
  ['a control', wordFile(good, { parts: { 'word/activeX/activeX1.bin': 'x' } }), 'embedded'],
  ['another document inside', wordFile(`${good}<w:altChunk r:id="rId9"/>`), 'embedded'],
  ['a linked object', wordFile(good, external('oleObject', 'file:///c:/a.xls')), 'embedded'],
  [
    'a template on a server',
    wordFile(good, external('attachedTemplate', 'https://example.org/a.dotm')),
    'external',
  ],
  ['a picture of the network', wordFile(good, external('image', 'http://example.org/a.png')), 'external'],
  [
    'the same, spelt otherwise',
    wordFile(good, external('image', 'http://example.org/a.png', '&#69;xternal')),
    'external',
  ],
  ['a link to a share', wordFile(good, external('hyperlink', '\\\\server\\share')), 'external'],
  [
    'a field that fetches',
    wordFile(good + field(' INCLUDEPICTURE "http://example.org/a.png"')),
    'fetching_field',
  ],
  [
    'a field that runs',
    wordFile(`${good}<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe"/></w:p>`),
    'fetching_field',
  ],
  [
    'entities',
    wordFile(good, { parts: { 'word/settings.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' } }),
    'entities',
  ],
  [
    'a bomb',
    wordFile(good, { compressed: true, parts: { 'word/media/a.bin': '0'.repeat(9_000_000) } }),
    'bomb',
  ],
  [
    'a part in another encoding',
    wordFile(good, { parts: { 'word/settings.xml': '<\u0000x\u0000/\u0000>' } }),
    'damaged',
  ],
  ['XML that ends too early', wordFile(good, { parts: { 'word/settings.xml': '<x><y>' } }), 'damaged'],
])('%s is refused', async (_, bytes, reason) => {
  const error: unknown = await checkTemplate(bytes, fields).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(TemplateUnreadable)
  expect(error).toMatchObject({ reason })
})

test('more than ten megabytes are refused before they are opened', async () => {
  await expect(checkTemplate(new Uint8Array(10 * 1024 * 1024 + 1), fields)).rejects.toMatchObject({
    reason: 'too_large',
  })
})

test('two parts of one name are refused: one reader would see the first, another the second', async () => {
  const bytes = Buffer.from(wordFile(good, { parts: { 'word/document.xmm': '<x/>' } }))
  for (let at = bytes.indexOf('word/document.xmm'); at !== -1; at = bytes.indexOf('word/document.xmm', at))
    bytes.write('word/document.xml', at)
  await expect(checkTemplate(bytes, fields)).rejects.toMatchObject({ reason: 'damaged' })
})

test('a link to a page is only followed by a click', async () => {
  const link = external('hyperlink', 'https://www.12371.cn/')
  expect((await checkTemplate(wordFile(good, link), fields)).faults).toEqual([])
})

test('values as official documents write them; what is empty prints nothing', async () => {
  const body = [
    paragraph('{会议名称}|{会议地点}|{日期}|{月份}|{时间}|{应到}'),
    table([
      ['序号', '姓名'],
      ['{#应到人员}{中文序号}', '{姓名}{/应到人员}'],
    ]),
    paragraph('{^会议地点}另行通知{/会议地点}'),
  ].join('')
  expect(textsOf(await fillTemplate(wordFile(body), fields, values))).toEqual([
    '党员大会||2026年11月22日|2026年9月|2026年11月22日09:05|26',
    '序号',
    '姓名',
    '一',
    '王　一',
    '二',
    '欧阳文静',
    '另行通知',
  ])
})

test('prose is a paragraph a line where it stands alone, and lines of one paragraph elsewhere', async () => {
  const prose = '第一段。\r\n\r\n　第二段。\n第三段。'
  const filled = await fillTemplate(wordFile(paragraph('{记', '录}') + paragraph('摘要：{记录}')), fields, {
    ...values,
    记录: prose,
  })
  expect(textsOf(filled)).toEqual([
    '第一段。',
    '第二段。',
    '第三段。',
    '摘要：第一段。\n　第二段。\n第三段。',
  ])
  const empty = await fillTemplate(wordFile(table([['{记录}']])), fields, { ...values, 记录: null })
  expect(textsOf(empty)).toEqual([''])
})

test('what people type stays text: markup, braces, control characters, lone surrogates', async () => {
  const typed = '<w:p/>&amp; {会议地点} {#x} ]]> \u0000\u000B\uFFFE\uD800𠮷🎉'
  const filled = await fillTemplate(wordFile(paragraph('{会议名称}')), fields, { ...values, 会议名称: typed })
  expect(textsOf(filled)).toEqual(['<w:p/>&amp; {会议地点} {#x} ]]> 𠮷🎉'])
})

test('any text comes out as it went in, cleaned of what XML cannot hold', async () => {
  const template = wordFile(paragraph('[{会议名称}]'))
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async (text) => {
      const line = text.replaceAll(/\s+/gu, ' ')
      const filled = await fillTemplate(template, fields, { ...values, 会议名称: line })
      const [shown = ''] = textsOf(filled)
      expect(shown.startsWith('[') && shown.endsWith(']')).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('five thousand rows are filled in seconds, each under the head that is repeated', async () => {
  const rows = Array.from({ length: 5000 }, (_, index) => ({ 姓名: `党员${index}`, 备注: null }))
  const body = table([
    ['序号', '姓名'],
    ['{#应到人员}{序号}', '{姓名}{/应到人员}'],
  ])
  const started = performance.now()
  const texts = textsOf(await fillTemplate(wordFile(body), fields, { ...values, 应到人员: rows }))
  expect(texts).toHaveLength(2 + 10_000)
  expect(texts.slice(-2)).toEqual(['5000', '党员4999'])
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('the same values give the same bytes', async () => {
  const template = wordFile(paragraph('{会议名称}'))
  const [first, second] = [
    await fillTemplate(template, fields, values),
    await fillTemplate(template, fields, values),
  ]
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
})

test.each([
  ['王一', '王　一'],
  ['王一二', '王一二'],
  ['欧阳文静', '欧阳文静'],
  ['Li', 'Li'],
  ['买买提·艾力', '买买提·艾力'],
])('the name %s is written %s', (name, written) => {
  expect(alignedName(name)).toBe(written)
})
