// Endpoints of notices: messages and the bell, how one wants to be told, the group of a unit, what went out, the calendar, letters.

import * as z from 'zod'
import { endpoint, flag, id, isoDate, line, subject } from '../../core/contract.ts'
import { deliveryStates, faults, noticeKinds, reminderKinds } from './rules.ts'

const both = z.object({ zh: z.string(), en: z.string() })
const kind = z.enum(noticeKinds)
/** A time of day in China, HH:MM. */
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const version = z.number().int().min(0)

const notice = z.object({
  id,
  kind,
  title: both,
  body: both,
  link: z.string().nullable(),
  madeAt: z.string(),
  readAt: z.string().nullable(),
})
export type NoticeLine = z.infer<typeof notice>

const preference = z.object({
  bell: z.boolean(),
  email: z.boolean(),
  digestAt: time,
  quietFrom: time,
  quietUntil: time,
  version,
})

const mailAddress = z.email().max(254)

/** The approval of an early or late election. */
const approval = {
  /** The organization that has approved it. */
  organ: line(100),
  documentNo: line(60),
  approvedOn: isoDate,
  reason: line(500),
}
/** The term that was seen, and the day on which it was seen to end: somebody may have changed it since. */
const seenTerm = { number: z.coerce.number().int().min(1), seenEndsOn: isoDate }

export const noticesContract = {
  list: endpoint({
    method: 'GET',
    path: '/notices',
    summary: 'My messages, the newest first',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(
      z.object({
        unread: flag.default(false),
        kind: kind.optional(),
        before: id.optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ notices: z.array(notice), more: z.boolean() })),

  unread: endpoint({
    method: 'GET',
    path: '/notices/unread',
    summary: 'How many of my messages are unread; 0 where the bell is switched off',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(z.object({}))
    .output(z.object({ count: z.number().int() })),

  mark: endpoint({
    method: 'POST',
    path: '/notices/marks',
    summary: 'Mark my messages as read or unread; all of them without ids',
    permission: 'signed_in',
    place: { at: 'self' },
    // What somebody has read is theirs alone; it changes nothing of the house.
    readsOnly: true,
  })
    .input(z.object({ ids: z.array(id).max(500).optional(), read: z.boolean() }))
    .output(z.object({ changed: z.number().int() })),

  preference: endpoint({
    method: 'GET',
    path: '/notices/preference',
    summary: 'How I want to be told, and what the house offers',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(z.object({}))
    .output(
      preference.extend({
        address: z.string().nullable(),
        /** Whether a mail server is set up. */
        mailOffered: z.boolean(),
        calendar: z.object({ madeAt: z.string(), readAt: z.string().nullable() }).nullable(),
      }),
    ),

  savePreference: endpoint({
    method: 'PUT',
    path: '/notices/preference',
    summary: 'Say how I want to be told',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(preference.extend({ address: mailAddress.nullable() }))
    .output(z.object({ version })),

  tryMail: endpoint({
    method: 'POST',
    path: '/notices/preference/trial',
    summary: 'Send me a mail now to see whether it arrives',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(z.object({}))
    .output(z.object({})),

  renewCalendar: endpoint({
    method: 'POST',
    path: '/notices/calendar',
    summary: 'Make the secret address of my calendar, or another one: the old one then opens nothing',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(z.object({}))
    .output(z.object({ path: z.string() })),

  revokeCalendar: endpoint({
    method: 'DELETE',
    path: '/notices/calendar',
    summary: 'Take away the secret address of my calendar',
    permission: 'signed_in',
    place: { at: 'self' },
  })
    .input(z.object({}))
    .output(z.object({})),

  calendar: endpoint({
    method: 'GET',
    path: '/notices/calendars/{file}',
    summary: 'A calendar as iCalendar, by its secret address',
    permission: 'public',
    place: { at: 'public' },
  })
    .input(z.object({ file: z.string().max(200) }))
    .output(z.file()),

  reminded: endpoint({
    method: 'GET',
    path: '/notices/duties/{dutyId}',
    summary:
      'When people were last reminded of a duty, how many of them, and by which channels it reached them',
    permission: 'duty.read',
    place: subject('duty', 'dutyId'),
  })
    .input(z.object({ dutyId: id }))
    .output(
      z.object({
        last: z
          .object({
            on: isoDate,
            kind: z.enum(reminderKinds),
            people: z.number().int(),
            /** Of them by mail that has arrived. */
            byMail: z.number().int(),
            /** Whether the group of its unit, or of one above, was told that day. */
            byGroup: z.boolean(),
          })
          .nullable(),
      }),
    ),

  groups: endpoint({
    method: 'GET',
    path: '/notices/groups',
    summary: 'The groups of units that are told each day; their addresses stay sealed',
    permission: 'duty.impose',
    place: { at: 'reach' },
  })
    .input(z.object({}))
    .output(
      z.object({
        groups: z.array(z.object({ unitId: id, unitName: z.string(), enabled: z.boolean(), version })),
      }),
    ),

  saveGroup: endpoint({
    method: 'PUT',
    path: '/notices/units/{unitId}/group',
    summary: "Set the group of a unit: the address of its robot in WeCom's format, kept sealed",
    permission: 'duty.impose',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        unitId: id,
        /** Null keeps the address that is there. */
        address: line(1000).nullable(),
        enabled: z.boolean(),
        version,
      }),
    )
    .output(z.object({})),

  removeGroup: endpoint({
    method: 'DELETE',
    path: '/notices/units/{unitId}/group',
    summary: 'Forget the group of a unit with its address',
    permission: 'duty.impose',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(z.object({})),

  tryGroup: endpoint({
    method: 'POST',
    path: '/notices/units/{unitId}/group/trial',
    summary: 'Send a message to the group of a unit now',
    permission: 'duty.impose',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(z.object({})),

  deliveries: endpoint({
    method: 'GET',
    path: '/notices/units/{unitId}/deliveries',
    summary: 'What went out to people and groups of a unit and below, and what did not arrive',
    permission: 'duty.impose',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        unitId: id,
        failed: flag.default(false),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.object({
        deliveries: z.array(
          z.object({
            id,
            channel: z.enum(['email', 'group']),
            to: z.string(),
            state: z.enum(deliveryStates),
            attempts: z.number().int(),
            fault: z.enum(faults).nullable(),
            madeAt: z.string(),
            dueAt: z.string(),
            endedAt: z.string().nullable(),
          }),
        ),
      }),
    ),

  term: endpoint({
    method: 'GET',
    path: '/notices/units/{unitId}/term',
    summary: 'The newest term of a unit: when it ends by its length, and when by an approval',
    permission: 'org.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(
      z.object({
        term: z
          .object({
            number: z.number().int(),
            startedOn: isoDate,
            years: z.number().int(),
            regularEndsOn: isoDate,
            /** The approved day, else the regular one. */
            endsOn: isoDate,
            approval: z.object(approval).nullable(),
          })
          .nullable(),
        mayWrite: z.boolean(),
      }),
    ),

  approveTerm: endpoint({
    method: 'PUT',
    path: '/notices/units/{unitId}/term/approval',
    summary: 'Record that the level above has approved an early or late election: the term ends on that day',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id, ...seenTerm, ...approval, endsOn: isoDate }))
    .output(z.object({})),

  withdrawTermApproval: endpoint({
    method: 'DELETE',
    path: '/notices/units/{unitId}/term/approval',
    summary: 'Take the approval of an early or late election back: the term ends by its length again',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id, ...seenTerm }))
    .output(z.object({})),

  letters: endpoint({
    method: 'GET',
    path: '/notices/units/{unitId}/letters',
    summary: 'The letters by which the unit above reminded of the end of a term',
    permission: 'org.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(
      z.object({
        letters: z.array(
          z.object({ id, number: z.number().int(), endsOn: isoDate, madeOn: isoDate, upperName: z.string() }),
        ),
      }),
    ),

  letter: endpoint({
    method: 'GET',
    path: '/notices/units/{unitId}/letters/{letterId}',
    summary: 'One such letter as a Word file',
    permission: 'org.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id, letterId: id }))
    .output(z.file()),
}
