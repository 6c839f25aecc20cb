// The fields of planning a meeting, labels above, each as wide as its content.
import { Alert, Button, Checkbox, Input, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useText } from '../../../core/web/text.ts'
import type { Meeting } from '../contract.ts'
import { kindLaw, type MeetingKind } from '../rules.ts'
import { lifeText } from './life-words.ts'
import { now } from './moment.ts'
import { MomentField } from './moment-field.tsx'
import { usePeriodName } from './period.ts'
import { planText } from './plan-words.ts'
import { type PlanUnit, useMissedPeriods } from './use-defaults.ts'
import { useKindName } from './words.ts'

export type Draft = {
  unitId: string | undefined
  kind: MeetingKind | undefined
  plannedAt: string
  makeUpFor: string | null
  title: string
  place: string
  /** One item a line. */
  agenda: string
  alsoAs: readonly MeetingKind[]
  /** Other branches on the roll of a joint activity. */
  partnerIds: readonly string[]
}
export type Faults = { [field in keyof Draft]?: string }

type PlanFormProps = {
  draft: Draft
  faults: Faults
  units: readonly PlanUnit[]
  /** Of a very large tree the field shows what the typed words find; null: `units` are all. */
  search: ((typed: string) => void) | null
  kinds: readonly MeetingKind[]
  last: Meeting | null
  calendarKnown: boolean
  change: (part: Partial<Draft>) => void
  submit: () => void
}

export function PlanForm(props: PlanFormProps) {
  const { draft, faults, units, search, kinds, last, change } = props
  const text = useText(planText)
  const life = useText(lifeText)
  const kindName = useKindName()
  const phone = useIsPhone()
  const only = units.length === 1
  return (
    <form
      className="section plan-form"
      onSubmit={(event) => {
        event.preventDefault()
        props.submit()
      }}
    >
      <Field name="unitId" label={text.unit} fault={faults.unitId}>
        {only ? (
          <div className="plan-fixed">{units[0]?.label}</div>
        ) : (
          <Select
            id="plan-unitId"
            autoFocus={draft.unitId === undefined}
            className="plan-wide"
            showSearch={
              search === null ? { optionFilterProp: 'label' } : { filterOption: false, onSearch: search }
            }
            placeholder={text.unitHint}
            value={draft.unitId ?? null}
            options={units.map((each) => ({ value: each.id, label: each.label }))}
            {...(faults.unitId === undefined ? {} : { status: 'error' as const })}
            // Another unit has its own place, agenda and arrears.
            onChange={(unitId: string) => change({ unitId, makeUpFor: null })}
          />
        )}
      </Field>
      {draft.unitId !== undefined && (
        <>
          {kinds.length > 0 && (
            <Field name="kind" label={text.kind}>
              {kinds.length === 1 && kinds[0] !== undefined ? (
                <div className="plan-fixed">{kindName(kinds[0])}</div>
              ) : (
                <div className="kind-choices" role="radiogroup" aria-label={text.kind}>
                  {kinds.map((kind) => (
                    <label key={kind} className={kind === draft.kind ? 'kind-choice chosen' : 'kind-choice'}>
                      <input
                        type="radio"
                        name="kind"
                        className="visually-hidden"
                        checked={kind === draft.kind}
                        onChange={() => change({ kind, makeUpFor: null, alsoAs: [] })}
                      />
                      {kindName(kind)}
                    </label>
                  ))}
                </div>
              )}
            </Field>
          )}
          {draft.kind !== undefined && kindLaw[draft.kind].alsoAs.length > 0 && (
            <Field name="alsoAs" label={life.also.label} hint={life.also.hint}>
              <Checkbox.Group
                className="also-choices"
                value={[...draft.alsoAs]}
                options={kindLaw[draft.kind].alsoAs.map((kind) => ({ value: kind, label: kindName(kind) }))}
                onChange={(alsoAs: MeetingKind[]) => change({ alsoAs })}
              />
            </Field>
          )}
          {draft.kind === 'joint_activity' && (
            <Field
              name="partnerIds"
              label={life.partners.label}
              hint={units.length > 1 ? life.partners.hint : life.partners.none}
            >
              {units.length > 1 && (
                <Select
                  id="plan-partnerIds"
                  mode="multiple"
                  className="plan-wide"
                  placeholder={life.partners.choose}
                  showSearch={{ optionFilterProp: 'label' }}
                  value={[...draft.partnerIds]}
                  options={units
                    .filter((each) => each.id !== draft.unitId && each.kind === 'branch')
                    .map((each) => ({ value: each.id, label: each.label }))}
                  onChange={(partnerIds: string[]) => change({ partnerIds })}
                />
              )}
            </Field>
          )}
          <Field
            name="plannedAt"
            label={text.when}
            hint={
              draft.plannedAt < now()
                ? text.pastHint
                : props.calendarKnown
                  ? undefined
                  : text.unknownYear(draft.plannedAt.slice(0, 4))
            }
          >
            <MomentField
              label={text.when}
              value={draft.plannedAt}
              onChange={(plannedAt) => change({ plannedAt })}
              invalid={faults.makeUpFor !== undefined}
            />
          </Field>
          <MakeUp {...props} />
          <Field name="title" label={text.name} fault={faults.title}>
            <Input
              id="plan-title"
              className="plan-wide"
              maxLength={200}
              value={draft.title}
              {...(faults.title === undefined ? {} : { status: 'error' as const })}
              onChange={(event) => change({ title: event.target.value })}
            />
          </Field>
          <Field name="place" label={text.place} fault={faults.place}>
            <Input
              id="plan-place"
              className="plan-wide"
              placeholder={text.placeHint}
              value={draft.place}
              {...(faults.place === undefined ? {} : { status: 'error' as const })}
              onChange={(event) => change({ place: event.target.value })}
            />
          </Field>
          <Field
            name="agenda"
            label={`${text.agenda} · ${text.agendaHint}`}
            fault={faults.agenda}
            hint={
              last === null || last.agenda.length === 0
                ? undefined
                : text.lastTime(last.plannedAt.slice(0, 10))
            }
          >
            <Input.TextArea
              id="plan-agenda"
              className="plan-prose"
              autoSize={{ minRows: phone ? 3 : 4, maxRows: 16 }}
              value={draft.agenda}
              {...(faults.agenda === undefined ? {} : { status: 'error' as const })}
              onChange={(event) => change({ agenda: event.target.value })}
            />
          </Field>
        </>
      )}
    </form>
  )
}

/** Shown when the link brings a period or when there are missed ones; otherwise there is nothing to make up. */
function MakeUp({ draft, faults, change }: PlanFormProps) {
  const text = useText(planText)
  const periodName = usePeriodName()
  const missed = useMissedPeriods(draft.unitId, draft.kind)
  const { kind, makeUpFor } = draft
  if (kind === undefined) return null
  const all = makeUpFor === null || missed.includes(makeUpFor) ? missed : [makeUpFor, ...missed]
  const first = all[0]
  if (first === undefined) return null
  return (
    <div className="plan-make-up">
      <div className="row">
        <Switch
          id="plan-makeUpFor"
          checked={makeUpFor !== null}
          aria-labelledby="plan-make-up-label"
          onChange={(on) => change({ makeUpFor: on ? first : null })}
        />
        <label id="plan-make-up-label" htmlFor="plan-makeUpFor">
          {text.makeUp}
        </label>
      </div>
      {makeUpFor !== null && (
        <>
          <Field name="period" label={text.makeUpFor} fault={faults.makeUpFor}>
            <Select
              id="plan-period"
              className="plan-short"
              value={makeUpFor}
              options={all.map((from) => ({ value: from, label: periodName(kind, from) }))}
              onChange={(from: string) => change({ makeUpFor: from })}
            />
          </Field>
          <Alert type="info" title={text.makeUpWhy} />
          <Button
            className="plan-held-then"
            onClick={() =>
              change({ makeUpFor: null, plannedAt: `${makeUpFor}T${draft.plannedAt.slice(11)}` })
            }
          >
            {text.heldThen}
          </Button>
        </>
      )}
    </div>
  )
}

type FieldProps = {
  name: string
  label: string
  hint?: string | undefined
  fault?: string | undefined
  children: ReactNode
}

export function Field({ name, label, hint, fault, children }: FieldProps) {
  return (
    <div className="plan-field">
      <label className="plan-label" htmlFor={`plan-${name}`}>
        {label}
      </label>
      {children}
      {fault !== undefined && (
        <p className="plan-fault" role="alert">
          {fault}
        </p>
      )}
      {hint !== undefined && <p className="third prose">{hint}</p>}
    </div>
  )
}
