// A page: title, what it is for, one primary action, filters in a row, content; and the plain sections inside.
import { Button, Tooltip } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { Go, useGo, usePathname } from './go.tsx'
import { useIsPhone } from './screen-size.ts'

export type Primary = {
  /** A verb: 确认记录 */
  label: string
  icon?: ReactNode
  /** Either an act or a path. */
  act?: () => void
  to?: string
  busy?: boolean
  /** Why it cannot be done now; greys the button and says so on hover and focus. */
  blocked?: string | undefined
}

export type PageProps = {
  title: string
  /** One sentence: what this page is for. */
  what?: string
  primary?: Primary | undefined
  /** Second actions, quieter, left of the primary one. */
  extra?: ReactNode
  filters?: ReactNode
  /** The way back up: `{ to: '/units', label: '组织' }` */
  up?: { to: string; label: string }
  children: ReactNode
}

export function Page({ title, what, primary, extra, filters, up, children }: PageProps) {
  const phone = useIsPhone()
  const heading = useRef<HTMLHeadingElement>(null)
  const path = usePathname()
  useEffect(() => {
    document.title = `${title} · 领航`
  }, [title])
  // A new screen starts where its heading is, so that a screen reader says where one has come to.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  }, [path])
  const button = primary && <PrimaryButton {...primary} block={phone} />
  return (
    <div className={phone && primary ? 'page with-primary' : 'page'}>
      <header className="page-head">
        <div className="page-title">
          {up && (
            <Go to={up.to} className="page-up">
              ‹ {up.label}
            </Go>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {what && <p className="second prose">{what}</p>}
        </div>
        {(extra || (button && !phone)) && (
          <div className="row page-acts no-print">
            {extra}
            {!phone && button}
          </div>
        )}
      </header>
      {filters && <div className="row page-filters no-print">{filters}</div>}
      {children}
      {phone && button && <div className="page-primary no-print">{button}</div>}
    </div>
  )
}

function PrimaryButton({ label, icon, act, to, busy, blocked, block }: Primary & { block: boolean }) {
  const go = useGo()
  const press = () => {
    if (blocked !== undefined) return
    act?.()
    if (to !== undefined) go(to)
  }
  const button = (
    <Button
      type="primary"
      block={block}
      icon={icon}
      loading={busy ?? false}
      onClick={press}
      // Not `disabled`: a blocked button stays reachable, so that the reason can be heard.
      aria-disabled={blocked !== undefined}
      className={blocked === undefined ? '' : 'blocked'}
    >
      {label}
    </Button>
  )
  return blocked === undefined ? button : <Tooltip title={blocked}>{button}</Tooltip>
}

/** A card with a heading: 16 inside, 16 between. */
export function Section(props: { title?: string; hint?: string; extra?: ReactNode; children: ReactNode }) {
  const { title, hint, extra, children } = props
  return (
    <section className="section" {...(title === undefined ? {} : { 'aria-label': title })}>
      {(title !== undefined || extra) && (
        <div className="section-head">
          <div>
            {title !== undefined && <h2>{title}</h2>}
            {hint && <p className="third">{hint}</p>}
          </div>
          {extra && <div className="row">{extra}</div>}
        </div>
      )}
      {children}
    </section>
  )
}

/** Sections side by side where there is room, below each other where there is none. `min` is the least width in px. */
export function Columns({ min = 320, children }: { min?: number; children: ReactNode }) {
  return (
    <div
      className="columns"
      style={{ gridTemplateColumns: `repeat(auto-fit, minmax(min(100%, ${min}px), 1fr))` }}
    >
      {children}
    </div>
  )
}

/** Label and value pairs of one thing. */
export function FactList({ facts }: { facts: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>{fact.value ?? '—'}</dd>
        </div>
      ))}
    </dl>
  )
}

export type FigureProps = {
  label: string
  value: string | number | null
  unit?: string
  /** The records behind the number. */
  to?: string
  /** Change with its base: '比 2025 年（38）多 3'. */
  change?: ReactNode
}

/** A number that stands alone: every number is a door to its records. */
export function Figure({ label, value, unit, to, change }: FigureProps) {
  const number = (
    <>
      <span className="figure-value">{value ?? '—'}</span>
      {unit && value !== null && <span className="figure-unit"> {unit}</span>}
    </>
  )
  return (
    <div className="figure">
      <div className="figure-label">{label}</div>
      {to === undefined ? (
        <div>{number}</div>
      ) : (
        <Go to={to} className="door">
          {number}
          <span className="visually-hidden"> {label}</span>
        </Go>
      )}
      {change && <div className="third">{change}</div>}
    </div>
  )
}
