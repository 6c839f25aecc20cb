// Attachments of a record: photos and documents, within the institution's limit, photos without their metadata.

import { AppError } from '../../../core/errors.ts'
import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import type { meetingsContract } from '../contract.ts'
import { mediaTypeOf, withoutMetadata } from '../photo.ts'
import {
  changeMeeting,
  deleteAttached,
  insertAttached,
  readAttached,
  readMeetingSetting,
} from '../store/index.ts'
import { begin, invalid, report, wrongState } from './begin.ts'

const most = 60

export const addFile: Handlers<typeof meetingsContract>['addFile'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'files' })
  if (meeting.archivedAt !== null) throw wrongState('archived', 'files')
  const { fileMegabytes } = await readMeetingSetting(work.tx, meeting.institutionId)
  const { file, thumbnail } = input
  if (file.size > fileMegabytes * 1024 * 1024) {
    throw new AppError('too_large', { megabytes: fileMegabytes, size: file.size })
  }
  if ((await readAttached(work.tx, meeting)).length >= most) throw invalid('too_many_files', { most })
  const name = nameOf(file.name)
  const given = new Uint8Array(await file.arrayBuffer())
  const mediaType = mediaTypeOf(given, name)
  if (mediaType === null) throw new AppError('unreadable_file', { reason: 'media_type', name })
  const keep = (bytes: Uint8Array, keptName: string, type: string): Promise<string> =>
    work.files.put(work.tx, {
      institutionId: meeting.institutionId,
      name: keptName,
      mediaType: type,
      bytes,
      storedBy: work.principal.accountId,
    })
  const bytes = withoutMetadata(given, mediaType)
  const sha256 = await keep(bytes, name, mediaType)
  let thumbnailSha256: string | null = null
  if (thumbnail !== undefined && mediaType.startsWith('image/')) {
    const small = new Uint8Array(await thumbnail.arrayBuffer())
    if (mediaTypeOf(small, 'small.jpg') !== 'image/jpeg') {
      throw new AppError('unreadable_file', { reason: 'media_type', name: thumbnail.name })
    }
    thumbnailSha256 = await keep(withoutMetadata(small, 'image/jpeg'), `small-${name}`, 'image/jpeg')
  }
  const id = await insertAttached(work.tx, meeting, {
    sha256,
    thumbnailSha256,
    name,
    mediaType,
    size: bytes.length,
    caption: input.caption ?? null,
    addedAt: work.now.toString(),
    addedBy: work.principal.accountId,
  })
  await changeMeeting(work.tx, meeting)
  report(work, meeting, { after: { file: id, name, mediaType, size: bytes.length } })
  return { id }
}

/** A file's name without folders and without what file systems do not take; the end of a long one stays. */
function nameOf(given: string): string {
  // oxlint-disable-next-line no-control-regex -- removing them is the purpose
  const name = given.replace(/^.*[\\/]/, '').replace(/[:*?"<>|\u0000-\u001f]/g, '')
  return name.length === 0 ? 'file' : name.slice(-120)
}

export const removeFile: Handlers<typeof meetingsContract>['removeFile'] = async (work, input) => {
  const meeting = await begin(work, input, { edit: 'files' })
  // What was confirmed with the record stays with it.
  if (meeting.state === 'confirmed') throw wrongState(meeting.state, 'removeFile')
  const file = (await readAttached(work.tx, meeting)).find((each) => each.id === input.fileId)
  if (file === undefined) throw new AppError('not_found', { kind: 'file' })
  await deleteAttached(work.tx, meeting, file.id)
  await changeMeeting(work.tx, meeting)
  report(work, meeting, { before: { file: file.id, name: file.name }, after: { file: null } })
  return { removed: true }
}

export const file: Handlers<typeof meetingsContract>['file'] = async (work, input) => {
  const { institutionId } = targetOf(work)
  const key = { institutionId, id: input.meetingId }
  const found = (await readAttached(work.tx, key)).find((each) => each.id === input.fileId)
  if (found === undefined) throw new AppError('not_found', { kind: 'file' })
  const small = input.size === 'small' && found.thumbnailSha256 !== null
  const sha256 = small ? (found.thumbnailSha256 ?? found.sha256) : found.sha256
  const bytes = await work.files.get(work.tx, institutionId, sha256)
  return new File([new Uint8Array(bytes)], found.name, { type: small ? 'image/jpeg' : found.mediaType })
}
