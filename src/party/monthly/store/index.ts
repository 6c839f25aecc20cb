// The SQL of the monthly report: the only files that name its tables.

export * from './platform.ts'
export * from './reports.ts'
export * from './submissions.ts'
export * from './units.ts'
