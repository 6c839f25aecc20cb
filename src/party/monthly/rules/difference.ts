// What has changed since a report was submitted: figure by figure and line by line. No I/O.

import type { Content, Figure } from '../contract/content.ts'

export type Difference = {
  readonly part: 'figure' | 'duty' | 'meeting' | 'member' | 'below'
  /** The kind, the duty, the meeting, the status or the unit. */
  readonly ref: string
  readonly label: string
  /** What it is called: 'overdue', 'attendance', … */
  readonly field: string
  /** null: it was not there, or is no longer there. */
  readonly before: string | number | null
  readonly after: string | number | null
}

type Line = {
  readonly ref: string
  readonly label: string
  readonly fields: Readonly<Record<string, string | number | null>>
}

const figureLine = (figure: Figure): Line => {
  const { kind, zh, en: _, ...fields } = figure
  return { ref: kind, label: zh, fields }
}

const linesOf: Readonly<Record<Difference['part'], (content: Content) => readonly Line[]>> = {
  figure: (content) => content.figures.map(figureLine),
  duty: (content) =>
    content.duties.map((duty) => ({
      ref: duty.dutyId,
      label: `${duty.unitName} · ${duty.zh} · ${duty.dueOn}`,
      fields: { state: duty.state, happenedOn: duty.happenedOn, reason: duty.reason },
    })),
  meeting: (content) =>
    content.meetings.map((meeting) => ({
      ref: meeting.meetingId,
      label: `${meeting.unitName} · ${meeting.title}`,
      fields: {
        title: meeting.title,
        day: meeting.day,
        state: meeting.state,
        attendance: `${meeting.present} / ${meeting.due}`,
        daysLate: meeting.daysLate,
      },
    })),
  member: (content) =>
    content.members.map(({ status, count }) => ({ ref: status, label: status, fields: { count } })),
  below: (content) =>
    content.below.map((report) => ({
      ref: report.unitId,
      label: report.unitName,
      fields: { seal: report.sha256.slice(0, 12) },
    })),
}

const parts = ['figure', 'duty', 'meeting', 'member', 'below'] as const

/** Every field that reads otherwise now than in the snapshot; a line that came or went is one difference. */
export function differences(before: Content, after: Content): readonly Difference[] {
  return parts.flatMap((part) => {
    const old = new Map(linesOf[part](before).map((line) => [line.ref, line]))
    const now = new Map(linesOf[part](after).map((line) => [line.ref, line]))
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((ref): readonly Difference[] => {
      const [was, is] = [old.get(ref), now.get(ref)]
      const line = is ?? was
      if (line === undefined) return []
      const head = { part, ref, label: line.label }
      if (was === undefined) return [{ ...head, field: 'line', before: null, after: line.label }]
      if (is === undefined) return [{ ...head, field: 'line', before: line.label, after: null }]
      return Object.keys(line.fields).flatMap((field) => {
        const [a, b] = [was.fields[field] ?? null, is.fields[field] ?? null]
        return a === b ? [] : [{ ...head, field, before: a, after: b }]
      })
    })
  })
}

/**
 * How many records have changed: duties, meetings and reports below, not the sums over them. Numbers of people count
 * where nothing else explains them.
 */
export function recordsChanged(list: readonly Difference[]): number {
  const count = (...counted: readonly Difference['part'][]): number =>
    new Set(list.filter(({ part }) => counted.includes(part)).map(({ part, ref }) => `${part} ${ref}`)).size
  return count('duty', 'meeting', 'below') || count('member')
}
