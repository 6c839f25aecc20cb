// The lectures of a year that a report counts: as many more as the ledger lacks, held by secretaries and by leaders.
import { workingDays } from './calendar.ts'
import { randomFrom } from './random.ts'
import type { LedgerRow } from './rows.ts'

const topics: readonly (readonly [title: string, summary: string])[] = [
  ['坚定理想信念，守护人民健康', '结合科室实际谈理想信念，三名党员作交流发言。'],
  ['学思想、强党性、重实践、建新功', '围绕主题教育讲体会，党员结合岗位讨论。'],
  ['发挥党支部战斗堡垒作用', '讲支部标准化建设，讨论本支部的堵点和办法。'],
  ['严守纪律规矩，涵养医德医风', '结合岗位风险点讲纪律要求，会后签阅学习材料。'],
  ['以党建促业务，做好本职工作', '讲党建与业务融合，讨论优化诊疗流程的做法。'],
  ['从身边榜样看先锋作用', '用身边事例讲先锋模范作用，党员对照岗位承诺作自查。'],
  ['落实意识形态工作责任制', '讲意识形态工作要求，交流职工思想动态。'],
  ['践行为民宗旨，办好群众实事', '讲群众路线，讨论患者反映的问题。'],
]

/** Marks the lecture of a member of the leadership; whoever writes down the lecturers goes by it. */
export const ofLeader = '专题党课：'

/**
 * Adds to a ledger what it lacks of `count` lectures in a year, in its branches by turns, each on a working day on
 * which the branch has nothing else. The first `leaders` of them are held by leaders before 1 July. Throws RangeError
 * when the ledger has more than `count`.
 */
export function withLectures(
  ledger: readonly LedgerRow[],
  wish: {
    readonly institution: string
    readonly year: number
    readonly count: number
    readonly leaders: number
  },
): readonly LedgerRow[] {
  const inYear = ledger.filter((row) => row.startedAt.startsWith(`${wish.year}-`))
  const lacking = wish.count - inYear.filter((row) => row.kind === 'lecture').length
  if (lacking < 0) throw new RangeError(`${-lacking} lectures too many in ${wish.year}`)
  const random = randomFrom(`linghang lectures ${wish.institution} ${wish.year}`)
  // A lecture that was held before lends its branch's chair and recorder.
  const models = [
    ...new Map(inYear.filter((row) => row.kind === 'lecture').map((row) => [row.unit, row])).values(),
  ].sort((a, b) => (a.unit < b.unit ? -1 : 1))
  const taken = new Set(inYear.map((row) => `${row.unit} ${row.startedAt.slice(0, 10)}`))
  const more = Array.from({ length: lacking }, (_, index): LedgerRow => {
    const model = models[index % models.length]
    if (model === undefined) throw new RangeError(`no branch lectures in ${wish.year}`)
    const leader = index < wish.leaders
    let date = ''
    do {
      const month = leader ? random.pick([5, 6]) : random.int(1, 12)
      date = random.pick(workingDays(`${wish.year}-${String(month).padStart(2, '0')}`))
    } while (taken.has(`${model.unit} ${date}`))
    taken.add(`${model.unit} ${date}`)
    const [topic, summary] = random.pick(topics)
    return {
      institution: wish.institution,
      unit: model.unit,
      kind: 'lecture',
      startedAt: `${date}T${random.pick(['14:30', '15:00', '16:00'])}`,
      endedAt: `${date}T17:30`,
      place: model.place,
      title: `${leader ? ofLeader : '党课：'}${topic}`,
      chair: model.chair,
      recorder: model.recorder,
      absent: [],
      summary: `${leader ? '院领导讲授专题党课，' : '支部书记讲授党课，'}${summary}（演示记录）`,
      makeUpFor: null,
    }
  })
  return [...ledger, ...more]
}
