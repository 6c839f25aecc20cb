// Who is behind and since when, the rate month by month against the goal, and the goal itself.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Modal } from 'antd'
import { useMemo, useState } from 'react'
import { Chart } from '../../../core/web/chart.tsx'
import { api, type Client, client } from '../../../core/web/client.ts'
import { Go } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { StateTag } from '../../../core/web/state.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { useLifeFailure } from './failure.ts'
import type { Rhythm } from './layout.ts'
import { lifeText } from './words.ts'

type BehindProps = {
  unitId: string
  year: number
  rhythms: readonly Rhythm[]
  rhythm: string | null
  goal: number
}
type BehindUnit = Awaited<ReturnType<Client['life']['behind']>>['units'][number]

export function Behind({ unitId, year, rhythms, rhythm, goal }: BehindProps) {
  const text = useText(lifeText)
  const [language] = useLanguage()
  const wanted = rhythm === null || rhythm === '' ? {} : { rhythm }
  const behind = useQuery(api.life.behind.queryOptions({ input: { unitId, year, limit: 200, ...wanted } }))
  const rate = useQuery(api.duties.rate.queryOptions({ input: { unitId, year, ...wanted } }))
  const columns = useMemo((): Column<BehindUnit>[] => {
    const name = (id: string) => rhythms.find((each) => each.id === id)?.[language] ?? id
    return [
      {
        key: 'unit',
        title: text.unit,
        text: (row) => row.unitName,
        render: (row) => <Go to={`/duties?unit=${row.unitId}&year=${year}&state=overdue`}>{row.unitName}</Go>,
        sort: true,
        card: 'title',
      },
      { key: 'above', title: text.above, text: (row) => row.above, filter: true },
      {
        key: 'days',
        title: text.days,
        text: (row) => row.days,
        render: (row) => <StateTag state="overdue">{text.daysOf(row.days)}</StateTag>,
        sort: true,
        card: 'fact',
      },
      { key: 'since', title: text.since, text: (row) => row.since, sort: true, card: 'fact' },
      { key: 'overdue', title: text.overdueCount, text: (row) => row.overdue, sort: true, card: 'fact' },
      { key: 'what', title: text.what2, text: (row) => row.rhythms.map(name).join('、'), card: 'fact' },
    ]
  }, [text, rhythms, language, year])
  const values = (rate.data?.months ?? []).map(({ rate: { numerator, denominator } }) =>
    denominator === 0 ? null : Math.round((numerator / denominator) * 1000) / 10,
  )
  return (
    <>
      <Chart
        kind="line"
        title={text.trend}
        unit={text.trendUnit}
        what={text.trendWhat}
        categories={(rate.data?.months ?? []).map(({ month }) => text.month(month))}
        series={[{ name: text.rate, values }]}
        target={{ value: Math.round(goal * 1000) / 10, label: text.goalLine }}
        height={220}
      />
      <Section
        title={text.behindTitle}
        hint={
          behind.data && behind.data.total > behind.data.units.length
            ? text.behindMore(behind.data.total)
            : text.behindHint
        }
      >
        <Table
          name="life.behind"
          title={text.behindTitle}
          rows={behind.data?.units}
          columns={columns}
          rowKey={(row) => row.unitId}
          error={behind.error}
          retry={() => void behind.refetch()}
          empty={{ title: text.behindNone }}
          dense
        />
      </Section>
    </>
  )
}

/** The goal with its source; whoever may set it finds the button. */
export function GoalButton({ unitId }: { unitId: string }) {
  const text = useText(lifeText)
  const { message } = App.useApp()
  const fail = useLifeFailure()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<{ goal: number; source: string }>()
  const query = useQuery(api.life.goal.queryOptions({ input: { unitId } }))
  const { data } = query
  if (!data) return null
  const save = async ({ goal, source }: { goal: number; source: string }) => {
    try {
      await client.life.saveGoal({
        unitId: data.topUnitId,
        goal: Math.round(goal * 100),
        source,
        version: data.version,
      })
      void message.success(text.goalSaved)
      setOpen(false)
      await queries.invalidateQueries({ queryKey: api.life.key() })
    } catch (error) {
      fail(error)
    }
  }
  return (
    <>
      <span className="third">{data.source ?? text.goalNone}</span>
      {data.mayWrite && (
        <Button size="small" className="no-print" onClick={() => setOpen(true)}>
          {text.goalSet}
        </Button>
      )}
      {open && (
        <Modal
          open
          title={text.goalTitle}
          okText={text.goalSave}
          cancelText={text.cancel}
          onCancel={() => setOpen(false)}
          onOk={() => form.submit()}
        >
          <p className="second prose">{text.goalWhat}</p>
          <Form
            form={form}
            layout="vertical"
            requiredMark={false}
            initialValues={{ goal: data.goal / 100, source: data.source ?? '' }}
            onFinish={(fields) => void save(fields)}
          >
            <Form.Item name="goal" label={text.goalValue} rules={[{ required: true, message: text.missing }]}>
              <InputNumber min={0.01} max={100} precision={2} />
            </Form.Item>
            <Form.Item
              name="source"
              label={text.goalSource}
              rules={[{ required: true, whitespace: true, message: text.missing }]}
            >
              <Input maxLength={200} />
            </Form.Item>
          </Form>
        </Modal>
      )}
    </>
  )
}
