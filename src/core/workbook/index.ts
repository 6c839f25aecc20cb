// The door to Excel: sheets described once, written for people to fill in, read back with every fault named.

export { inspectWorkbook, WorkbookUnreadable } from './archive.ts'
export { type FreeCell, type FreeRow, readFreeSheet } from './free.ts'
export { columnLetters, REASON } from './names.ts'
export { readTyped, readWorkbook, usualRows } from './read.ts'
export type { CellValue, Choice, Column, Facts, Fault, FaultCode, Row, Sheet } from './shape.ts'
export { writePlainSheet } from './plain.ts'
export { writeWorkbook } from './write.ts'
