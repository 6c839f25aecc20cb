// Meetings of a Party committee: its study group, its half-yearly topics and its democratic life meeting.
import { workingDays } from './calendar.ts'
import { committeeCode } from './institution.ts'
import { randomFrom } from './random.ts'
import type { CommitteeKind, LedgerRow, Sheets } from './rows.ts'

type Text = readonly [title: string, summary: string]

const studies: readonly Text[] = [
  ['党的创新理论专题', '集体学习，三名成员作重点发言，结合医院实际交流研讨。'],
  ['党章党规党纪专题', '集体学习，对照党章党规交流研讨，明确班子成员带头执行事项。'],
  ['全面从严治党专题', '集体学习，两名成员作重点发言，研讨压实“一岗双责”的办法。'],
  ['公立医院高质量发展专题', '集体学习，结合学科建设与运营管理交流研讨，形成调研题目。'],
  ['意识形态工作专题', '集体学习，研讨职工思想动态与网络舆情应对。'],
  ['医德医风与行业作风专题', '集体学习，通报典型案例，研讨廉洁从业要求。'],
  ['安全生产与依法执业专题', '集体学习，研讨医疗安全与依法执业的薄弱环节。'],
  ['卫生健康法律法规专题', '集体学习，结合修订条款研讨制度的废改立。'],
  ['党的历史专题', '集体学习，交流心得，谈初心使命。'],
]
const lastOfYear: Text = ['年度学习总结', '总结全年学习，交流体会，议定下一年度学习计划的重点。']

const halves: Readonly<Record<'governance_meeting' | 'ideology_meeting', readonly [Text, Text]>> = {
  governance_meeting: [
    ['上半年全面从严治党专题会议', '研究党风廉政建设和责任清单，明确分工。'],
    ['下半年全面从严治党专题会议', '听取责任制落实情况，研究整改事项和下一步安排。'],
  ],
  ideology_meeting: [
    ['上半年意识形态工作专题会议', '分析意识形态领域情况，研究阵地管理。'],
    ['下半年意识形态工作专题会议', '听取意识形态工作责任制落实情况，研究薄弱环节。'],
  ],
}

const democraticLife: Text = [
  '年度民主生活会',
  '会前学习、征求意见、谈心谈话；班子对照检查，成员逐一开展批评和自我批评，列出整改清单。',
]

/** Which month, which working day of it counted from zero, and what. */
type Item = readonly [month: number, day: number, kind: CommitteeKind, text: Text]

/** Month 2 of each quarter for the study group, early and in the middle of the year for the half-yearly topics. */
const usual: readonly (readonly [month: number, kind: CommitteeKind])[] = [
  [1, 'governance_meeting'],
  [2, 'study_group'],
  [3, 'ideology_meeting'],
  [5, 'study_group'],
  [7, 'governance_meeting'],
  [8, 'study_group'],
  [9, 'ideology_meeting'],
  [11, 'study_group'],
  [12, 'democratic_life_meeting'],
]

/**
 * What the committee of an institution has held in the given years, on or after it took office and before `today`.
 * `sessions` sets the number of study group sessions of a year (at most 12) where a report counts them; otherwise
 * there is one a quarter and nothing is left out. `only` leaves the other kinds away.
 */
export function committeeLedger(
  { posts }: Pick<Sheets, 'posts'>,
  wish: {
    readonly institution: string
    readonly today: string
    readonly years: readonly number[]
    readonly sessions?: Readonly<Record<number, number>>
  },
): readonly LedgerRow[] {
  const own = posts.filter((post) => post.institution === wish.institution && post.unit === committeeCode)
  const seats = [...new Set(own.map((post) => post.staffNo))]
  const chair = own.find((post) => post.post === 'secretary')?.staffNo
  const recorder = seats.find((staffNo) => staffNo !== chair)
  const since = own.reduce((last, post) => (post.from > last ? post.from : last), '')
  if (chair === undefined || recorder === undefined) return []

  return wish.years.flatMap((year) => {
    const random = randomFrom(`linghang committee ${wish.institution} ${year}`)
    return itemsOf(year, wish.sessions?.[year])
      .map(([month, place, kind, [title, summary]]): LedgerRow => {
        const days = workingDays(`${year}-${String(month).padStart(2, '0')}`)
        const date = days[(place + random.int(0, 2)) % days.length] ?? `${year}-01-02`
        const start = random.pick(['14:30', '15:00', '15:30'])
        // At most one of five to seven: two thirds are there at every kind.
        const away = random.chance(0.25)
          ? random.some(
              seats.filter((seat) => seat !== chair && seat !== recorder),
              1,
            )
          : []
        return {
          institution: wish.institution,
          unit: committeeCode,
          kind,
          startedAt: `${date}T${start}`,
          endedAt: `${date}T${Temporal.PlainTime.from(start)
            .add({ minutes: random.pick([90, 100, 120]) })
            .toString()
            .slice(0, 5)}`,
          place: '党委会议室',
          title,
          chair,
          recorder,
          absent: away,
          summary: `${summary}（演示记录）`,
          makeUpFor: null,
        }
      })
      .filter((row) => row.startedAt.slice(0, 10) >= since && row.startedAt.slice(0, 10) < wish.today)
  })
}

/** A week apart within a month at least, so that no day has two. */
const places: Readonly<Record<CommitteeKind, number>> = {
  study_group: 10,
  governance_meeting: 4,
  ideology_meeting: 7,
  democratic_life_meeting: 14,
}

function itemsOf(year: number, sessions: number | undefined): readonly Item[] {
  const count = sessions ?? 4
  const study = (month: number, number: number): Item => {
    const [title, summary] =
      number === count ? lastOfYear : (studies[(year + number) % studies.length] ?? lastOfYear)
    return [
      month,
      places.study_group,
      'study_group',
      [`党委理论学习中心组${year}年第${number}次集体学习：${title}`, summary],
    ]
  }
  if (sessions !== undefined) {
    // From February on, and January last: ten are February to November.
    return Array.from({ length: sessions }, (_, index) => study(((index + 1) % 12) + 1, index + 1))
  }
  let number = 0
  return usual.map(([month, kind]): Item => {
    if (kind === 'study_group') {
      number += 1
      return study(month, number)
    }
    const text = kind === 'democratic_life_meeting' ? democraticLife : halves[kind][month > 6 ? 1 : 0]
    return [month, places[kind], kind, text]
  })
}
