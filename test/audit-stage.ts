// A hospital below its commission whose log is written, verified and tampered with: what the tests of the audit log share.

import type { Harness, SeededUnit } from './harness.ts'
import { seedInstitution, seedUnit } from './seed.ts'

export const seedCommission = (harness: Harness): Promise<SeededUnit> =>
  seedInstitution(harness, { name: '云南省卫生健康委员会', kind: 'commission' })

export async function seedHospital(harness: Harness, commission: SeededUnit) {
  const hospital = await seedInstitution(harness, { name: '普洱市人民医院', above: commission })
  return { hospital, branch: await seedUnit(harness, hospital, { name: '内科党支部', kind: 'branch' }) }
}

/** The same acts for whichever hospital `here` answers at that moment. */
export const auditActs = (harness: () => Harness, here: () => SeededUnit) => ({
  /** Enters one yearly figure for each of `count` years, all at once: one audit entry each. */
  write: async (count: number): Promise<void> => {
    const office = await harness().as('party_office', here())
    await Promise.all(
      Array.from({ length: count }, (_, index) =>
        office.call('assessment.saveWorkload', {
          unitId: here().id,
          year: 1990 + index,
          item: 'visits',
          value: 1_107_300.25 + index,
          source: `第 ${index} 页`,
          version: null,
        }),
      ),
    )
  },
  verify: async (unit = here()) =>
    (await harness().as('auditor', unit)).call('audit.verify', { unitId: here().id }),
  tamper: (set: string) => harness().owner(`${set} and institution_id = $1`, [here().institutionId]),
})
