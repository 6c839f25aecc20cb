// The template engine as this product uses it: values and loops by name, and nothing that would run or take in raw XML.

import Docxtemplater, { type DXT } from 'docxtemplater'
import PizZip from 'pizzip'
import { plainName } from './paragraphs.ts'

/** Packs parts into an archive; the first one says what the others are. */
export function packed(parts: ReadonlyMap<string, Uint8Array | string>): PizZip {
  const zip = new PizZip()
  const first = '[Content_Types].xml'
  for (const name of [first, ...[...parts.keys()].filter((each) => each !== first)])
    zip.file(name, parts.get(name) ?? '', { createFolders: false })
  return zip
}

/** Takes the mark for raw XML out of the engine: no template may put in markup. */
const withoutRawXml = (): DXT.Module => ({
  name: 'WithoutRawXml',
  optionsTransformer: (options: DXT.Options, engine: Docxtemplater) => {
    for (const module of engine.modules) {
      if (module['name'] === 'RawXmlModule') module['prefix'] = /(?!)/
    }
    return options
  },
})

/** Reads the template; throws the engine's own error when its placeholders do not fit together. */
export function compiled(zip: PizZip): Docxtemplater {
  return new Docxtemplater(zip, {
    paragraphLoop: true,
    linebreaks: true,
    // Its errors are told to whoever uploads the template, and hold texts that belong into no log.
    errorLogging: false,
    modules: [withoutRawXml()],
    syntax: { changeDelimiterPrefix: null },
    stripInvalidXMLChars: true,
    nullGetter: () => '',
    parser: (tag) => ({
      get: (scope: unknown) => {
        const name = plainName(tag)
        return typeof scope === 'object' && scope !== null && Object.hasOwn(scope, name)
          ? (scope as Record<string, unknown>)[name]
          : undefined
      },
    }),
  })
}
