// The drawer of entry: a result or a yearly figure, a new one or the correction of one.
import { Drawer } from 'antd'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useText } from '../../../core/web/text.ts'
import type { Assessment, WorkloadItem } from '../rules.ts'
import type { Institution } from './institution.ts'
import { ResultForm } from './result-form.tsx'
import { figureText } from './words.ts'
import { YearlyForm } from './yearly-form.tsx'

/** What is being entered; with a year it is the correction of the entry that exists. */
export type Target =
  | {
      readonly what: 'result'
      readonly year?: number
      readonly assessment?: Assessment
      readonly peerGroup?: string | null
    }
  | { readonly what: 'yearly'; readonly year?: number; readonly item?: WorkloadItem }

type EntryDrawerProps = {
  institution: Institution
  target: Target
  setTarget: (target: Target | null) => void
}

export function EntryDrawer({ institution, target, setTarget }: EntryDrawerProps) {
  const text = useText(figureText)
  const phone = useIsPhone()
  const close = () => setTarget(null)
  const fresh = target.what === 'result' ? text.addResult : text.addYearly
  return (
    <Drawer
      open
      onClose={close}
      title={target.year === undefined ? fresh : text.correctOf(nameOf(target, text))}
      size={phone ? '100%' : 560}
      // Beside a form the page stays readable, but a slip of the mouse must not throw away what was typed.
      maskClosable={false}
    >
      {target.what === 'result' ? (
        <ResultForm
          key={`${target.year}/${target.assessment}/${target.peerGroup}`}
          institution={institution}
          entry={institution.results.find(
            ({ year, assessment, peerGroup }) =>
              year === target.year &&
              assessment === target.assessment &&
              peerGroup === (target.peerGroup ?? null),
          )}
          open={setTarget}
          close={close}
        />
      ) : (
        <YearlyForm
          key={`${target.year}/${target.item}`}
          institution={institution}
          entry={institution.workload.find(({ year, item }) => year === target.year && item === target.item)}
          open={setTarget}
          close={close}
        />
      )}
    </Drawer>
  )
}

function nameOf(
  target: Target,
  text: {
    items: Record<WorkloadItem, string>
    assessments: Record<Assessment, string>
    yearOf: (year: number) => string
  },
): string {
  const name =
    target.what === 'result'
      ? target.assessment && text.assessments[target.assessment]
      : target.item && text.items[target.item]
  return [target.year === undefined ? '' : text.yearOf(target.year), name].filter(Boolean).join(' ')
}
