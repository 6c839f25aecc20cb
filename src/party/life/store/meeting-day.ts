// How this room's SQL reads a meeting `m`: its day, and whether it was held or is still to come.

import { sql } from 'kysely'

/** The day it was held, or else is planned for. */
export const daySql = sql<string>`coalesce(m.started_at, m.planned_at)::date`
/** Held, whatever has become of its record since. */
export const heldSql = sql<boolean>`m.state not in ('planned', 'notified', 'cancelled')`
export const comingSql = sql<boolean>`m.state in ('planned', 'notified')`
