// Terms that end soon (R-TRM-2): the reminder letter of the unit above, sent as a notice, and a duty until the election.

import { dateOf } from '../../core/calendar.ts'
import type { Tx } from '../../core/db.ts'
import { dateInWords, writeOfficialDocument } from '../../core/document/index.ts'
import { newId } from '../../core/ids.ts'
import type { JobFloor } from '../../core/jobs.ts'
import { branchRegulations } from '../../core/regulations.ts'
import { declareOrigin, fulfilImposition, impose } from '../duties/index.ts'
import { reminderMonths } from '../org/rules.ts'
import { notify } from './notify.ts'
import {
  answerable,
  answeredLetters,
  type EndingTerm,
  insertLetter,
  termsToRemind,
  unitsByPath,
} from './store/index.ts'

/** 换届督促：what the unit above owes when a term below it ends. */
export const termOrigin = declareOrigin({ id: 'term', zh: '届期提醒', en: 'Term ending' })

const wordFile = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Who leads a unit's election: the nearest Party committee or general branch above, else the nearest unit above. */
const leading = ['committee', 'general_branch']

const dutyKey = (institutionId: string, unitId: string, number: number) => ({
  institutionId,
  origin: termOrigin.id,
  originId: `${unitId}:${number}`,
})

/**
 * Writes the letters of one institution that are due by today, each once for a term, and closes the duties of units
 * that have begun their next term. Answers how many letters were new.
 */
export async function remindTerms(
  floor: Pick<JobFloor, 'files'>,
  tx: Tx,
  institutionId: string,
  now: Temporal.Instant,
): Promise<number> {
  const today = dateOf(now)
  for (const { id, unitId, number, startedOn } of await answeredLetters(tx, institutionId)) {
    await fulfilImposition(tx, dutyKey(institutionId, unitId, number), {
      recordKind: 'term',
      recordId: id,
      happenedOn: startedOn,
    })
  }
  const terms = await termsToRemind(tx, institutionId, today, reminderMonths)
  if (terms.length === 0) return 0
  const units = await unitsByPath(tx, institutionId, [...new Set(terms.flatMap(({ path }) => path))])
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const accounts = await answerable(tx, institutionId, today)
  let written = 0
  for (const term of terms) {
    const above = term.path
      .slice(0, -1)
      .toReversed()
      .flatMap((id) => byId.get(id) ?? [])
    const upper = above.find(({ kind }) => leading.includes(kind)) ?? above[0]
    // The committee of the institution itself is reminded from above the institution, out of this one's reach.
    if (upper === undefined) continue
    const bytes = await writeOfficialDocument(letterOf(term, upper.name, today))
    const fileSha256 = await floor.files.put(tx, {
      institutionId,
      name: `${term.unitName}换届提醒函.docx`,
      mediaType: wordFile,
      bytes,
      storedBy: null,
    })
    const { unitId, unitName, number, endsOn } = term
    await insertLetter(tx, {
      institutionId,
      id: newId(),
      unitId,
      number,
      upperUnitId: upper.id,
      endsOn,
      madeOn: today,
      fileSha256,
    })
    await imposeTermDuty(tx, institutionId, { ...term, upperUnitId: upper.id }, now)
    const told = [...new Set([...(accounts.get(unitId) ?? []), ...(accounts.get(upper.id) ?? [])])]
    await notify(
      tx,
      institutionId,
      told.map((accountId) => ({
        accountId,
        kind: 'term',
        key: `term:${unitId}:${number}:${endsOn}`,
        title: { zh: `换届提醒：${unitName} ${endsOn} 届满`, en: `Term of ${unitName} ends on ${endsOn}` },
        body: {
          zh: `${unitName}第 ${number} 届任期将于 ${endsOn} 届满。${upper.name}的提醒函已生成，见单位页面。`,
          en: `Term ${number} of ${unitName} ends on ${endsOn}. The reminder letter of ${upper.name} is on the page of the unit.`,
        },
        link: `/units/${unitId}`,
      })),
      now,
    )
    written += 1
  }
  return written
}

/** The unit above owes that the election is held by the day on which the term ends; told again, it owes it by another day. */
export async function imposeTermDuty(
  tx: Tx,
  institutionId: string,
  term: Pick<EndingTerm, 'unitId' | 'unitName' | 'unitKind' | 'number' | 'endsOn'> & {
    readonly upperUnitId: string
  },
  now: Temporal.Instant,
): Promise<void> {
  const today = dateOf(now)
  const { unitId, unitName, number, endsOn, upperUnitId } = term
  await impose(
    tx,
    [
      {
        ...dutyKey(institutionId, unitId, number),
        unitId: upperUnitId,
        what: `督促${unitName}按期换届`,
        basis: basisOf(term),
        link: `/units/${unitId}`,
        from: today,
        due: endsOn < today ? today : endsOn,
      },
    ],
    now,
  )
}

/** The article speaks of branches; for committees and general branches none is named. */
function basisOf(term: Pick<EndingTerm, 'unitKind'>): string | null {
  if (term.unitKind !== 'branch') return null
  const { source, article } = branchRegulations('第二十一条')
  return `《${source}》${article}`
}

function letterOf(term: EndingTerm, upper: string, today: string) {
  const { unitName, number, startedOn, endsOn } = term
  const basis = basisOf(term)
  const over = endsOn < today
  const text = [
    `你单位第${number}届任期自${dateInWords(startedOn)}起，${over ? '已于' : '将于'}${dateInWords(endsOn)}届满。${basis === null ? '' : `根据${basis}，`}现提醒你单位${over ? '尽快' : '提前'}做好换届选举的各项准备，按期换届。`,
    '如需提前或者延期换届，应当事先报上级党组织批准。',
    '请将换届工作安排及时报我单位。',
  ]
  return {
    title: `关于做好${unitName}换届选举工作的提醒函`,
    blocks: [
      { kind: 'lines' as const, items: [`${unitName}：`] },
      ...text.map((each) => ({ kind: 'paragraph' as const, text: each })),
    ],
    signature: { unit: upper, date: today },
  }
}
