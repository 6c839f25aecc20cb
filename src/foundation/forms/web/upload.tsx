// A new template: dropped or chosen, checked, and what is wrong with it or what to do next.
import { InboxOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Upload as AntUpload } from 'antd'
import { api, client, readError } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { save } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { FormLine, TemplateFaultLine, TemplateVersion } from '../contract.ts'
import { useVersion } from './use-version.ts'
import { faultSentence, fileSentence, formsText, placeOf } from './words.ts'

export function Upload({ form }: { form: FormLine }) {
  const text = useText(formsText)
  const phone = useIsPhone()
  const queries = useQueryClient()
  const check = useMutation({
    mutationFn: (file: File) => client.forms.upload({ formId: form.id, file }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.forms.key() }),
  })
  const file = check.variables
  const version = form.versions.find(({ id }) => id === check.data?.version?.id) ?? check.data?.version
  return (
    <Section title={text.upload} hint={text.uploadHint}>
      <AntUpload.Dragger
        accept=".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        showUploadList={false}
        multiple={false}
        disabled={check.isPending}
        beforeUpload={(chosen) => {
          check.mutate(chosen)
          return false
        }}
      >
        <p className="drop-icon">
          <InboxOutlined aria-hidden />
        </p>
        <p>{phone ? text.dropPhone : text.drop}</p>
        <p className="third">{text.dropHint}</p>
      </AntUpload.Dragger>
      <div className="check-result">
        {check.isPending && <Loading what={text.checking} rows={1} />}
        {check.error !== null && file && <Refused file={file} error={check.error} />}
        {check.data && file && check.data.faults.length > 0 && (
          <Faults file={file} faults={check.data.faults} />
        )}
        {version && <Passed form={form} version={version} />}
      </div>
    </Section>
  )
}

function Refused({ file, error }: { file: File; error: unknown }) {
  const text = useText(formsText)
  const [language] = useLanguage()
  const { code, facts } = readError(error)
  const sentence = fileSentence(code, facts, language)
  if (sentence === null) return <ErrorState error={error} />
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={text.refused(file.name)}
      description={`${sentence} ${text.notKept}`}
    />
  )
}

function Faults({ file, faults }: { file: File; faults: readonly TemplateFaultLine[] }) {
  const text = useText(formsText)
  const [language] = useLanguage()
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={text.faultTitle(file.name, faults.length)}
      description={
        <>
          <p>{text.faultHint}</p>
          <ul className="template-faults">
            {faults.map((fault) => (
              <li key={`${fault.code} ${fault.name} ${fault.part} ${fault.paragraph}`}>
                {faultSentence(fault, language)}
                {fault.paragraph !== null && (
                  <div className="third">
                    {placeOf(fault, language)}
                    {fault.text !== '' && `：${fault.text}`}
                  </div>
                )}
              </li>
            ))}
          </ul>
        </>
      }
    />
  )
}

function Passed({ form, version }: { form: FormLine; version: TemplateVersion }) {
  const text = useText(formsText)
  const failed = useFailure()
  const use = useVersion(form)
  const sample = useMutation({
    mutationFn: () => client.forms.sample({ formId: form.id, version: version.id }),
    onSuccess: (word) => save(word.name, word),
    onError: failed,
  })
  if (version.active) return null
  return (
    <Alert
      type={version.missing.length > 0 ? 'warning' : 'success'}
      showIcon
      role="status"
      title={text.passed(version.number)}
      description={
        <>
          {version.missing.length > 0 && <p>{text.missing(version.missing.join('、'))}</p>}
          <div className="row">
            <Button
              type="primary"
              loading={use.isPending}
              onClick={() => use.mutate({ version: version.id, number: version.number })}
            >
              {text.activateVersion(version.number)}
            </Button>
            <Button loading={sample.isPending} onClick={() => sample.mutate()}>
              {text.sample}
            </Button>
          </div>
        </>
      }
    />
  )
}
