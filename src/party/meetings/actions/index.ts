// What the meeting endpoints do, a verb a file.

import type { Handlers } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { attend } from './attend.ts'
import { close } from './close.ts'
import { confirm } from './confirm.ts'
import { decide } from './decide.ts'
import { answerLeave, signInCode } from './desk.ts'
import { addFile, file, removeFile } from './files.ts'
import { list } from './list.ts'
import { askLeave, castBallot, mine, signIn, withdrawLeave } from './member.ts'
import { minutesFile } from './minutes-file.ts'
import { cancel, notify } from './move.ts'
import { open } from './open.ts'
import { countPaper, setAside, writeOpinion } from './paper.ts'
import { plan } from './plan.ts'
import { propose } from './propose.ts'
import { amend, archive, saveSettings, setGuests, settings } from './record.ts'
import { setAgenda } from './set-agenda.ts'
import { setSpeakers } from './set-speakers.ts'
import { recordTalk, removeTalk, talks } from './talks.ts'
import { update } from './update.ts'
import { viewMeeting } from './view.ts'
import { vote } from './vote.ts'

export const meetingsHandlers: Handlers<typeof meetingsContract> = {
  list,
  get: (work, { meetingId }) => viewMeeting(work, meetingId),
  plan,
  update,
  setAgenda,
  setSpeakers,
  notify,
  cancel,
  open,
  attend,
  propose,
  vote,
  decide,
  close,
  confirm,
  minutesFile,
  mine,
  askLeave,
  withdrawLeave,
  answerLeave,
  signInCode,
  signIn,
  castBallot,
  countPaper,
  writeOpinion,
  setAside,
  amend,
  archive,
  setGuests,
  addFile,
  removeFile,
  file,
  settings,
  saveSettings,
  talks,
  recordTalk,
  removeTalk,
}
