// What the endpoints of year plans do: draft, submit, decide, carry on, and make meetings from items.

import { may } from '../../../core/access.ts'
import { loadHolidays } from '../../../core/calendar.ts'
import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import { readUnit } from '../../../foundation/org/index.ts'
import { meetingsHandlers } from '../../meetings/index.ts'
import { meetingKinds } from '../../meetings/rules.ts'
import type { plansContract } from '../contract/plans.ts'
import {
  carried,
  isTemplateOwner,
  mayWritePlan,
  type PlanItem,
  planLife,
  proposedDay,
  shownState,
  versionOn,
} from '../rules.ts'
import {
  changeItem,
  changePlan,
  insertPlan,
  type ItemWithMeeting,
  lockPlan,
  meetingFacts,
  planOf,
  plansBelow,
  readFixedDay,
  readItems,
  readSchemes,
  type StoredPlan,
  templateAbove,
  writeFixedDay,
  writeItems,
  writeMarks,
} from '../store/index.ts'
import { checkVersion, invalid, mayFromAbove, seeAbove, wrongState } from './above.ts'
import { schemesFor } from './themes.ts'

async function begin(
  work: Work,
  input: { readonly planId: string; readonly version: number },
): Promise<StoredPlan> {
  const plan = await lockPlan(work.tx, targetOf(work).institutionId, input.planId)
  checkVersion(plan, input.version)
  return plan
}

function report(work: Work, plan: Pick<StoredPlan, 'id' | 'unitId'>, before: unknown, after: unknown): void {
  work.changed({ subject: 'activity_plan', id: plan.id, unitId: plan.unitId, before, after })
}

const inWords = (items: readonly Pick<PlanItem, 'month' | 'title'>[]) =>
  items.map((item) => `${item.month}: ${item.title}`)

const asItem = (item: ItemWithMeeting): PlanItem => ({
  id: item.id,
  month: item.month,
  kind: item.kind,
  title: item.title,
  schemeId: item.schemeId,
  partId: item.partId,
  lecturer: item.lecturer,
  place: item.place,
  meetingId: item.meetingId,
})

/** Whether an item has become a meeting: one that was made from it and called off leaves it open. */
const stands = ({ meeting }: Pick<ItemWithMeeting, 'meeting'>): boolean =>
  meeting !== null && meeting.state !== 'cancelled'

const withoutMeeting = ({ meetingId: _, ...item }: Omit<PlanItem, 'id'>) => item

export const planHandlers: Handlers<typeof plansContract> = {
  plan: async (work, { unitId, year }) => {
    const target = targetOf(work)
    const { tx, today } = work
    const unit = await readUnit(tx, target.institutionId, unitId)
    const template = isTemplateOwner(unit.kind)
    const plan = await planOf(tx, target, year)
    const items = plan === null ? [] : await readItems(tx, plan)
    const last = await planOf(tx, target, year - 1)
    const lastItems = last === null ? [] : await readItems(tx, last)
    const fixed = template ? null : await readFixedDay(tx, target)
    const holidays = await loadHolidays(tx, year, year)
    await seeAbove(work, target)
    const above = await templateAbove(tx, target.path, year)
    const handed = above === null ? [] : (await readItems(tx, above)).map(asItem)
    const day = today.startsWith(String(year))
      ? today
      : `${year}-${today.startsWith(String(year - 1)) ? '01-01' : '12-31'}`
    const parts = (await readSchemes(tx, target.path)).flatMap((scheme) => {
      const version = versionOn(scheme.versions, scheme.endedOn, day)
      return (version?.parts ?? []).map((part) => ({
        schemeId: scheme.id,
        schemeName: scheme.name,
        partId: part.id,
        name: part.name,
        kind: part.kind,
      }))
    })
    const partName = new Map(parts.map((part) => [part.partId, part.name]))
    return {
      today,
      unitName: unit.name,
      template,
      plan:
        plan === null
          ? null
          : {
              id: plan.id,
              state: shownState(plan.state, year, today),
              reason: plan.reason,
              submittedAt: plan.submittedAt,
              decidedAt: plan.decidedAt,
              version: plan.version,
              items: items.map(({ meetingId: _, ...item }) => ({
                ...item,
                partName: item.partId === null ? null : (partName.get(item.partId) ?? null),
              })),
            },
      sources: [
        ...(handed.length === 0
          ? []
          : [
              {
                from: 'template' as const,
                unitName: above?.unitName ?? '',
                items: carried(handed, { year }, year).map(withoutMeeting),
              },
            ]),
        ...(lastItems.length === 0
          ? []
          : [
              {
                from: 'last_year' as const,
                unitName: unit.name,
                items: carried(lastItems.map(asItem), { year }, year - 1).map(withoutMeeting),
              },
            ]),
      ],
      parts,
      fixed,
      proposals:
        fixed === null
          ? []
          : Array.from({ length: 12 }, (_, index) => ({
              month: index + 1,
              ...proposedDay(fixed, year, index + 1, holidays),
            })),
      mayWrite: may(work.principal, 'meeting.write', target.path),
      mayDecide: template
        ? may(work.principal, 'plan.approve', target.path)
        : mayFromAbove(work, 'plan.approve', target.path),
    }
  },

  savePlan: async (work, { unitId, year, version, items }) => {
    const target = targetOf(work)
    const plan = await planOf(work.tx, target, year, true)
    if (plan === null && version !== 0) throw new AppError('stale', { version: 0 })
    if (plan !== null) {
      checkVersion(plan, version)
      if (!mayWritePlan(plan.state)) throw wrongState(plan.state, 'write_plan')
    }
    const before = plan === null ? [] : await readItems(work.tx, plan)
    const known = new Map(before.map((item) => [item.id, item]))
    const ids = items.flatMap((item) => item.id ?? [])
    if (new Set(ids).size < ids.length) throw invalid('twice')
    if (ids.some((id) => !known.has(id))) throw invalid('plan_item')
    const kept = new Set(ids)
    const lost = before.filter((item) => item.meetingId !== null && stands(item) && !kept.has(item.id))
    // A meeting was made from it: cancel the meeting first, or leave the item.
    if (lost.length > 0) throw invalid('item_in_use', { count: lost.length })
    const id = plan?.id ?? (await insertPlan(work.tx, target, year))
    await writeItems(
      work.tx,
      { institutionId: target.institutionId, id },
      items.map((item) => ({
        ...item,
        id: item.id ?? newId(),
        meetingId: item.id === undefined ? null : (known.get(item.id)?.meetingId ?? null),
      })),
    )
    report(work, { id, unitId }, plan === null ? null : { items: inWords(before) }, {
      year,
      items: inWords(items),
    })
    return {
      id,
      version: plan === null ? 1 : await changePlan(work.tx, plan, { state: 'draft' }),
    }
  },

  submitPlan: async (work, input) => {
    const plan = await begin(work, input)
    if (isTemplateOwner(targetOf(work).kind)) throw wrongState('template', 'submit')
    if (!planLife.allows(plan.state, 'submit')) throw wrongState(plan.state, 'submit')
    const items = await readItems(work.tx, plan)
    if (items.length === 0) throw invalid('no_items')
    report(work, plan, { state: plan.state }, { state: 'submitted', year: plan.year })
    return {
      version: await changePlan(work.tx, plan, {
        state: 'submitted',
        submittedAt: work.now.toString(),
        reason: null,
      }),
    }
  },

  revisePlan: async (work, input) => {
    const plan = await begin(work, input)
    if (!planLife.allows(plan.state, 'revise')) throw wrongState(plan.state, 'revise')
    report(work, plan, { state: plan.state }, { state: 'draft' })
    return { version: await changePlan(work.tx, plan, { state: 'draft' }) }
  },

  decidePlan: async (work, input) => {
    const plan = await begin(work, input)
    const target = targetOf(work)
    const template = isTemplateOwner(target.kind)
    const who = { decidedAt: work.now.toString(), decidedBy: work.principal.accountId }
    if (template) {
      // What a unit above plans is handed down by itself; nobody submits it.
      if (!mayWritePlan(plan.state) || !input.approve) throw wrongState(plan.state, 'hand_down')
    } else {
      if (!mayFromAbove(work, 'plan.approve', target.path)) {
        throw new AppError('forbidden', { permission: 'plan.approve' })
      }
      const move = input.approve ? 'approve' : 'return'
      if (!planLife.allows(plan.state, move)) throw wrongState(plan.state, move)
      if (!input.approve && input.reason === null) throw invalid('reason')
    }
    const state = input.approve ? 'approved' : 'returned'
    const reason = input.approve ? null : input.reason
    report(work, plan, { state: plan.state }, { state, reason })
    return { version: await changePlan(work.tx, plan, { state, reason, ...who }) }
  },

  plansBelow: async (work, { unitId, year }) => {
    const rows = await plansBelow(work.tx, unitId, year, work.today)
    return {
      units: rows.map((row) => ({
        ...row,
        state: row.state === null ? null : shownState(row.state, year, work.today),
      })),
    }
  },

  movePlanItem: async (work, { planId, itemId, month }) => {
    const plan = await lockPlan(work.tx, targetOf(work).institutionId, planId)
    const item = (await readItems(work.tx, plan)).find((each) => each.id === itemId)
    if (item === undefined) throw new AppError('not_found', { kind: 'plan_item' })
    if (stands(item)) {
      throw wrongState(item.meeting?.state ?? '', 'carry')
    }
    await changeItem(work.tx, plan, itemId, { month })
    report(work, plan, { title: item.title, month: item.month }, { title: item.title, month })
    return { version: await changePlan(work.tx, plan) }
  },

  holdPlanItem: async (work, { planId, itemId, plannedAt }) => {
    const target = targetOf(work)
    const plan = await lockPlan(work.tx, target.institutionId, planId)
    if (isTemplateOwner(target.kind)) throw wrongState('template', 'hold')
    const item = (await readItems(work.tx, plan)).find((each) => each.id === itemId)
    if (item === undefined) throw new AppError('not_found', { kind: 'plan_item' })
    if (stands(item)) {
      throw wrongState(item.meeting?.state ?? '', 'hold')
    }
    const kind = meetingKinds.find((each) => each === item.kind)
    if (kind === undefined) throw invalid('kind', { kind: item.kind })
    // The meetings room judges the plan and writes its own entry.
    const { id: meetingId } = await meetingsHandlers.plan(work, {
      unitId: target.id,
      kind,
      title: item.title,
      place: item.place,
      plannedAt,
      makeUpFor: null,
      alsoAs: [],
      partnerIds: [],
      agenda: item.title === '' ? [] : [item.title],
    })
    await changeItem(work.tx, plan, itemId, { meetingId })
    if (item.schemeId !== null && item.partId !== null) {
      const meeting = await meetingFacts(work.tx, target.institutionId, meetingId)
      const held = (await schemesFor(work, meeting)).some(
        ({ scheme, version }) =>
          scheme.id === item.schemeId && version.parts.some((part) => part.id === item.partId),
      )
      if (held) {
        await writeMarks(
          work.tx,
          meeting,
          [
            {
              schemeId: item.schemeId,
              partId: item.partId,
              agendaItemId: meeting.agenda[0]?.id ?? null,
              note: '',
            },
          ],
          { at: work.now.toString(), accountId: work.principal.accountId },
        )
      }
    }
    report(work, plan, { title: item.title, meeting: null }, { title: item.title, meeting: meetingId })
    await changePlan(work.tx, plan)
    return { meetingId }
  },

  saveFixedDay: async (work, { unitId, ...fixed }) => {
    const target = targetOf(work)
    if (isTemplateOwner(target.kind)) throw invalid('kind', { unitKind: target.kind })
    const before = await readFixedDay(work.tx, target)
    const version = await writeFixedDay(work.tx, target, fixed)
    if (version === null) throw new AppError('stale', { version: before?.version ?? 0 })
    work.changed({ subject: 'fixed_day', id: unitId, unitId, before: before ?? { nth: null }, after: fixed })
    return { version }
  },
}
