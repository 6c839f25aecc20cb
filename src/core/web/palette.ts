// The colours of both themes, the only place where a colour is written down.
export type StateColour = { mark: string; word: string; tint: string }
export type DutyState = 'done' | 'due' | 'late' | 'overdue' | 'waived' | 'not_applicable'

export type Palette = {
  page: string
  surface: string
  raised: string
  hover: string
  selected: string
  line: string
  lineStrong: string
  text: string
  textSecond: string
  textThird: string
  ink: string
  inkHover: string
  onInk: string
  brand: string
  states: Record<DutyState, StateColour>
}

/** `mark` is the colour of the sign; `word` is dark (or light) enough for 4.5 : 1 also on `tint`. */
export const light: Palette = {
  page: '#F4F6F8',
  surface: '#FFFFFF',
  raised: '#FFFFFF',
  hover: '#EEF2F6',
  selected: '#E1EBF5',
  line: '#DDE2E8',
  lineStrong: '#87929E',
  text: '#18212B',
  textSecond: '#46525F',
  textThird: '#596673',
  ink: '#1F4E79',
  inkHover: '#2F6698',
  onInk: '#FFFFFF',
  brand: '#B5121B',
  states: {
    done: { mark: '#2E7D32', word: '#256829', tint: '#E8F3E9' },
    due: { mark: '#1F4E79', word: '#1F4E79', tint: '#E6EEF6' },
    late: { mark: '#B26A00', word: '#875000', tint: '#FBF0DD' },
    overdue: { mark: '#C62828', word: '#B31F1F', tint: '#FCEAEA' },
    waived: { mark: '#697582', word: '#55616D', tint: '#EDF0F2' },
    not_applicable: { mark: '#98A3AE', word: '#5F6B77', tint: '#F6F7F9' },
  },
}

export const dark: Palette = {
  page: '#11161B',
  surface: '#1A2128',
  raised: '#232C35',
  hover: '#242E38',
  selected: '#24384C',
  line: '#323D48',
  lineStrong: '#75828F',
  text: '#E8ECF0',
  textSecond: '#BAC4CE',
  textThird: '#9DA9B5',
  ink: '#8DBBE8',
  inkHover: '#A9CCEE',
  onInk: '#0C1A28',
  brand: '#B5121B',
  states: {
    done: { mark: '#7FCB88', word: '#8FD397', tint: '#1C3021' },
    due: { mark: '#8DBBE8', word: '#9CC4EC', tint: '#1E3042' },
    late: { mark: '#E5AF52', word: '#EBBB69', tint: '#372B16' },
    overdue: { mark: '#FF8A80', word: '#FF9D94', tint: '#3F2124' },
    waived: { mark: '#9BA7B3', word: '#B3BDC8', tint: '#29323B' },
    not_applicable: { mark: '#7C8894', word: '#A2ADB8', tint: '#1F272E' },
  },
}

/** One accent series first; further series keep their colour everywhere (the same unit, the same colour). */
export const series = {
  light: ['#1F4E79', '#B26A00', '#2E7D6B', '#7A4E9B', '#8A6D3B', '#5B7FA6', '#A14A6B', '#5F6B77'],
  dark: ['#8DBBE8', '#E5AF52', '#6FCAB2', '#C39BE0', '#CDB380', '#5F93C8', '#E08FAE', '#9DA9B5'],
} as const
