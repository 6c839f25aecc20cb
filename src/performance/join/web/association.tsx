// The sentence that stands wherever before and after are shown.
import { InfoCircleOutlined } from '@ant-design/icons'
import { useLanguage } from '../../../core/web/text.ts'
import { association } from '../words.ts'

export function Association() {
  const [language] = useLanguage()
  return (
    <p className="association" role="note">
      <InfoCircleOutlined aria-hidden /> {association[language]}
    </p>
  )
}
