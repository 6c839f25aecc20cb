// What planning a meeting can know by itself: units, the last meeting of the kind, the next working day, missed periods.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../../core/web/client.ts'
import { useMay } from '../../../core/web/session.ts'
import { useView } from '../../../core/web/view.ts'
import { useUnitChoices } from '../../../foundation/org/web/index.ts'
import { unitKinds } from '../../../foundation/org/words.ts'
import { kindSuits, type MeetingKind, meetingKinds } from '../rules.ts'
import { addDays, nextWorkingDay, today } from './moment.ts'

const minute = 60_000

const holders = unitKinds
  .map((kind) => kind.value)
  .filter((unitKind) => meetingKinds.some((kind) => kindSuits(kind, unitKind)))

export type PlanUnit = { id: string; name: string; kind: string; label: string }

/** The units within reach that hold meetings; those below the unit in view first. */
export function usePlanUnits(): Omit<ReturnType<typeof useUnitChoices>, 'units'> & {
  units: readonly PlanUnit[] | undefined
} {
  const { unit } = useView()
  const choices = useUnitChoices(holders)
  const units = useMemo(
    () =>
      choices.units
        ?.map(({ id, name, kind, parentName, path }) => ({
          id,
          name,
          kind,
          label: kind === 'group' ? `${parentName ?? ''} · ${name}` : name,
          near: unit !== null && path.includes(unit.id),
        }))
        .sort((a, b) => Number(b.near) - Number(a.near)),
    [choices.units, unit],
  )
  return { ...choices, units }
}

/** The kinds that suit a unit. */
export const kindsFor = (unitKind: string): readonly MeetingKind[] =>
  meetingKinds.filter((kind) => kindSuits(kind, unitKind))

/** The newest meeting of the unit and kind that has begun; null when there is none, undefined while loading. */
export function useLastMeeting(unitId: string | undefined, kind: MeetingKind | undefined) {
  const list = useQuery(
    api.meetings.list.queryOptions({
      input: {
        ...(unitId === undefined ? {} : { unitId }),
        ...(kind === undefined ? {} : { kind }),
        limit: 10,
      },
      enabled: unitId !== undefined && kind !== undefined,
      staleTime: minute,
    }),
  )
  // The list holds what lies below too, and cancelled ones teach nothing.
  const last = list.data?.meetings.find((each) => each.unitId === unitId && each.state !== 'cancelled')
  const whole = useQuery(
    api.meetings.get.queryOptions({
      input: { meetingId: last?.id ?? '' },
      enabled: last !== undefined,
      staleTime: minute,
    }),
  )
  const failed = list.isError || whole.isError
  if (failed) return null
  if (list.isSuccess && last === undefined) return null
  return whole.data
}

/** The next working day after today, and whether this year's holidays are known. */
export function useNextWorkingDay(): { day: string; known: boolean; ready: boolean } {
  const start = today()
  const odd = useQuery(
    api.calendar.year.queryOptions({
      input: { year: Number(addDays(start, 1).slice(0, 4)) },
      staleTime: Infinity,
      retry: false,
    }),
  )
  const day = nextWorkingDay(start, odd.data?.days ?? [])
  return { day, known: odd.data?.known ?? true, ready: !odd.isPending }
}

/** The periods of the last year in which this unit owed the kind and did not hold it: first days, newest first. */
export function useMissedPeriods(
  unitId: string | undefined,
  kind: MeetingKind | undefined,
): readonly string[] {
  const may = useMay()
  const end = today()
  const duties = useQuery(
    api.duties.list.queryOptions({
      input: {
        unitId: unitId ?? '',
        from: addDays(end, -366),
        to: end,
        state: 'overdue',
        ...(kind === undefined ? {} : { rhythm: kind }),
      },
      enabled: unitId !== undefined && kind !== undefined && may('duty.read'),
      staleTime: minute,
    }),
  )
  return useMemo(
    () =>
      (duties.data?.duties ?? [])
        .filter((duty) => duty.unitId === unitId)
        .map((duty) => duty.periodFrom)
        .sort()
        .reverse(),
    [duties.data, unitId],
  )
}
