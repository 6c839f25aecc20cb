// The page of a month: for a unit that receives reports the end of its month, for a branch its own report.
import { SettingOutlined, TableOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../core/web/client.ts'
import { Go } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { useAddressView } from '../../../foundation/duties/web/index.ts'
import { MonthChoice } from './marks.tsx'
import { useMonth, useMonthWords } from './month.ts'
import { MonthEnd } from './month-end.tsx'
import './monthly.css'
import { ReportPage } from './report.tsx'
import { monthlyText } from './words.ts'

export function Monthly() {
  const text = useText(monthlyText)
  const words = useMonthWords()
  const phone = useIsPhone()
  const { unit } = useAddressView()
  const [month, choose] = useMonth()
  const inbox = useQuery(
    api.monthly.inbox.queryOptions({ input: { unitId: unit?.id ?? '', month }, enabled: unit !== null }),
  )
  if (!unit) return <EmptyState title={text.noUnit} />
  const filters = <MonthChoice month={month} choose={choose} />
  const { data } = inbox
  if (data && data.rows.length === 0 && data.own !== null) {
    return <ReportPage unitId={unit.id} month={month} filters={filters} />
  }
  return (
    <Page
      title={text.title}
      what={`${unit.name} · ${words(month)} · ${text.endWhat}`}
      filters={filters}
      {...(data?.mayFile === true && !phone
        ? {
            extra: (
              <>
                <Go to="/monthly/layouts">
                  <TableOutlined aria-hidden /> {text.layouts}
                </Go>
                <Go to="/monthly/settings">
                  <SettingOutlined aria-hidden /> {text.settings}
                </Go>
              </>
            ),
          }
        : {})}
    >
      {inbox.error ? (
        <ErrorState error={inbox.error} retry={() => void inbox.refetch()} />
      ) : !data ? (
        <Loading what={text.title} rows={12} />
      ) : data.rows.length === 0 ? (
        <EmptyState title={text.list.empty} hint={text.list.emptyHint} />
      ) : (
        <MonthEnd unitId={unit.id} month={month} inbox={data} />
      )}
    </Page>
  )
}
