/** The door to Excel: sheets described once, written for people to fill in, read back with every fault named. */
export { WorkbookUnreadable, type UnreadableReason } from './archive.ts'
export { readWorkbook, type WorkbookReading } from './read.ts'
export type {
  CellValue,
  Choice,
  Column,
  ColumnType,
  Facts,
  Fault,
  FaultCode,
  Language,
  Row,
  Sheet,
} from './shape.ts'
export {
  type Table,
  type TableColumn,
  type WorkbookPart,
  type WriteOptions,
  writeTable,
  writeWorkbook,
} from './write.ts'
