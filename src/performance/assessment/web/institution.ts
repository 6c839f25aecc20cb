// One institution with its figures as the server gives it, and the way to its duties.
import type { Client } from '../../../core/web/client.ts'

export type Institution = Awaited<ReturnType<Client['assessment']['institution']>>

/** The duties behind the rate of a year. */
export const dutiesOf = (unitId: string, year: number): string => `/duties?unit=${unitId}&year=${year}`
