// The ways through the product: by wings at the left, and on phones a bar at the bottom with the rest in a drawer.
import { DoubleLeftOutlined, DoubleRightOutlined, MenuOutlined } from '@ant-design/icons'
import { Drawer, Tooltip } from 'antd'
import { useState } from 'react'
import { makeChoice, oneOf, useChoice } from '../choice.ts'
import { Go, usePathname } from '../go.tsx'
import { type Nav, type Screen, type ScreenComponent, wings } from '../screen.ts'
import { useIsNarrow } from '../screen-size.ts'
import { useLanguage, useText } from '../text.ts'
import { Mark } from './mark.tsx'
import { frameText } from './words.ts'

export type NavScreen = Screen & { nav: Nav }

const foldChoice = makeChoice<'auto' | 'wide' | 'narrow'>(
  'navigation',
  oneOf('auto', 'wide', 'narrow'),
  () => 'auto',
)
const barLength = 5

/** The screen one is in: the longest path that begins the present one. */
function current(screens: readonly NavScreen[], pathname: string): string | null {
  const fits = screens
    .map((screen) => screen.path)
    .filter((path) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`)))
  return fits.sort((a, b) => b.length - a.length)[0] ?? null
}

function preload(component: ScreenComponent): void {
  void component.preload?.()
}

function Item({ screen, active, folded, short, onGo }: ItemProps) {
  const [language] = useLanguage()
  const { icon: Icon, bottom } = screen.nav
  const label = screen.nav[language]
  const shown = short && typeof bottom === 'object' ? bottom[language] : label
  const link = (
    <Go
      to={screen.path}
      className={active ? 'nav-item active' : 'nav-item'}
      aria-current={active ? 'page' : undefined}
      aria-label={shown === label ? undefined : label}
      onMouseEnter={() => preload(screen.component)}
      onFocus={() => preload(screen.component)}
      onClick={onGo}
    >
      <span className="nav-icon" aria-hidden="true">
        <Icon />
      </span>
      <span className="nav-label">{shown}</span>
    </Go>
  )
  return (
    <li>
      {folded ? (
        <Tooltip title={label} placement="right">
          {link}
        </Tooltip>
      ) : (
        link
      )}
    </li>
  )
}
type ItemProps = {
  screen: NavScreen
  active: boolean
  folded?: boolean
  short?: boolean
  onGo?: () => void
}

function Wings(props: { screens: readonly NavScreen[]; folded?: boolean; onGo?: () => void }) {
  const { screens, folded = false, onGo } = props
  const text = useText(frameText)
  const here = current(screens, usePathname())
  return wings.map((wing) => {
    const items = screens.filter((screen) => screen.nav.wing === wing)
    if (items.length === 0) return null
    return (
      <div key={wing} className="nav-wing">
        {wing !== 'home' && (
          <h2 className={folded ? 'visually-hidden' : 'nav-heading'} id={`wing-${wing}`}>
            {text.wings[wing]}
          </h2>
        )}
        <ul {...(wing === 'home' ? {} : { 'aria-labelledby': `wing-${wing}` })}>
          {items.map((screen) => (
            <Item
              key={screen.path}
              screen={screen}
              active={screen.path === here}
              folded={folded}
              {...(onGo ? { onGo } : {})}
            />
          ))}
        </ul>
      </div>
    )
  })
}

export function SideNavigation({ screens }: { screens: readonly NavScreen[] }) {
  const text = useText(frameText)
  const narrow = useIsNarrow()
  const [fold, setFold] = useChoice(foldChoice)
  const folded = fold === 'auto' ? narrow : fold === 'narrow'
  const label = folded ? text.wide : text.narrow
  return (
    <nav className={folded ? 'side folded no-print' : 'side no-print'} aria-label={text.navigation}>
      <Go to="/" className="brand">
        <Mark />
        <span className="brand-name">
          领航 <span className="brand-latin">Linghang</span>
        </span>
      </Go>
      <div className="side-items">
        <Wings screens={screens} folded={folded} />
      </div>
      <button
        type="button"
        className="plain fold"
        title={label}
        onClick={() => setFold(folded ? 'wide' : 'narrow')}
      >
        {folded ? <DoubleRightOutlined aria-hidden /> : <DoubleLeftOutlined aria-hidden />}
      </button>
    </nav>
  )
}

export function BottomBar({ screens }: { screens: readonly NavScreen[] }) {
  const text = useText(frameText)
  const [open, setOpen] = useState(false)
  const pathname = usePathname()
  const marked = screens.filter((screen) => screen.nav.bottom)
  const wanted = marked.length > 0 ? marked : screens
  const complete = wanted.length === screens.length && screens.length <= barLength
  const shown = complete ? wanted : wanted.slice(0, barLength - 1)
  const here = current(screens, pathname)
  const elsewhere = here !== null && !shown.some((screen) => screen.path === here)
  return (
    <>
      <nav className="bottom-bar no-print" aria-label={text.navigation}>
        <ul>
          {shown.map((screen) => (
            <Item key={screen.path} screen={screen} active={screen.path === here} short />
          ))}
          {!complete && (
            <li>
              <button
                type="button"
                className={elsewhere ? 'nav-item active' : 'nav-item'}
                aria-expanded={open}
                aria-haspopup="dialog"
                onClick={() => setOpen(true)}
              >
                <span className="nav-icon" aria-hidden="true">
                  <MenuOutlined />
                </span>
                <span className="nav-label">{text.more}</span>
              </button>
            </li>
          )}
        </ul>
      </nav>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        placement="bottom"
        size="80%"
        title={text.more}
        className="more-drawer"
      >
        <Wings screens={screens} onGo={() => setOpen(false)} />
      </Drawer>
    </>
  )
}
