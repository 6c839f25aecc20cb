// The look in antd's terms, light and dark, and the person's choice between them.
import { type ThemeConfig, theme as antdTheme } from 'antd'
import { useSyncExternalStore } from 'react'
import { makeChoice, oneOf, useChoice } from './choice.ts'
import { dark, light, type Palette } from './palette.ts'
import { useIsPrinting } from './screen-size.ts'

export type ThemeChoice = 'light' | 'dark' | 'system'
export type ThemeName = 'light' | 'dark'

export const fontFamily =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", system-ui, -apple-system, "Segoe UI", sans-serif'

const themeChoice = makeChoice<ThemeChoice>('theme', oneOf('light', 'dark', 'system'), () => 'system')
const darkQuery = globalThis.matchMedia?.('(prefers-color-scheme: dark)')

function subscribeSystem(listener: () => void): () => void {
  darkQuery?.addEventListener('change', listener)
  return () => darkQuery?.removeEventListener('change', listener)
}

export function useThemeChoice(): [ThemeChoice, (value: ThemeChoice) => void] {
  return useChoice(themeChoice)
}

/** The theme that holds now: the choice, or what the system prefers; on paper always light. */
export function useThemeName(): ThemeName {
  const [choice] = useThemeChoice()
  const systemDark = useSyncExternalStore(
    subscribeSystem,
    () => darkQuery?.matches ?? false,
    () => false,
  )
  const printing = useIsPrinting()
  if (printing) return 'light'
  if (choice === 'system') return systemDark ? 'dark' : 'light'
  return choice
}

export function usePalette(): Palette {
  return useThemeName() === 'dark' ? dark : light
}

/** Hands the palette to the style sheets as custom properties, so that a colour is written once. */
export function paint(name: ThemeName): void {
  const root = document.documentElement
  const palette = name === 'dark' ? dark : light
  root.dataset['theme'] = name
  root.style.colorScheme = name
  for (const [key, value] of Object.entries(palette)) {
    if (typeof value === 'string') root.style.setProperty(`--${kebab(key)}`, value)
  }
  for (const [state, colour] of Object.entries(palette.states)) {
    for (const [part, value] of Object.entries(colour)) {
      root.style.setProperty(`--${kebab(state)}-${part}`, value)
    }
  }
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', palette.surface)
}

function kebab(name: string): string {
  return name.replaceAll('_', '-').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** Phones get taller fields and buttons: thumbs need 44 px. */
export function antdConfig(name: ThemeName, { phone, calm }: { phone: boolean; calm: boolean }): ThemeConfig {
  const palette = name === 'dark' ? dark : light
  const base = name === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm
  const { states } = palette
  return {
    hashed: false, // no hash in the class names: our few overrides stay short
    // Written over the algorithm's result: in the dark it would mix these colours below 4.5 : 1.
    algorithm: (seed, map) => ({
      ...base(seed, map),
      colorPrimary: palette.ink,
      colorPrimaryHover: palette.inkHover,
      colorPrimaryActive: palette.ink,
      colorPrimaryText: palette.ink,
      colorPrimaryBg: palette.selected,
      colorPrimaryBgHover: palette.selected,
      colorLink: palette.ink,
      colorLinkHover: palette.inkHover,
      colorLinkActive: palette.ink,
      colorInfo: palette.ink,
      colorInfoBg: states.due.tint,
      colorInfoBorder: palette.line,
      colorSuccessBorder: palette.line,
      colorWarningBorder: palette.line,
      colorErrorBorder: palette.line,
      colorSuccess: states.done.mark,
      colorSuccessBg: states.done.tint,
      colorSuccessText: states.done.word,
      colorWarning: states.late.mark,
      colorWarningBg: states.late.tint,
      colorWarningText: states.late.word,
      colorError: states.overdue.mark,
      colorErrorBg: states.overdue.tint,
      colorErrorText: states.overdue.word,
      colorBgBase: palette.surface,
      colorBgLayout: palette.page,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.raised,
      colorBorder: palette.lineStrong,
      colorBorderSecondary: palette.line,
      colorText: palette.text,
      colorTextSecondary: palette.textSecond,
      colorTextTertiary: palette.textThird,
      fontSizeSM: 12,
      fontSize: 14,
      fontSizeLG: 16,
      fontSizeXL: 20,
      fontSizeHeading1: 28,
      fontSizeHeading2: 20,
      fontSizeHeading3: 16,
      fontSizeHeading4: 14,
      fontSizeHeading5: 14,
    }),
    token: {
      fontFamily,
      borderRadius: 6,
      wireframe: false,
      // Without movement antd must not wait for its end: what goes would stay, unseen but read aloud.
      motion: !calm,
      controlHeight: phone ? 44 : 34,
      controlHeightSM: phone ? 36 : 26,
      controlHeightLG: phone ? 48 : 42,
      colorTextPlaceholder: palette.textThird,
      colorTextDescription: palette.textThird,
      colorBgSpotlight: name === 'dark' ? '#3A4652' : '#26313C',
    },
    components: {
      Button: {
        primaryColor: palette.onInk,
        dangerColor: name === 'dark' ? '#2A0D0D' : '#FFFFFF',
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
      },
      Badge: { colorError: light.states.overdue.mark },
      Card: { bodyPadding: 16, headerPadding: 16, headerFontSize: 16 },
      Table: {
        headerBg: palette.page,
        headerColor: palette.textSecond,
        headerSplitColor: 'transparent',
        rowHoverBg: palette.hover,
        rowSelectedBg: palette.selected,
        rowSelectedHoverBg: palette.selected,
        borderColor: palette.line,
        cellPaddingBlock: 8,
        cellPaddingInline: 12,
        cellPaddingBlockMD: 8,
        cellPaddingInlineMD: 12,
        cellPaddingBlockSM: 4,
        cellPaddingInlineSM: 8,
      },
      Form: { verticalLabelPadding: '0 0 4px', itemMarginBottom: 16, labelColor: palette.textSecond },
    },
  }
}
