// What the endpoints of people do, by subject.

import type { Handlers } from '../../../core/pipeline.ts'
import type { peopleContract } from '../contract.ts'
import { acceptTransfer } from './accept.ts'
import { add } from './add.ts'
import { duplicates, mergePreview } from './duplicates.ts'
import { edit, setSituation } from './edit.ts'
import { erase, erasure } from './erasure.ts'
import { exportIdentity, find, reveal, setIdentity } from './identity.ts'
import { addMeasure, removeMeasure } from './measures.ts'
import { merge, undoMerge } from './merge.ts'
import { dualLeaders, list, person } from './read.ts'
import { changeStatus, takeBackStatus } from './status.ts'
import { addPost, affiliate, endPost, removePost } from './ties.ts'
import {
  institutions,
  recordReceipt,
  rejectTransfer,
  requestTransfer,
  transfers,
  withdrawTransfer,
} from './transfers.ts'

export const peopleHandlers: Handlers<typeof peopleContract> = {
  list,
  person,
  dualLeaders,
  add,
  edit,
  setSituation,
  changeStatus,
  takeBackStatus,
  affiliate,
  addPost,
  endPost,
  removePost,
  addMeasure,
  removeMeasure,
  setIdentity,
  reveal,
  find,
  exportIdentity,
  erasure,
  erase,
  transfers,
  institutions,
  requestTransfer,
  acceptTransfer,
  rejectTransfer,
  withdrawTransfer,
  recordReceipt,
  duplicates,
  mergePreview,
  merge,
  undoMerge,
}
