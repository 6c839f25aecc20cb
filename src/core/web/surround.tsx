// What surrounds every screen: antd's theme and language, dates in the language, and the page's own colours.
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useLayoutEffect, useMemo } from 'react'
import { useIsCalm, useIsPhone } from './screen-size.ts'
import { useLanguage } from './text.ts'
import { antdConfig, paint, useThemeName } from './theme.ts'

export function Surround({ children }: { children: ReactNode }) {
  const name = useThemeName()
  const phone = useIsPhone()
  const calm = useIsCalm()
  const [language] = useLanguage()
  const theme = useMemo(() => antdConfig(name, { phone, calm }), [name, phone, calm])
  useLayoutEffect(() => paint(name), [name])
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
    dayjs.locale(language === 'en' ? 'en' : 'zh-cn')
  }, [language])
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: 'optional', scrollToFirstError: { focus: true, block: 'center' } }}
    >
      <App
        notification={phone ? { placement: 'bottom', bottom: 128 } : { placement: 'bottomLeft' }}
        className="app"
      >
        {children}
      </App>
    </ConfigProvider>
  )
}
