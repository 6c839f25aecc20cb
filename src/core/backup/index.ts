// The door of backup: write one while the product runs, check one, restore one.

export type { Manifest } from './manifest.ts'
export { checkBackup, requireEmpty, restoreBackup } from './restore.ts'
export { writeBackup } from './write.ts'
