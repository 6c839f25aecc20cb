// Fills a template with values: a new Word file, the same for the same values.

import { stopClock } from '../clock.ts'
import { compiled, packed } from './engine.ts'
import { type Fields, linesOf, type ValuesOf, wordValues } from './fields.ts'
import { openTemplate } from './package.ts'
import { paragraphsOf, tagsOf } from './paragraphs.ts'

/** The parts whose text is filled in: body, headers, footers, notes. */
export const filledParts = /^word\/(document\d*|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/

/** The bytes of a .docx; throws `TemplateUnreadable`, or the engine's own error for a template that was not checked. */
export async function fillTemplate<F extends Fields>(
  template: Uint8Array,
  fields: F,
  values: ValuesOf<F>,
): Promise<Uint8Array> {
  return fillParts(await openTemplate(template), fields, values)
}

export function fillParts<F extends Fields>(
  parts: ReadonlyMap<string, Uint8Array>,
  fields: F,
  values: ValuesOf<F>,
): Uint8Array {
  const engine = compiled(packed(withLines(parts, fields)))
  engine.render(wordValues(fields, values))
  return stopClock(engine.toUint8Array({ compression: 'DEFLATE' }))
}

/** The parts with every paragraph that holds a prose field alone made one paragraph a line, each with its indent. */
export function withLines(
  parts: ReadonlyMap<string, Uint8Array>,
  fields: Fields,
): ReadonlyMap<string, Uint8Array | string> {
  const prose = new Set(
    Object.entries(fields).flatMap(([name, field]) => [
      ...(field.type === 'prose' ? [name] : []),
      ...(field.type === 'list'
        ? Object.keys(field.of).filter((key) => field.of[key]?.type === 'prose')
        : []),
    ]),
  )
  const ready = new Map<string, Uint8Array | string>(parts)
  for (const [name, part] of parts) {
    if (filledParts.test(name)) ready.set(name, linesInXml(new TextDecoder().decode(part), prose))
  }
  return ready
}

const mark = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

function linesInXml(xml: string, prose: ReadonlySet<string>): string {
  let result = ''
  let done = 0
  for (const { from, until, text } of paragraphsOf(xml)) {
    const [tag, more] = tagsOf(text)
    if (from < done || tag?.kind !== 'value' || more !== undefined) continue
    if (!prose.has(tag.name) || text.trim() !== tag.raw) continue
    const own = xml.slice(from, until)
    // A paragraph that ends a section or holds a picture is not for repeating.
    if (/<w:(sectPr|drawing|pict|fldChar)\b/.test(own)) continue
    const lines = linesOf(tag.name)
    result += `${xml.slice(done, from)}${mark(`{#${lines}}`)}${own}${mark(`{/${lines}}`)}`
    done = until
  }
  return result + xml.slice(done)
}
