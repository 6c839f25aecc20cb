// Uploaded workbooks on the disk: sealed, because they hold identity data in clear.

import type { Tx } from '../../core/db.ts'
import type { FileStore } from '../../core/files.ts'
import type { SealPlace, Vault } from '../../core/vault.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Keeping = { readonly files: FileStore; readonly vault: Vault }

const placeOf = (institutionId: string, runId: string): SealPlace => ({
  institutionId,
  subjectId: runId,
  column: 'import_run.file',
})

/** Keeps an uploaded workbook; answers the name it is found by. */
export async function keepUpload(
  { files, vault }: Keeping,
  tx: Tx,
  upload: {
    readonly institutionId: string
    readonly runId: string
    readonly name: string
    readonly bytes: Uint8Array
    readonly storedBy: string
  },
): Promise<string> {
  const text = Buffer.from(upload.bytes).toString('base64')
  return files.put(tx, {
    institutionId: upload.institutionId,
    name: upload.name,
    mediaType,
    bytes: vault.seal(placeOf(upload.institutionId, upload.runId), text),
    storedBy: upload.storedBy,
  })
}

/** The bytes of an uploaded workbook, opened. */
export async function uploadedFile(
  { files, vault }: Keeping,
  tx: Tx,
  { institutionId, sha256, runId }: { institutionId: string; sha256: string; runId: string },
): Promise<Uint8Array> {
  const sealed = Buffer.from(await files.get(tx, institutionId, sha256))
  return Buffer.from(vault.open(placeOf(institutionId, runId), sealed), 'base64')
}

export function asFile(bytes: Uint8Array, name: string): File {
  return new File([new Uint8Array(bytes)], name, { type: mediaType })
}
