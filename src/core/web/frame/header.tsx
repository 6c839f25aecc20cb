// The header: which unit and year one looks at, what is to be done, and the person's own settings.
import {
  BellOutlined,
  DesktopOutlined,
  LogoutOutlined,
  MoonOutlined,
  SunOutlined,
  TranslationOutlined,
  UserOutlined,
} from '@ant-design/icons'
import { skipToken, useQuery } from '@tanstack/react-query'
import { Badge, Button, Dropdown, type MenuProps, Select, Tooltip } from 'antd'
import { useState } from 'react'
import { Go } from '../go.tsx'
import { useIsPhone } from '../screen-size.ts'
import { useChooseLanguage, useMe, useSignOut } from '../session.ts'
import { useText } from '../text.ts'
import { type ThemeChoice, useThemeChoice } from '../theme.ts'
import { currentYear, useUnitHits, useUnits, useView } from '../view.ts'
import { Mark } from './mark.tsx'
import { frameText } from './words.ts'

/** The number on the bell: whichever room owns tasks sets it with `setQueryData(tasksKey, count)` or a query. */
export const tasksKey = ['tasks'] as const

export function Header({ tasks }: { tasks: { count?: number | undefined; to: string } }) {
  const text = useText(frameText)
  const phone = useIsPhone()
  const { data } = useQuery<number>({ queryKey: tasksKey, queryFn: skipToken })
  const count = tasks.count ?? data ?? 0
  return (
    <header className="header no-print" aria-label={text.header}>
      {phone && (
        <Go to="/" aria-label={text.product} className="header-mark">
          <Mark size={26} />
        </Go>
      )}
      <UnitSwitch />
      {!phone && <YearSwitch />}
      <span className="grow" />
      <Go to={tasks.to} className="header-icon" aria-label={text.tasks(count)} title={text.tasks(count)}>
        <Badge count={count} size="small" overflowCount={99}>
          <BellOutlined aria-hidden />
        </Badge>
      </Go>
      {!phone && <LanguageSwitch />}
      {!phone && <ThemeSwitch />}
      <AccountMenu phone={phone} />
    </header>
  )
}

function UnitSwitch() {
  const text = useText(frameText)
  const { units, complete, whole } = useUnits()
  const { unit, chooseUnit } = useView()
  const phone = useIsPhone()
  const [typed, setTyped] = useState('')
  const hits = useUnitHits(typed)
  if (!unit) return <span className="third">{text.noUnit}</span>
  if (complete && units.length === 1) return <strong className="one-unit">{unit.name}</strong>
  // Until all units are loaded, the one in view may not be among them.
  const near = !whole && typed.trim() !== '' ? hits : units
  const known = near.some(({ id }) => id === unit.id) || near === hits ? near : [unit, ...near]
  return (
    <Select
      className="unit-switch"
      variant={phone ? 'borderless' : 'outlined'}
      aria-label={text.unit}
      value={unit.id}
      onChange={(id: string) => {
        const chosen = known.find((candidate) => candidate.id === id)
        if (chosen) chooseUnit(chosen)
      }}
      popupMatchSelectWidth={phone ? 340 : 360}
      showSearch={{
        onSearch: setTyped,
        filterOption: (input, option) =>
          !whole ||
          `${option?.above ?? ''} ${option?.label ?? ''}`.toLowerCase().includes(input.trim().toLowerCase()),
      }}
      placeholder={text.unitSearch}
      options={known.map(({ id, name, above }) => ({ value: id, label: name, above: above.join(' / ') }))}
      optionRender={({ data }) => (
        <div className="unit-option">
          <div>{data.label}</div>
          {data.above !== '' && <div className="third">{data.above}</div>}
        </div>
      )}
    />
  )
}

function YearSwitch() {
  const text = useText(frameText)
  const { year, chooseYear } = useView()
  const now = currentYear()
  // The next year may be planned; older years are looked at.
  const years = [...new Set([year, ...Array.from({ length: 7 }, (_, index) => now + 1 - index)])]
  return (
    <Select
      className="year-switch"
      aria-label={text.year}
      value={year}
      onChange={chooseYear}
      options={years.sort((a, b) => b - a).map((value) => ({ value, label: text.yearOf(value) }))}
    />
  )
}

function LanguageSwitch() {
  const text = useText(frameText)
  const [language, setLanguage] = useChooseLanguage()
  const sign = language === 'zh' ? 'EN' : '中文'
  return (
    <Button
      type="text"
      aria-label={`${sign}: ${text.otherLanguage}`}
      title={text.otherLanguage}
      onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {sign}
    </Button>
  )
}

const themeIcons = { light: <SunOutlined />, dark: <MoonOutlined />, system: <DesktopOutlined /> }
const themeNames: readonly ThemeChoice[] = ['light', 'dark', 'system']

function useThemeItems() {
  const text = useText(frameText)
  const [theme, setTheme] = useThemeChoice()
  const items = themeNames.map((name) => ({
    key: name,
    label: text.themes[name],
    icon: themeIcons[name],
    onClick: () => setTheme(name),
  }))
  return { theme, items }
}

function ThemeSwitch() {
  const text = useText(frameText)
  const { theme, items } = useThemeItems()
  return (
    <Dropdown menu={{ items, selectedKeys: [theme] }} trigger={['click']}>
      <Tooltip title={text.theme}>
        <Button type="text" icon={themeIcons[theme]} aria-label={`${text.theme}: ${text.themes[theme]}`} />
      </Tooltip>
    </Dropdown>
  )
}

function AccountMenu({ phone }: { phone: boolean }) {
  const text = useText(frameText)
  const me = useMe()
  const signOut = useSignOut()
  const [language, setLanguage] = useChooseLanguage()
  const { theme, items: themes } = useThemeItems()
  const { year, chooseYear } = useView()
  const now = currentYear()
  // A phone's header has no room for these; they move into the menu.
  const moved: NonNullable<MenuProps['items']> = [
    {
      key: 'year',
      type: 'group',
      label: text.year,
      children: [now + 1, now, now - 1].map((value) => ({
        key: `year-${value}`,
        label: text.yearOf(value),
        onClick: () => chooseYear(value),
      })),
    },
    { key: 'theme', type: 'group', label: text.theme, children: themes },
    { type: 'divider' },
    {
      key: 'language',
      icon: <TranslationOutlined />,
      label: text.otherLanguage,
      onClick: () => setLanguage(language === 'zh' ? 'en' : 'zh'),
    },
  ]
  const items: NonNullable<MenuProps['items']> = [
    {
      key: 'who',
      type: 'group',
      label: (
        <span>
          {me.name}（{me.username}）<br />
          {me.institution.name}
        </span>
      ),
    },
    ...(phone ? moved : []),
    { key: 'out', icon: <LogoutOutlined />, label: text.signOut, onClick: () => void signOut() },
  ]
  return (
    <Dropdown
      menu={{ items, selectedKeys: [theme, `year-${year}`] }}
      trigger={['click']}
      placement="bottomRight"
    >
      <Button type="text" icon={<UserOutlined />} aria-label={text.account(me.name)}>
        {phone ? null : me.name}
      </Button>
    </Dropdown>
  )
}
