// Endpoints of the monthly report, as one contract: the reports themselves, and the files for outside platforms.

import { platformContract } from './contract/platform.ts'
import { reportContract } from './contract/report.ts'

export const monthlyContract = { ...reportContract, ...platformContract }
