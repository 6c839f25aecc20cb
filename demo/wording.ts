// Titles and summaries of the generated meetings; they name no real event and no real decision.
import type { Random } from './random.ts'
import type { BranchKind } from './rows.ts'

type Text = readonly [title: string, summary: string]

// Twelve for a monthly kind, four for a quarterly one.
const committee: readonly Text[] = [
  ['第一议题学习与年度工作计划研究', '学习第一议题，讨论支部年度工作计划和组织生活安排，明确支委分工。'],
  ['第一议题学习与节前廉洁提醒', '学习第一议题，研究节前廉洁提醒事项，安排节日值班期间党员带班。'],
  ['第一议题学习与一季度工作小结', '学习第一议题，小结一季度组织生活情况，议定党员大会议程。'],
  ['第一议题学习与发展党员工作研究', '学习第一议题，听取培养联系人汇报，研究入党积极分子培养教育情况。'],
  ['第一议题学习与党员志愿服务安排', '学习第一议题，研究义诊和志愿服务的人员与时间安排。'],
  ['第一议题学习与上半年工作小结', '学习第一议题，小结上半年支部工作，梳理未完成事项并确定责任人。'],
  ['第一议题学习与走访慰问安排', '学习第一议题，议定走访老党员和困难党员的名单与分工。'],
  ['第一议题学习与科室运行情况分析', '学习第一议题，分析科室运行与患者意见，提出两项改进措施。'],
  ['第一议题学习与三季度工作小结', '学习第一议题，小结三季度工作，查看台账缺项并限期补齐。'],
  ['第一议题学习与党费和党员信息核对', '学习第一议题，核对党费收缴与党员基本信息，研究流动党员联系方式。'],
  ['第一议题学习与组织生活会准备', '学习第一议题，研究征求意见和谈心谈话安排，准备组织生活会。'],
  ['第一议题学习与年度工作总结', '学习第一议题，审议支部年度工作总结和书记述职提纲。'],
]

const general: readonly Text[] = [
  ['一季度党员大会：年度工作计划', '通报上年工作，讨论并通过本年度支部工作计划。'],
  ['二季度党员大会：上半年工作通报', '支委会报告上半年工作，党员就组织生活质量提出意见三条。'],
  ['三季度党员大会：重点任务推进', '通报重点任务进展，讨论党员在优化就诊流程中的分工。'],
  ['四季度党员大会：年度任务完成情况', '通报年度任务完成情况，讨论未完成事项和下一年度工作思路。'],
]

const lecture: readonly Text[] = [
  ['党课：坚定理想信念，守护人民健康', '支部书记讲授党课，结合科室实际谈理想信念，三名党员作交流发言。'],
  ['党课：严守纪律规矩，涵养医德医风', '结合岗位风险点讲纪律要求，会后签阅学习材料。'],
  ['党课：以党建促业务，做好本职工作', '围绕党建与业务融合讲授党课，讨论本科室的堵点和办法。'],
  ['党课：发挥先锋作用，提升服务质量', '用身边事例讲先锋模范作用，党员对照岗位承诺作自查。'],
]

const theme: readonly Text[] = [
  ['主题党日：重温入党誓词', '集体学习，重温入党誓词，为本月过政治生日的党员送上寄语。'],
  ['主题党日：节前关怀与安全检查', '集体学习，分组检查用电用氧安全，看望住院的老党员。'],
  ['主题党日：学雷锋志愿服务', '集体学习，开展门诊导诊与健康咨询志愿服务。'],
  ['主题党日：专题读书交流', '集体学习，读书交流，五名党员分享体会。'],
  ['主题党日：岗位练兵', '集体学习，开展急救技能练兵，党员带教青年职工。'],
  ['主题党日：廉洁教育', '集体学习，观看警示教育片，围绕岗位风险点讨论。'],
  ['主题党日：红色教育', '集体学习，参观红色教育场所，现场交流。'],
  ['主题党日：我为群众办实事', '集体学习，梳理患者反映的问题，认领三件实事。'],
  ['主题党日：社区义诊', '集体学习，到社区开展义诊和慢性病宣教。'],
  ['主题党日：爱国主义教育', '集体学习，开展爱国主义主题交流。'],
  ['主题党日：党员示范岗评议', '集体学习，评议党员示范岗履职情况。'],
  ['主题党日：年终交流与互评', '集体学习，交流一年收获与不足，开展互评。'],
]

const group: readonly Text[] = [
  ['党小组会：学习与工作安排', '集体学习，落实支部本月安排，分配小组任务。'],
  ['党小组会：学习交流与谈心', '学习交流，组长与两名党员谈心，记录意见。'],
  ['党小组会：岗位承诺检查', '对照岗位承诺检查完成情况，提醒两项未完成事项。'],
]

const organizationalLife: readonly Text[] = [
  [
    '年度组织生活会',
    '会前集中学习、谈心谈话、征求意见；书记代表支委会报告，逐一开展批评和自我批评，列出整改事项三条。',
  ],
]

/** The report's six compulsory themes with a generic sentence for each. */
const compulsory: Readonly<Record<string, string>> = {
  意识形态研判: '理论学习后分析本支部职工思想动态，形成研判意见。',
  党性教育: '理论学习后开展党性教育，对照党章自查。',
  廉政警示教育: '理论学习后通报典型案例，围绕岗位廉政风险讨论。',
  为群众办实事: '理论学习后梳理患者诉求，认领并落实实事事项。',
  榜样教育: '理论学习后讲述身边优秀党员事迹，交流体会。',
  志愿服务: '理论学习后开展健康咨询与慢性病宣教志愿服务。',
}

/** Title and summary of a meeting; `number` is a branch's own offset so that branches differ. */
export function wording(
  random: Random,
  kind: BranchKind,
  month: number,
  number: number,
  themes: readonly string[] | null,
): Text {
  const of = (list: readonly Text[], index: number): Text =>
    list[index % list.length] ?? ['学习', '集体学习。']
  const quarter = Math.floor((month - 1) / 3)
  switch (kind) {
    case 'committee_meeting':
      return of(committee, month - 1)
    case 'general_meeting':
      return of(general, quarter)
    case 'lecture':
      return of(lecture, quarter + number)
    case 'organizational_life_meeting':
      return of(organizationalLife, 0)
    case 'group_meeting':
      return of(group, random.int(0, 2))
    case 'theme_day': {
      if (!themes) return of(theme, month - 1)
      const name = themes[(month - 1 + number) % themes.length] ?? ''
      return [`主题党日：理论学习＋${name}`, compulsory[name] ?? '集体学习。']
    }
  }
}
