// What an institution decides for its meetings: the first topic, attendance online, the size of files. No I/O.

import type { MeetingKind } from './kinds.ts'

export type MeetingSetting = {
  /** Kinds whose first agenda item is the first topic (第一议题). */
  readonly firstTopicKinds: readonly MeetingKind[]
  /** Kinds where attendance online counts for the quorum. */
  readonly onlineKinds: readonly MeetingKind[]
  /** The largest file of a record, in MiB. */
  readonly fileMegabytes: number
  readonly version: number
}

/** Nothing is demanded and nothing laxer allowed until somebody decides so. */
export const plainSetting: MeetingSetting = {
  firstTopicKinds: [],
  onlineKinds: [],
  fileMegabytes: 20,
  version: 0,
}

/** What judging a close asks of the agenda. */
export const firstTopicFacts = (
  setting: Pick<MeetingSetting, 'firstTopicKinds'>,
  kind: MeetingKind,
  agenda: readonly { readonly firstTopic: boolean }[],
) => ({
  demanded: setting.firstTopicKinds.includes(kind),
  there: agenda[0]?.firstTopic === true,
})
