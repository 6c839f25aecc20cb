// The door to Word: official documents in the layout of GB/T 9704-2012, and templates that people edit in Word.

export { dateInWords } from './numbering.ts'
export type { OfficialDocument } from './shape.ts'
export { checkTemplate } from './template/check.ts'
export { type Fields, type Plain, rowFields, sampleValues, type ValuesOf } from './template/fields.ts'
export { fillTemplate } from './template/fill.ts'
export { TemplateUnreadable } from './template/package.ts'
export { writeOfficialDocument } from './write.ts'
