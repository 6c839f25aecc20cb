// Checks a template before it is used: every placeholder that is not known, not closed or out of place, with its paragraph.

import { xmlReader } from '../../workbook/xml.ts'
import type { TemplateFaultCode } from '../faults.ts'
import { compiled, packed } from './engine.ts'
import { type Fields, rowFields, sampleValues, wordValues } from './fields.ts'
import { filledParts, withLines } from './fill.ts'
import { nearestName } from './nearest.ts'
import { openTemplate } from './package.ts'
import { paragraphsOf, type Tag, tagsOf } from './paragraphs.ts'

export type TemplateFault = {
  readonly code: TemplateFaultCode
  /** The name, or the text about a brace. */
  readonly name: string
  readonly nearest: string | null
  /** Where: the body, a header, a footer or a note; null where only the engine knows. */
  readonly part: 'body' | 'header' | 'footer' | 'note' | null
  /** Counted from 1 within its part, empty ones too; null where only the engine knows. */
  readonly paragraph: number | null
  /** The text of that paragraph, cut. */
  readonly text: string
}

export type TemplateCheck = {
  readonly faults: readonly TemplateFault[]
  /** Fields that a form should have and this template leaves out. */
  readonly missing: readonly string[]
  /** The fields that it uses; those of a list as list.field. */
  readonly used: readonly string[]
}

/** What is wrong with a template for these fields; throws `TemplateUnreadable` for a file that is none. */
export async function checkTemplate(bytes: Uint8Array, fields: Fields): Promise<TemplateCheck> {
  const parts = await openTemplate(bytes)
  const used = new Set<string>()
  const faults: TemplateFault[] = []
  for (const name of [...parts.keys()].filter((each) => filledParts.test(each)).sort()) {
    faults.push(...faultsOfPart(name, new TextDecoder().decode(parts.get(name)), fields, used))
  }
  if (faults.length === 0) faults.push(...faultsOfEngine(parts, fields))
  const missing = Object.entries(fields).flatMap(([name, field]) =>
    field.required === true && !used.has(name) ? [name] : [],
  )
  return { faults: distinct(faults), missing, used: [...used] }
}

const partNames = { document: 'body', header: 'header', footer: 'footer' } as const

function placeOf(name: string): 'body' | 'header' | 'footer' | 'note' {
  const word = /^word\/([a-z]+)/.exec(name)?.[1]
  return word === 'document' || word === 'header' || word === 'footer' ? partNames[word] : 'note'
}

type Open = { readonly name: string; readonly at: Omit<TemplateFault, 'code' | 'name' | 'nearest'> }

function faultsOfPart(name: string, xml: string, fields: Fields, used: Set<string>): TemplateFault[] {
  const faults: TemplateFault[] = []
  const open: Open[] = []
  paragraphsOf(xml).forEach(({ text }, index) => {
    const at = { part: placeOf(name), paragraph: index + 1, text: text.trim().slice(0, 60) }
    for (const tag of tagsOf(text)) {
      const found = judgeTag(tag, fields, open, used)
      if (found !== null) faults.push({ ...found, ...at })
      if (tag.kind === 'open' || tag.kind === 'not') open.push({ name: tag.name, at })
    }
  })
  for (const { name: list, at } of open)
    faults.push({ code: 'list_unclosed', name: list, nearest: null, ...at })
  return faults
}

type Found = Pick<TemplateFault, 'code' | 'name' | 'nearest'>

function judgeTag(tag: Tag, fields: Fields, open: Open[], used: Set<string>): Found | null {
  const found = (code: TemplateFaultCode, name: string, nearest: string | null = null): Found => ({
    code,
    name,
    nearest,
  })
  switch (tag.kind) {
    case 'unclosed':
      return found('brace_unclosed', tag.raw)
    case 'unopened':
      return found('brace_unopened', tag.raw)
    case 'doubled':
      return found('brace_doubled', tag.raw)
    case 'wide':
      return placesOf(tag.name, fields).length > 0 ? found('brace_wide', tag.name) : null
    case 'close': {
      const last = open.at(-1)
      if (tag.name === '' || last?.name === tag.name) {
        open.pop()
        return last === undefined ? found('list_unopened', tag.raw) : null
      }
      if (last === undefined || !open.some(({ name }) => name === tag.name))
        return found('list_unopened', tag.name, nearestName(tag.name, Object.keys(fields)))
      while (open.length > 0 && open.pop()?.name !== tag.name);
      return found('list_crossed', tag.name, last.name)
    }
    case 'open':
    case 'not':
    case 'value':
      return judgeName(tag.name, tag.kind, fields, open, used)
  }
}

function judgeName(
  name: string,
  kind: 'open' | 'not' | 'value',
  fields: Fields,
  open: readonly Open[],
  used: Set<string>,
): Found | null {
  const list = open.map((each) => each.name).find((each) => fields[each]?.type === 'list')
  const places = placesOf(name, fields)
  const here = list !== undefined && places.includes(list)
  if (here) {
    used.add(`${list}.${name}`)
    return null
  }
  if (places.includes('')) {
    used.add(name)
    if (fields[name]?.type !== 'list') return null
    if (kind === 'value') return { code: 'list_as_value', name, nearest: null }
    if (kind === 'open' && list !== undefined) return { code: 'list_in_list', name, nearest: list }
    return null
  }
  const [other] = places
  if (other !== undefined) return { code: 'outside_list', name, nearest: other }
  const all = Object.entries(fields).flatMap(([each, field]) =>
    field.type === 'list' ? [each, ...Object.keys(field.of)] : [each],
  )
  return { code: 'unknown', name, nearest: nearestName(name, all) }
}

/** Where a name is known: '' outside of lists, else the lists that have it. */
function placesOf(name: string, fields: Fields): readonly string[] {
  return [
    ...(Object.hasOwn(fields, name) ? [''] : []),
    ...Object.entries(fields).flatMap(([list, field]) =>
      field.type === 'list' && (Object.hasOwn(field.of, name) || Object.hasOwn(rowFields, name))
        ? [list]
        : [],
    ),
  ]
}

/** What only a trial shows: places of lists that do not fit together, and a result that is no document. */
function faultsOfEngine(parts: ReadonlyMap<string, Uint8Array>, fields: Fields): readonly TemplateFault[] {
  const fault = (code: TemplateFaultCode, name: string): TemplateFault => ({
    code,
    name,
    nearest: null,
    part: null,
    paragraph: null,
    text: '',
  })
  try {
    const engine = compiled(packed(withLines(parts, fields)))
    const filled = engine.render(wordValues(fields, sampleValues(fields))).getZip()
    for (const name of Object.keys(filled.files).filter((each) => filledParts.test(each))) {
      const reader = xmlReader({ open: () => {}, close: () => {}, text: () => {} })
      reader.feed(filled.files[name].asUint8Array())
      reader.end()
    }
    return []
  } catch (error) {
    return errorsOf(error).map(({ id, tag }) =>
      fault(/loop|no_xml_tag|position/.test(id) ? 'list_layout' : 'other', tag),
    )
  }
}

/** The engine gathers its errors in one; each has an id and the placeholder that it stumbled over. */
function errorsOf(error: unknown): readonly { readonly id: string; readonly tag: string }[] {
  const properties = propertiesOf(error)
  const inner = properties['errors']
  if (Array.isArray(inner) && inner.length > 0) return inner.flatMap(errorsOf)
  const { id, xtag } = properties
  return [{ id: typeof id === 'string' ? id : '', tag: typeof xtag === 'string' ? xtag : '' }]
}

function propertiesOf(error: unknown): Readonly<Record<string, unknown>> {
  const properties = error instanceof Error && 'properties' in error ? error.properties : null
  return typeof properties === 'object' && properties !== null
    ? (properties as Readonly<Record<string, unknown>>)
    : {}
}

/** A text box is written down twice, for newer and for older readers; its faults are told once. */
function distinct(faults: readonly TemplateFault[]): readonly TemplateFault[] {
  const seen = new Set<string>()
  return faults.filter(({ code, name, text, part }) => {
    const key = JSON.stringify([code, name, text, part])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
