/** The measures and fonts of GB/T 9704-2012 党政机关公文格式, in the units Word counts in. */
import {
  DocumentGridType,
  type IPropertiesOptions,
  type ISectionOptions,
  LineRuleType,
  PageOrientation,
} from 'docx'

/** Twentieths of a point from millimetres. */
export function twips(millimetres: number): number {
  return Math.round((millimetres / 25.4) * 1440)
}

/** A4, 天头 37 mm, 订口 28 mm, a type area of 156 × 225 mm (5.1, 5.2.1). */
export const PAGE = {
  width: twips(210),
  height: twips(297),
  top: twips(37),
  left: twips(28),
  right: twips(26),
  bottom: twips(35),
} as const

const TYPE_WIDTH = PAGE.width - PAGE.left - PAGE.right
const TYPE_HEIGHT = PAGE.height - PAGE.top - PAGE.bottom

/** The width that text and tables fill; a sheet turned on its side is as wide as it is high otherwise. */
export const typeWidth = (landscape: boolean): number => (landscape ? TYPE_HEIGHT : TYPE_WIDTH)

/** 22 lines of 28 characters fill the type area (5.2.3). Rounded down: one twip more and a page holds 21 lines. */
export const LINE = Math.floor(TYPE_HEIGHT / 22)
const CHARACTER = TYPE_WIDTH / 28

/** 28 characters of 16 pt are wider than 156 mm: each stands a quarter of a point nearer to the next (twips). */
const TIGHTER = Math.floor(CHARACTER) - 320

/** Half-points of the sizes: 2号, 3号, 4号, and the smaller ones of tables (小四, 五号) and marks. */
export const SIZE = { title: 44, body: 32, pageNumber: 28, table: 24, small: 21, mark: 18 } as const

/** The width of one body character, which indents are measured in. */
export const EM = Math.round(CHARACTER)

const LATIN = 'Times New Roman'

/** Chinese in the font, letters and digits in Times; the hint keeps “” and — Chinese. */
function font(eastAsia: string, latin = LATIN) {
  return { ascii: latin, hAnsi: latin, cs: latin, eastAsia, hint: 'eastAsia' } as const
}

export const FONT = {
  title: font('方正小标宋简体'),
  body: font('仿宋_GB2312'),
  level1: font('黑体'),
  level2: font('楷体_GB2312'),
  song: font('宋体', '宋体'),
} as const

/** What Word may use where a font is missing; the fonts of GB/T 9704 come with few systems. */
const STAND_INS: readonly (readonly [name: string, standIns: string])[] = [
  ['方正小标宋简体', '方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,宋体'],
  ['仿宋_GB2312', '仿宋,FangSong,华文仿宋'],
  ['楷体_GB2312', '楷体,KaiTi,华文楷体'],
  ['黑体', 'SimHei'],
  ['宋体', 'SimSun'],
]

/** The font table of the file: the Chinese fonts with their stand-ins. */
export function fontTable(): string {
  const fonts = STAND_INS.map(
    ([name, standIns]) =>
      `<w:font w:name="${name}"><w:altName w:val="${standIns}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`,
  )
  const latin = `<w:font w:name="${LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>`
  const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${main}">${fonts.join('')}${latin}</w:fonts>`
}

export const LINE_SPACING = { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 } as const

/** Lines of a table are closer than those of the body. */
export const TABLE_SPACING = { line: 400, lineRule: LineRuleType.EXACT, before: 0, after: 0 } as const

export const SMALL_SPACING = { ...TABLE_SPACING, line: 320 } as const

/** Two characters, however wide the font is; the twips are for readers that do not count in characters. */
export const FIRST_LINE = { firstLineChars: 200, firstLine: EM * 2 } as const

const heading = (headingFont: (typeof FONT)[keyof typeof FONT]) => ({
  run: { font: headingFont, size: SIZE.body, bold: false, italics: false, color: '000000' },
  paragraph: { spacing: LINE_SPACING, indent: FIRST_LINE, keepNext: true },
})

/** The styles: body as the default, and four headings. */
export const STYLES: NonNullable<IPropertiesOptions['styles']> = {
  default: {
    document: {
      run: {
        font: FONT.body,
        size: SIZE.body,
        characterSpacing: TIGHTER,
        language: { value: 'en-US', eastAsia: 'zh-CN' },
      },
      paragraph: { spacing: LINE_SPACING },
    },
    title: {
      run: { font: FONT.title, size: SIZE.title, bold: false, color: '000000' },
      paragraph: { spacing: { ...LINE_SPACING, line: Math.round(LINE * 1.2) } },
    },
    heading1: heading(FONT.level1),
    heading2: heading(FONT.level2),
    heading3: heading(FONT.body),
    heading4: heading(FONT.body),
  },
}

type Section = NonNullable<ISectionOptions['properties']>

const EDGES = {
  header: twips(15),
  // The dashes of the page number stand 7 mm below the type area (7.5).
  footer: twips(25),
  gutter: 0,
} as const

// No grid of lines and characters: readers fill its cells each in their own way, down to 18 characters a line. Exact
// lines and the spacing of characters give the same 22 by 28 in all of them.
const NO_GRID = { type: DocumentGridType.DEFAULT, linePitch: LINE } as const

/** The section: page and margins; 22 lines of 28 characters come from the styles. */
export const SECTION: Section = {
  page: {
    size: { width: PAGE.width, height: PAGE.height },
    margin: { top: PAGE.top, left: PAGE.left, right: PAGE.right, bottom: PAGE.bottom, ...EDGES },
  },
  grid: NO_GRID,
}

/** The same sheet turned: what was its left edge, where it is bound, is now its top (chapter 8). */
export const LANDSCAPE: Section = {
  page: {
    // The library turns the measures of the upright sheet itself.
    size: { width: PAGE.width, height: PAGE.height, orientation: PageOrientation.LANDSCAPE },
    margin: {
      top: PAGE.left,
      right: PAGE.top,
      bottom: PAGE.right,
      left: PAGE.bottom,
      ...EDGES,
      footer: twips(14),
    },
  },
  grid: NO_GRID,
}
