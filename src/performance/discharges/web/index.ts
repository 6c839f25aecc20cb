// x
import type { Screen } from '../../../core/web/screen.ts'
export const screens: readonly Screen[] = []
