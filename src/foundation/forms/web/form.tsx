// One standard form: the template in use, a new one checked and taken into use, its versions, its placeholders.
import { DownloadOutlined, EyeOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api, client } from '../../../core/web/client.ts'
import { usePathPart } from '../../../core/web/go.tsx'
import { FactList, Page, Section } from '../../../core/web/page.tsx'
import { ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { save } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { dayOf } from './day.ts'
import { Placeholders } from './placeholders.tsx'
import { Upload } from './upload.tsx'
import { Versions } from './versions.tsx'
import { formsText } from './words.ts'
import './forms.css'

export function FormScreen() {
  const text = useText(formsText)
  const [language] = useLanguage()
  const formId = usePathPart('formId')
  const failed = useFailure()
  const { data, error, refetch } = useQuery(api.forms.list.queryOptions({ input: {} }))
  const file = useMutation({
    mutationFn: (kind: 'template' | 'sample') => client.forms[kind]({ formId }),
    onSuccess: (word) => save(word.name, word),
    onError: failed,
  })
  const form = data?.forms.find((each) => each.id === formId)
  const up = { to: '/forms', label: text.title }
  if (form === undefined || data === undefined) {
    return (
      <Page title={text.title} up={up}>
        {error || data ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : (
          <Loading what={text.title} />
        )}
      </Page>
    )
  }
  const active = form.versions.find((version) => version.active)
  return (
    <Page
      title={form[language]}
      what={form.about[language]}
      up={up}
      primary={{
        label: text.template,
        icon: <DownloadOutlined />,
        act: () => file.mutate('template'),
        busy: file.isPending && file.variables === 'template',
      }}
      extra={
        <Button
          icon={<EyeOutlined />}
          title={text.samplePreview}
          loading={file.isPending && file.variables === 'sample'}
          onClick={() => file.mutate('sample')}
        >
          {text.sample}
        </Button>
      }
    >
      <Section title={text.inUse}>
        <FactList
          facts={
            active === undefined
              ? [{ label: text.shipped, value: text.shippedHint }]
              : [
                  { label: text.version(active.number), value: active.fileName },
                  { label: text.active, value: text.since(dayOf(active.activeFrom)) },
                ]
          }
        />
        {!data.mayWrite && <p className="third below-facts">{text.readOnly}</p>}
      </Section>
      {data.mayWrite && <Upload form={form} />}
      <Versions form={form} mayWrite={data.mayWrite} />
      <Placeholders form={form} />
    </Page>
  )
}
