// The sheets of the rooms below this one, in the order in which they refer to each other.

import { orgPorts, type Port, tiePorts } from '../org/index.ts'
import { peoplePorts } from '../people/index.ts'

export const foundationPorts: readonly Port[] = [...orgPorts, ...peoplePorts, ...tiePorts]
