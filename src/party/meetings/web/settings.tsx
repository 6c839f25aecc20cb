// What an institution decides for its meetings: first topic, attendance online, the size of files.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { api, type Client, client } from '../../../core/web/client.ts'
import { Page, Section } from '../../../core/web/page.tsx'
import { useMe } from '../../../core/web/session.ts'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { type MeetingKind, meetingKinds } from '../rules.ts'
import { useMeetingFailure } from './failure.ts'
import './meetings.css'
import { settingText } from './setting-words.ts'
import { useKindName } from './words.ts'

type Setting = Awaited<ReturnType<Client['meetings']['settings']>>

export function MeetingSettings() {
  const text = useText(settingText)
  const { units } = useMe()
  const unit = units.find((each) => each.kind === 'institution')
  const query = useQuery({
    ...api.meetings.settings.queryOptions({ input: { unitId: unit?.id ?? '' } }),
    enabled: unit !== undefined,
  })
  return (
    <Page title={text.title} what={text.what} up={{ to: '/meetings', label: text.up }}>
      {unit === undefined ? (
        <EmptyState title={text.noUnit} hint={text.noUnitHint} />
      ) : query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <Loading what={text.loading} />
      ) : (
        <SettingForm key={query.data.version} unitId={unit.id} setting={query.data} />
      )}
    </Page>
  )
}

function SettingForm({ unitId, setting }: { unitId: string; setting: Setting }) {
  const text = useText(settingText)
  const kindName = useKindName()
  const queries = useQueryClient()
  const fail = useMeetingFailure()
  const { message } = App.useApp()
  const [draft, setDraft] = useState(setting)
  const kinds = meetingKinds.map((value) => ({ value, label: kindName(value) }))
  const save = useMutation({
    mutationFn: () => {
      const { firstTopicKinds, onlineKinds, fileMegabytes } = draft
      return client.meetings.saveSettings({
        unitId,
        firstTopicKinds,
        onlineKinds,
        fileMegabytes,
        version: setting.version,
      })
    },
    onError: fail,
    onSuccess: () => void message.success(text.saved),
    onSettled: () => queries.invalidateQueries({ queryKey: api.meetings.settings.key() }),
  })
  const disabled = !setting.mayWrite
  return (
    <Section {...(disabled ? { hint: text.readOnly } : {})}>
      <div className="meeting-form setting-form">
        <div className="plan-field">
          <label className="plan-label" htmlFor="setting-first">
            {text.firstTopic}
          </label>
          <Select<MeetingKind[]>
            id="setting-first"
            mode="multiple"
            disabled={disabled}
            placeholder={text.none}
            value={draft.firstTopicKinds}
            options={kinds}
            onChange={(firstTopicKinds) => setDraft({ ...draft, firstTopicKinds })}
          />
          <p className="third prose">{text.firstTopicWhy}</p>
        </div>
        <div className="plan-field">
          <label className="plan-label" htmlFor="setting-online">
            {text.online}
          </label>
          <Select<MeetingKind[]>
            id="setting-online"
            mode="multiple"
            disabled={disabled}
            placeholder={text.none}
            value={draft.onlineKinds}
            options={kinds}
            onChange={(onlineKinds) => setDraft({ ...draft, onlineKinds })}
          />
          <p className="third prose">{text.onlineWhy}</p>
        </div>
        <label className="plan-field">
          <span className="plan-label">{text.file}</span>
          <InputNumber
            min={1}
            max={50}
            precision={0}
            disabled={disabled}
            value={draft.fileMegabytes}
            onChange={(value) => setDraft({ ...draft, fileMegabytes: value ?? setting.fileMegabytes })}
          />
        </label>
        {!disabled && (
          <div>
            <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
              {text.save}
            </Button>
          </div>
        )}
      </div>
    </Section>
  )
}
