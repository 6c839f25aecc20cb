// The door to Word: official documents in the layout of GB/T 9704-2012.

export { dateInWords } from './numbering.ts'
export type { Block, OfficialDocument } from './shape.ts'
export { writeOfficialDocument } from './write.ts'
