// The door to the column engine, where records of care are kept and counted.

export {
  type Cell,
  type ColumnKind,
  type Columns,
  missing,
  type Part,
  type PartWriter,
  plainCell,
  type Shape,
  tab,
} from './columns.ts'
export { type ClickHouseOrder, openClickHouse } from './clickhouse.ts'
export { openColumns } from './duckdb.ts'
