// What the parts of a person's page share: the person as loaded, and the frame of an act.
import type { Client } from '../../../../core/web/client.ts'

export type PersonPage = Awaited<ReturnType<Client['people']['person']>>
export type ActProps = { person: PersonPage; close: () => void }
