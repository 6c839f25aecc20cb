// Theme schemes that the reports describe, in force where they may be, and what this year's theme days covered by them.

import { examples } from '../../src/party/life/rules.ts'
import { confirmed, type Desk, each } from './desk.ts'

type Part = { readonly id: string; readonly name: string }
type Scheme = {
  readonly id: string
  readonly version: number
  readonly versions: readonly { readonly parts: readonly Part[] }[]
}

/** Takes an example over as a draft of the desk's unit. */
async function draft(desk: Desk, key: string): Promise<string> {
  const example = examples.find((each) => each.key === key)
  if (example === undefined) throw new Error(`The example ${key} is gone`)
  const { key: _, ...first } = example
  return (await desk.ask<{ id: string }>('POST', `/life/units/${desk.unitId}/schemes`, first)).id
}

/** Brings an example into force from the first day of the year and marks this year's theme days by their titles. */
async function liveBy(
  desk: Desk,
  key: string,
  covers: (title: string, part: Part) => boolean,
): Promise<{ readonly id: string; readonly parts: readonly Part[] }> {
  const id = await draft(desk, key)
  const { schemes } = await desk.ask<{ schemes: readonly Scheme[] }>(
    'GET',
    `/life/units/${desk.unitId}/schemes`,
  )
  const scheme = schemes.find((each) => each.id === id)
  if (scheme === undefined) throw new Error('The scheme is not there')
  const from = `${desk.year}-01-01`
  await desk.ask('POST', `/life/schemes/${id}/publication`, { version: scheme.version, fromOn: from })
  const parts = scheme.versions[0]?.parts ?? []
  await each(await confirmed(desk, 'theme_day', from, desk.today), async (meeting) => {
    const marks = parts
      .filter((part) => covers(meeting.title, part))
      .map((part) => ({ schemeId: id, partId: part.id }))
    if (marks.length > 0) await desk.ask('PUT', `/life/meetings/${meeting.id}/themes`, { marks })
  })
  return { id, parts }
}

/** S0: 1+6+N in force; 3+1+1, of which the report gives the name alone, as a draft to be filled in. */
export async function ownThemes(desk: Desk) {
  const scheme = await liveBy(desk, '1+6+N', (title, { name }) => title.includes(name))
  await draft(desk, '3+1+1')
  return scheme
}

// Which of the demo's titles stand for the two activities that the report names; what is neither stays unmarked.
const special = ['重温入党誓词', '红色教育', '爱国主义教育', '学雷锋']
const discussions = ['岗位练兵', '为群众办实事', '党员示范岗评议', '年终交流']

/** S2: the commission's theme day +N, by which its institutions live too. */
export async function themesForAll(desk: Desk): Promise<void> {
  await liveBy(desk, '主题党日+N', (title, { name }) =>
    (name === '特色主题党日' ? special : discussions).some((words) => title.includes(words)),
  )
}
