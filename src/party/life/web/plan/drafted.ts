// What the desk of a year plan works on: the plan as the server tells it, and items that were not saved yet.
import type { Client } from '../../../../core/web/client.ts'

export type Plan = Awaited<ReturnType<Client['life']['plan']>>
type Item = NonNullable<Plan['plan']>['items'][number]
/** `fresh`: the server does not know it yet, and its id is the browser's own. */
export type Drafted = Item & { fresh: boolean }

export const allMonths = Array.from({ length: 12 }, (_, index) => index + 1)
