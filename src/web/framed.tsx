// The frame with this product's screens.
import { Frame } from '../core/web/frame.tsx'
import { screens } from './screens.ts'

export function Framed() {
  return <Frame screens={screens} />
}
