// The files to begin with: the empty template, and the workbook of an institution with all it holds.
import { DownloadOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useMay } from '../../../core/web/session.ts'
import { useFailure } from '../../../core/web/status.tsx'
import { save } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { useView } from '../../../core/web/view.ts'
import { useUnitChoices } from '../../org/web/index.ts'
import { workbookText } from './words.ts'

const exported = ['institution', 'commission'] as const
const saveFile = (file: File) => save(file.name, file)

export function Downloads() {
  const text = useText(workbookText)
  const [language] = useLanguage()
  const failed = useFailure()
  const { unit: view } = useView()
  const choices = useUnitChoices(exported)
  const [chosen, setChosen] = useState<string | null>(null)
  const mayRead = useMay()('identity.read')
  const [clear, setClear] = useState(false)
  const [reason, setReason] = useState('')
  // Only the top of an institution within reach: from below it a part cannot be exported.
  const institutions = choices.units ?? []
  const inView = useQuery(
    api.org.way.queryOptions({
      input: { unitId: view?.id ?? '' },
      enabled: view !== null,
      staleTime: 5 * 60_000,
    }),
  )
  const near =
    institutions.find((each) => each.institutionId === inView.data?.institutionId) ?? institutions[0]
  const target = institutions.find((each) => each.id === chosen) ?? near
  const template = useMutation({
    mutationFn: () => client.exchange.template({ language }),
    onSuccess: saveFile,
    onError: failed,
  })
  const current = useMutation({
    mutationFn: (unitId: string) =>
      client.exchange.export({ unitId, language, ...(clear ? { clearIdentity: true, reason } : {}) }),
    onSuccess: saveFile,
    onError: failed,
  })
  return (
    <Section title={text.download} hint={text.downloadHint}>
      <div className="row">
        <Button icon={<DownloadOutlined />} loading={template.isPending} onClick={() => template.mutate()}>
          {text.template}
        </Button>
        {target && institutions.length > 1 && (
          <Select
            className="institution-select"
            aria-label={text.exportOf}
            value={target.id}
            onChange={setChosen}
            showSearch={
              choices.whole
                ? { optionFilterProp: 'label' }
                : { filterOption: false, onSearch: choices.search }
            }
            options={institutions.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {target && (
          <Button
            icon={<DownloadOutlined />}
            loading={current.isPending}
            disabled={clear && reason.trim() === ''}
            onClick={() => current.mutate(target.id)}
          >
            {clear ? text.exportClear : text.export}
          </Button>
        )}
      </div>
      {target && mayRead && (
        <div className="row below-row">
          <Checkbox checked={clear} onChange={(event) => setClear(event.target.checked)}>
            {text.clearIdentity}
          </Checkbox>
          {clear && (
            <Input
              className="export-reason"
              value={reason}
              maxLength={200}
              placeholder={text.clearReason}
              aria-label={text.clearReason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </div>
      )}
      {target && <p className="third below-row">{text.exportLogged}</p>}
    </Section>
  )
}
