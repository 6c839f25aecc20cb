// One peer table: methods side by side, what-if, gaps, and the data with its weights.
import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../../core/web/client.ts'
import { usePathPart, useQueryPart } from '../../../../core/web/go.tsx'
import { Page } from '../../../../core/web/page.tsx'
import { ErrorState, Loading, useFailure } from '../../../../core/web/status.tsx'
import { save } from '../../../../core/web/table.tsx'
import { Tabs } from '../../../../core/web/tabs.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Method } from '../../peers/methods/scoring.ts'
import '../figures.css'
import { Compare } from './compare.tsx'
import { PeerData } from './data.tsx'
import { GapList } from './gaps.tsx'
import { Estimate } from './look.tsx'
import { WhatIf } from './what-if.tsx'
import { peerText } from './words.ts'

const parts = ['compare', 'whatif', 'gaps', 'data'] as const

export function PeerPage() {
  const text = useText(peerText)
  const unitId = usePathPart('unitId')
  const tableId = usePathPart('tableId')
  const failed = useFailure()
  const { data, error, refetch } = useQuery(
    api.assessment.peerTable.queryOptions({ input: { unitId, tableId } }),
  )
  const [wanted, choose] = useQueryPart('part')
  const [method, setMethod] = useState<Method>('percentile')
  const part = parts.find((each) => each === wanted) ?? 'compare'
  const up = { to: `/figures/${unitId}?tab=peers`, label: text.up }
  const download = async () => {
    try {
      const file = await client.assessment.peersFile({ unitId, tableId })
      save(file.name, file)
    } catch (failure) {
      failed(failure)
    }
  }
  if (!data) {
    return (
      <Page title={text.title} up={up}>
        {error ? <ErrorState error={error} retry={() => void refetch()} /> : <Loading what={text.title} />}
      </Page>
    )
  }
  const shared = { unitId, table: data, method, setMethod }
  return (
    <Page
      title={data.name}
      what={[`${data.year}`, data.peerGroup, data.source].filter(Boolean).join(' · ')}
      up={up}
      extra={
        <Button icon={<DownloadOutlined />} onClick={() => void download()}>
          {text.file}
        </Button>
      }
    >
      <Tabs
        label={text.title}
        tabs={parts.map((key) => ({ key, label: text.tabs[key] }))}
        chosen={part}
        choose={(key) => choose(key === 'compare' ? null : key)}
      >
        <div className="figures-part">
          <Estimate />
          {part === 'compare' && <Compare {...shared} />}
          {part === 'whatif' && <WhatIf {...shared} />}
          {part === 'gaps' && <GapList {...shared} />}
          {part === 'data' && <PeerData key={data.version} unitId={unitId} table={data} />}
        </div>
      </Tabs>
    </Page>
  )
}
