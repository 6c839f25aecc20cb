// What the Party offices do after the import, by the product's own endpoints: schemes, plans, partners, talks, lecturers.

import type { Product } from '../../src/product.ts'
import type { DemoWorkbook } from '../index.ts'
import { counted } from '../s1.ts'
import { compulsory } from '../s0.ts'
import { openDesk, signIn } from './desk.ts'
import { lecturersOf } from './lectures.ts'
import { announce, partnership } from './partners.ts'
import { ownPlan, plansOf } from './plans.ts'
import { talksOf } from './talks.ts'
import { ownThemes, themesForAll } from './themes.ts'

/** Lives the year in all five; each house by itself, side by side. */
export async function liveTheYear(
  product: Product,
  workbooks: readonly DemoWorkbook[],
  password: string,
  today: string,
): Promise<void> {
  const sheetsOf = (key: DemoWorkbook['key']) => {
    const found = workbooks.find((workbook) => workbook.key === key)
    if (found === undefined) throw new Error(`No demo workbook ${key}`)
    return found.rows
  }
  const office = (username: string) => openDesk(product, username, password, today)
  const ids = (desk: Awaited<ReturnType<typeof office>>, count: number) =>
    desk.branches.slice(0, count).map(({ unitId }) => unitId)

  const s0 = async (): Promise<void> => {
    const desk = await office('gy.office')
    const sheets = sheetsOf('s0')
    const scheme = await ownThemes(desk)
    await plansOf(desk, sheets, { names: compulsory, scheme })
    await talksOf(desk, ids(desk, 2))
    await lecturersOf(desk, sheets, desk.year)
    await partnership(desk, sheets, {
      branch: '第一党支部',
      partner: '结对小学党支部（演示）',
      content: '围绕健康知识进校园、图书捐赠和卫生应急培训开展支部共建，每半年至少活动一次。',
      plan: '春季学期健康课堂；秋季学期捐书与急救培训。',
      months: [4, 9],
      title: '支部共建：健康知识进校园',
      guests: ['校方支部书记', '校医'],
      moves: ['begin'],
    })
    await partnership(desk, sheets, {
      branch: '第五党支部',
      with: ['第八党支部'],
      partner: '社区党支部（演示）',
      content: '为社区慢性病患者提供随访与健康宣教，双方党员共同参加志愿服务。',
      plan: '每季度一次义诊和慢性病宣教。',
      months: [3, 6, 10],
      title: '支部共建：慢性病宣教进社区',
      guests: ['社区支部书记', '社区网格员'],
      moves: ['begin', 'review'],
    })
    await announce(desk, '第一党支部', 5, {
      kind: 'committee_meeting',
      title: '支委会：研究年底组织生活安排',
      agenda: ['第一议题学习', '组织生活会准备', '发展党员工作'],
    })
  }

  const s1 = async (): Promise<void> => {
    const desk = await office('pe.office')
    const sheets = sheetsOf('s1')
    await lecturersOf(desk, sheets, counted.year)
    await plansOf(desk, sheets, { names: null, scheme: null })
    await talksOf(desk, ids(desk, 1))
    await partnership(desk, sheets, {
      branch: '内科第一党支部',
      with: ['护理党支部'],
      partner: '挂钩帮扶村党支部（演示）',
      content: '到挂钩帮扶村开展义诊、慢性病随访和专题党课，帮助村级党员学习急救常识。',
      plan: '上半年义诊与专题党课各一次，下半年随访一次。',
      months: [5, 9],
      title: '支部共建：送医送课到村',
      guests: ['村支部书记', '村医'],
      moves: ['begin'],
    })
  }

  const s2 = async (): Promise<void> => {
    const desk = await office('gd.office')
    await themesForAll(desk)
    // The report names its partners by their kind alone.
    await partnership(desk, sheetsOf('s2'), {
      branch: '体制改革处党支部',
      partner: '省部属高校党支部（演示）',
      content: '就医药卫生体制改革的理论与实践开展支部共建和交流。',
      plan: '每半年一次联合学习。',
      months: [4, 10],
      title: '支部共建：医改理论与实践交流',
      guests: ['高校支部书记', '公共卫生学院教师'],
      moves: ['begin'],
    })
  }

  const s3 = async (): Promise<void> => {
    const desk = await office('lx.secretary')
    await ownPlan(desk, sheetsOf('s3'))
    await talksOf(desk, [desk.unitId])
  }

  const s4 = async (): Promise<void> => {
    const desk = await office('gs.office')
    const sheets = sheetsOf('s4')
    await plansOf(desk, sheets, { names: null, scheme: null })
    await talksOf(desk, ids(desk, 1))
    await partnership(desk, sheets, {
      branch: '内科第一党支部',
      with: ['药学第一党支部'],
      partner: '社区党支部（演示）',
      content: '党员到社区报到，开展中医药健康宣教和志愿服务。',
      plan: '每季度一次志愿服务。',
      months: [3, 6, 9],
      title: '支部共建：中医药健康服务进社区',
      guests: ['社区支部书记', '社区党员代表'],
      moves: ['begin'],
    })
    const meetingId = await announce(desk, '内科第一党支部', 4, {
      kind: 'theme_day',
      title: '主题党日：年终交流与互评',
      agenda: ['集体学习', '交流发言', '互评'],
    })
    const member = await signIn(product, 'gs.member', password)
    await member('POST', `/my-meetings/${meetingId}/leave`, { reason: '当日手术值班' })
  }

  await Promise.all([s0(), s1(), s2(), s3(), s4()])
}
