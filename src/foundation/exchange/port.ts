// Re-exported for rooms that add sheets; the port itself belongs to org, whose directory it needs.

export type { Planning, Port, SheetPlan } from '../org/index.ts'
