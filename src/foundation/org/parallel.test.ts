// Administrators who change the tree at the same moment, through connections of their own.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, failureOf, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedUnit } from '../../../test/seed.ts'

let harness: Harness
let root: SeededUnit
let callers: readonly Caller[]

beforeAll(async () => {
  harness = await openHarness()
  root = await seedInstitution(harness, { name: '医院' })
  callers = await Promise.all(Array.from({ length: 6 }, () => harness.as('party_office', root)))
})
afterAll(() => harness.close())

const outcome = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    return failureOf(error).code
  }
}
const department = (name: string, parent: SeededUnit) =>
  seedUnit(harness, parent, { name, kind: 'department' })

/** Every path as the parents give it must be the path that is stored, and no unit may be out of the tree. */
async function wholeTree(): Promise<void> {
  const wrong = await harness.owner(
    `with recursive t as (
       select id, array[id] as path from unit where institution_id = $1 and parent_id is null
       union all select u.id, t.path || u.id from unit u join t on u.parent_id = t.id where u.institution_id = $1
     )
     select u.name, u.path, t.path as right from unit u left join t using (id)
     where u.institution_id = $1 and (t.path is null or t.path <> u.path)`,
    [root.institutionId],
  )
  expect(wrong).toEqual([])
  const apart = await harness.owner(
    `select u.name from unit u where u.institution_id = $1 and not exists (
       select from unit_stage s where s.unit_id = u.id and s.until_on is null
         and s.parent_id is not distinct from u.parent_id and s.name = u.name)`,
    [root.institutionId],
  )
  expect(apart).toEqual([])
}

test('of those who move the same unit at once one wins, the others are told that it has changed', async () => {
  const unit = await department('移动的科室', root)
  await department('它下面的', unit)
  const parents = await Promise.all(callers.map((_, index) => department(`目标${index}`, root)))
  const outcomes = await Promise.all(
    callers.map((caller, index) =>
      outcome(
        caller.call('org.moveUnit', { unitId: unit.id, parentId: parents[index]?.id ?? '', version: 1 }),
      ),
    ),
  )
  expect(outcomes.toSorted()).toEqual(['done', ...Array.from({ length: 5 }, () => 'stale')])
  await wholeTree()
})

test('a move and a rename of the same unit at once: one of them is told', async () => {
  const unit = await department('两样', root)
  const to = await department('去处', root)
  const [first, second] = callers
  const outcomes = await Promise.all([
    outcome(
      first?.call('org.moveUnit', { unitId: unit.id, parentId: to.id, version: 1 }) ?? Promise.resolve(),
    ),
    outcome(
      second?.call('org.renameUnit', { unitId: unit.id, name: '三样', version: 1 }) ?? Promise.resolve(),
    ),
  ])
  expect(outcomes.toSorted()).toEqual(['done', 'stale'])
  await wholeTree()
})

test('parent and child, and two below each other, moved at once leave no circle and right paths', async () => {
  for (let round = 0; round < 8; round += 1) {
    const x = await department(`甲${round}`, root)
    const y = await department(`乙${round}`, root)
    const inX = await department(`甲下${round}`, x)
    const leaf = await department(`叶${round}`, inX)
    const asked: readonly (readonly [SeededUnit, SeededUnit])[] = [
      [x, y],
      [y, x],
      [inX, y],
      [y, inX],
      [leaf, root],
      [x, leaf],
    ]
    const outcomes = await Promise.all(
      asked.map(([unit, parent], index) =>
        outcome(
          callers[index]?.call('org.moveUnit', { unitId: unit.id, parentId: parent.id, version: 1 }) ??
            Promise.resolve(),
        ),
      ),
    )
    expect(outcomes).toContain('done')
    expect(new Set(outcomes).difference(new Set(['done', 'stale', 'invalid_input']))).toEqual(new Set())
    await wholeTree()
  }
})

test('units founded below a unit that is being moved hang where it comes to hang', async () => {
  const [mover, ...founders] = callers
  for (let round = 0; round < 6; round += 1) {
    const from = await department(`原处${round}`, root)
    const to = await department(`新处${round}`, from)
    const moving = await department(`迁移${round}`, from)
    const below = await department(`其下${round}`, moving)
    const outcomes = await Promise.all([
      outcome(
        mover?.call('org.moveUnit', { unitId: moving.id, parentId: to.id, version: 1 }) ?? Promise.resolve(),
      ),
      ...founders.map((caller, index) =>
        outcome(
          caller.call('org.createUnit', {
            parentId: index % 2 === 0 ? moving.id : below.id,
            code: `NEW${round}-${index}`,
            name: `新设${round}${index}`,
            kind: 'department',
            foundedOn: '2026-01-01',
          }),
        ),
      ),
    ])
    expect(new Set(outcomes)).toEqual(new Set(['done']))
    await wholeTree()
  }
})
