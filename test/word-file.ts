// Word files for tests, made part by part: good ones, and such as nobody should open.

import PizZip from 'pizzip'

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const package_ = 'http://schemas.openxmlformats.org/package/2006'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

/** One paragraph; several texts are several runs, as Word leaves them behind after editing. */
export const paragraph = (...runs: readonly string[]): string =>
  `<w:p>${runs.map((run) => `<w:r><w:t xml:space="preserve">${run}</w:t></w:r>`).join('')}</w:p>`

/** A table; the first row is its head, repeated on every page. */
export const table = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows
    .map(
      (cells, index) =>
        `<w:tr>${index === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`,
    )
    .join('')}</w:tbl>`

export type WordFile = {
  /** Other parts by their names; `null` leaves a usual one out. */
  readonly parts?: Readonly<Record<string, string | null>>
  /** The content type of the main part. */
  readonly mainType?: string
  /** Relationships of the document, as XML. */
  readonly relationships?: string
  /** Compresses, so that much of the same becomes little. */
  readonly compressed?: true
}

/** A .docx with this body. */
export function wordFile(body: string, file: WordFile = {}): Uint8Array<ArrayBuffer> {
  const parts: Record<string, string | null> = {
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="${package_}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${file.mainType ?? type}"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="${package_}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="${main}"><w:body>${body}<w:sectPr/></w:body></w:document>`,
    ...(file.relationships === undefined
      ? {}
      : {
          'word/_rels/document.xml.rels': `<?xml version="1.0"?><Relationships xmlns="${package_}/relationships">${file.relationships}</Relationships>`,
        }),
    ...file.parts,
  }
  const zip = new PizZip()
  for (const [name, text] of Object.entries(parts))
    if (text !== null) zip.file(name, text, { createFolders: false })
  return Uint8Array.from(
    zip.generate({ type: 'uint8array', compression: file.compressed === true ? 'DEFLATE' : 'STORE' }),
  )
}

/** The texts of the paragraphs of a part, in their order; a line break within one is a line break. */
export function textsOf(bytes: Uint8Array, part = 'word/document.xml'): readonly string[] {
  const xml = new PizZip(bytes).file(part)?.asText() ?? ''
  return [...xml.matchAll(/<w:p(?:\s[^>]*)?(?:\/>|>(.*?)<\/w:p>)/gs)].map(([, inner = '']) =>
    inner
      .replaceAll('<w:br/>', '\n')
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&'),
  )
}
