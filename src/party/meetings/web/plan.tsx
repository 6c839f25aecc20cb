// Planning a meeting: asks only what cannot be known, everything else stands there as it was last time.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useMay } from '../../../core/web/session.ts'
import { useText } from '../../../core/web/text.ts'
import { useView } from '../../../core/web/view.ts'
import { everyOf, meetingKinds } from '../rules.ts'
import { useMeetingFailure } from './failure.ts'
import './meetings.css'
import { periodStart } from './moment.ts'
import { type Draft, type Faults, PlanForm } from './plan-form.tsx'
import { planText } from './plan-words.ts'
import { usePeriodName } from './period.ts'
import { kindsFor, useLastMeeting, useNextWorkingDay, usePlanUnits } from './use-defaults.ts'
import { useKindName } from './words.ts'

const usualTime = '16:00'

/** What the person has changed; whatever is not here keeps its suggestion. */
type Changed = Partial<Draft>

export function PlanMeeting() {
  const text = useText(planText)
  const kindName = useKindName()
  const periodName = usePeriodName()
  const go = useGo()
  const view = useView()
  const may = useMay()
  const fail = useMeetingFailure()
  const queries = useQueryClient()
  const [wantedUnit] = useQueryPart('unitId')
  const [wantedKind] = useQueryPart('kind')
  const [wantedMakeUp] = useQueryPart('makeUpFor')
  const { units, whole: allUnits, search, error, retry } = usePlanUnits()
  const next = useNextWorkingDay()
  const [changed, setChanged] = useState<Changed>({})
  const [tried, setTried] = useState(false)

  const suggestedUnit =
    units?.find((each) => each.id === wantedUnit) ??
    units?.find((each) => each.id === view.unit?.id) ??
    (units?.length === 1 || view.unit?.kind === 'branch' ? units?.[0] : undefined)
  const unit = units?.find((each) => each.id === changed.unitId) ?? suggestedUnit
  const kinds = unit === undefined ? [] : kindsFor(unit.kind)
  const suggestedKind = meetingKinds.find((each) => each === wantedKind)
  const kind = [changed.kind, suggestedKind, ...kinds].find(
    (each) => each !== undefined && kinds.includes(each),
  )
  const last = useLastMeeting(unit?.id, kind)

  const plannedAt = changed.plannedAt ?? `${next.day}T${last?.plannedAt.slice(11, 16) ?? usualTime}`
  const linked = wantedMakeUp !== null && /^\d{4}-\d{2}-\d{2}$/.test(wantedMakeUp) ? wantedMakeUp : null
  const makeUpFor = changed.makeUpFor === undefined ? linked : changed.makeUpFor
  const [year = '', month = '1'] = plannedAt.split('-')
  const suggestedTitle =
    kind === undefined
      ? ''
      : makeUpFor === null
        ? text.suggested(year, Number(month), kindName(kind))
        : text.suggestedMakeUp(periodName(kind, makeUpFor), kindName(kind))
  const draft: Draft = {
    unitId: unit?.id,
    kind,
    plannedAt,
    makeUpFor,
    title: changed.title ?? suggestedTitle,
    place: changed.place ?? last?.place ?? '',
    alsoAs: changed.alsoAs ?? [],
    partnerIds: changed.partnerIds ?? [],
    agenda: changed.agenda ?? last?.agenda.map((item) => item.title).join('\n') ?? '',
  }
  const items = draft.agenda
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const faults: Faults = {
    ...(unit === undefined ? { unitId: text.needUnit } : {}),
    ...(draft.title.trim() === '' ? { title: text.needName } : {}),
    ...(draft.title.length > 120 ? { title: text.longName } : {}),
    ...(draft.place.length > 120 ? { place: text.longPlace } : {}),
    ...(items.length > 50 || items.some((item) => item.length > 200) ? { agenda: text.longAgenda } : {}),
    ...(kind !== undefined &&
    makeUpFor !== null &&
    makeUpFor >= periodStart(everyOf(kind), plannedAt.slice(0, 10))
      ? { makeUpFor: text.makeUpTooLate }
      : {}),
  }

  const save = useMutation({
    mutationFn: async () => {
      if (unit === undefined || kind === undefined) return
      const { id } = await client.meetings.plan({
        unitId: unit.id,
        kind,
        title: draft.title.trim(),
        place: draft.place.trim() === '' ? null : draft.place.trim(),
        plannedAt,
        makeUpFor,
        alsoAs: [...draft.alsoAs],
        partnerIds: kind === 'joint_activity' ? [...draft.partnerIds] : [],
        agenda: items,
      })
      void queries.invalidateQueries({ queryKey: api.meetings.list.key() })
      go(`/meetings/${id}`, true)
    },
    onError: fail,
  })
  const submit = () => {
    setTried(true)
    const first = Object.keys(faults)[0]
    if (first === undefined) save.mutate()
    else document.getElementById(`plan-${first}`)?.focus()
  }

  const mayPlan = may('meeting.write')
  const whole = mayPlan && units !== undefined && units.length > 0
  return (
    <Page
      title={text.title}
      what={text.what}
      up={{ to: '/meetings', label: text.up }}
      primary={whole ? { label: text.save, act: submit, busy: save.isPending } : undefined}
    >
      {!mayPlan ? (
        <EmptyState title={text.mayNot} hint={text.mayNotHint} />
      ) : error ? (
        <ErrorState error={error} retry={retry} />
      ) : units === undefined || !next.ready ? (
        <Loading what={text.title} />
      ) : units.length === 0 ? (
        <EmptyState title={text.noUnits} hint={text.noUnitsHint} />
      ) : (
        <PlanForm
          draft={draft}
          faults={tried ? faults : faults.makeUpFor === undefined ? {} : { makeUpFor: faults.makeUpFor }}
          units={units}
          search={allUnits ? null : search}
          kinds={kinds}
          last={last ?? null}
          calendarKnown={next.known}
          change={(part) => setChanged((before) => ({ ...before, ...part }))}
          submit={submit}
        />
      )}
    </Page>
  )
}
