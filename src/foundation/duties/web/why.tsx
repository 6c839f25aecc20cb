// Why a duty exists: its articles, behind a small word, and the mark of a reminder that cannot be certain yet.
import { Button, Popover, Tooltip } from 'antd'
import type { Citation } from '../../../core/law.ts'
import { Cite } from '../../../core/web/law.tsx'
import { useText } from '../../../core/web/text.ts'
import type { DutyLine } from '../contract.ts'
import { useDutyNames } from './names.ts'
import { type Rhythm, useRhythms } from './rhythms.ts'
import { dutyText } from './words.ts'

/** Opens on hover and on press, so that it works with mouse, thumb and keyboard. */
export function Why({ duty }: { duty: DutyLine }) {
  const text = useText(dutyText)
  const { name } = useDutyNames()
  const rhythms = useRhythms()
  if (duty.what === null && !rhythms.get(duty.rhythm)) return null
  return (
    <Popover
      trigger={['hover', 'click']}
      mouseEnterDelay={0.2}
      title={name(duty)}
      content={
        <div className="why-cites">
          <Grounds duty={duty} />
        </div>
      }
    >
      <Button type="text" size="small" className="why" aria-label={text.whyOf(name(duty))}>
        {text.why}
      </Button>
    </Popover>
  )
}

/** The articles of a rhythm; of what was imposed the origin and the ground given. */
export function Grounds({ duty }: { duty: DutyLine }) {
  const { origin } = useDutyNames()
  if (duty.what === null) return <Cites rhythm={duty.rhythm} />
  return (
    <div>
      <p>{origin(duty)}</p>
      {duty.basis !== null && <p className="second prose">{duty.basis}</p>}
    </div>
  )
}

function Cites({ rhythm }: { rhythm: string }) {
  const known = useRhythms().get(rhythm)
  return known?.cites.map((cite) => (
    <div key={`${cite.source} ${cite.article}`}>
      <Cite cite={exact(cite)} />
      {/* The mark of an unverified source says its note itself. */}
      {cite.verified && cite.note && <p className="second prose">{cite.note}</p>}
    </div>
  ))
}

/** The wire may carry undefined where the law's type has no key. */
function exact({ until, quote, note, ...cite }: Rhythm['cites'][number]): Citation {
  return {
    ...cite,
    ...(until === undefined ? {} : { until }),
    ...(quote === undefined ? {} : { quote }),
    ...(note === undefined ? {} : { note }),
  }
}

/** A reminder day of a year whose holidays are not announced. */
export function OpenReminder() {
  const text = useText(dutyText)
  return (
    <Tooltip title={text.remindWhy}>
      <span className="unverified" tabIndex={0} role="note" aria-label={text.remindWhy}>
        <span aria-hidden="true" className="unverified-sign">
          ?
        </span>
        <span className="no-print">{text.remindOpen}</span>
        <span className="only-print">{text.remindWhy}</span>
      </span>
    </Tooltip>
  )
}
