// The paragraphs of a part of a Word file with their texts, and the placeholders that stand in them.

export type Paragraph = {
  /** Where its XML begins and ends in the part. */
  readonly from: number
  readonly until: number
  /** Its text without that of text boxes in it; runs joined, entities resolved. */
  readonly text: string
}

const TOKEN = /<(\/?)(w:p|w:t|w:tab|w:br|w:cr)((?:\s[^>]*?)?)(\/?)>/g

/** All paragraphs in the order of their beginnings; those in a text box stand after the one that holds the box. */
export function paragraphsOf(xml: string): readonly Paragraph[] {
  const done: Paragraph[] = []
  const open: { from: number; text: string }[] = []
  let textFrom = -1
  for (const match of xml.matchAll(TOKEN)) {
    const [whole, slash, tag, , single] = match
    const here = open.at(-1)
    if (tag === 'w:p') {
      if (slash === '') {
        if (single === '') open.push({ from: match.index, text: '' })
        else done.push({ from: match.index, until: match.index + whole.length, text: '' })
      } else if (here !== undefined) {
        open.pop()
        done.push({ ...here, until: match.index + whole.length })
      }
    } else if (tag === 'w:t') {
      if (slash === '' && single === '') textFrom = match.index + whole.length
      else if (slash !== '' && textFrom !== -1) {
        if (here !== undefined) here.text += resolved(xml.slice(textFrom, match.index))
        textFrom = -1
      }
    } else if (here !== undefined && slash === '') here.text += tag === 'w:tab' ? '\t' : '\n'
  }
  return done.sort((a, b) => a.from - b.from)
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function resolved(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return NAMED[String(name)] ?? all
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : all
  })
}

export type Tag =
  /** {name}; `name` as the fields have it. */
  | { readonly kind: 'value' | 'open' | 'not' | 'close'; readonly name: string; readonly raw: string }
  /** A brace without its counterpart, or one too many; `raw` is what follows or stands before it. */
  | { readonly kind: 'unclosed' | 'unopened' | 'doubled'; readonly raw: string }
  /** Braces of the Chinese keyboard, which are no braces to a template. */
  | { readonly kind: 'wide'; readonly name: string; readonly raw: string }

const KINDS: Readonly<Record<string, 'open' | 'not' | 'close'>> = { '#': 'open', '^': 'not', '/': 'close' }

/** A name as it is compared: without blanks, which Chinese names do not have. */
export const plainName = (text: string): string => text.replace(/[\s\u3000\u00a0]+/g, '')

/** The placeholders of a paragraph's text, in their order. */
export function tagsOf(text: string): readonly Tag[] {
  const tags: Tag[] = []
  let from = -1
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '{') {
      if (text[at + 1] === '{') {
        tags.push({ kind: 'doubled', raw: text.slice(at, at + 20) })
        return tags
      }
      if (from !== -1) tags.push({ kind: 'unclosed', raw: text.slice(from, at) })
      from = at
    } else if (sign === '}') {
      if (text[at + 1] === '}') {
        tags.push({ kind: 'doubled', raw: text.slice(Math.max(0, at - 18), at + 2) })
        return tags
      }
      if (from === -1) tags.push({ kind: 'unopened', raw: text.slice(Math.max(0, at - 18), at + 1) })
      else tags.push(tagIn(text.slice(from, at + 1)))
      from = -1
    }
  }
  if (from !== -1) tags.push({ kind: 'unclosed', raw: text.slice(from, from + 20) })
  for (const [raw, name = ''] of text.matchAll(/｛([^｛｝{}]{1,30})｝/g))
    tags.push({ kind: 'wide', name: plainName(name).replace(/^[#＃/／^]/, ''), raw })
  return tags
}

function tagIn(raw: string): Tag {
  const name = plainName(raw.slice(1, -1))
  const kind = KINDS[name[0] ?? '']
  return kind === undefined ? { kind: 'value', name, raw } : { kind, name: name.slice(1), raw }
}
