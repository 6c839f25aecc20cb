// Theme schemes that published reports describe, as starting points a clerk may take over and change. No I/O.

import type { PartKind, SchemePeriod } from './scheme.ts'

export type Example = {
  readonly key: string
  readonly name: string
  readonly source: string
  readonly kinds: readonly string[]
  readonly every: SchemePeriod
  readonly note: string
  readonly parts: readonly {
    readonly kind: PartKind
    readonly name: string
    readonly minimum: number
    readonly explanation: string
  }[]
}

const required = (name: string) => ({ kind: 'required' as const, name, minimum: 1, explanation: '' })
const free = (name: string, explanation = '') => ({ kind: 'free' as const, name, minimum: 0, explanation })

/** What the reports say is here; what they only name has no parts and says so. */
export const examples: readonly Example[] = [
  {
    key: '1+6+N',
    name: '“1+6+N”主题党日',
    source: '《党建引领 激活发展新动能》（贵阳市公共卫生救治中心，2023 年）',
    kinds: ['theme_day'],
    every: 'year',
    note: '“1”即理论学习，作为核心内容；“6”为必选主题；“N”为自选主题。必选主题每年至少一次是编者的默认次数，可以修改。',
    parts: [
      {
        kind: 'core',
        name: '理论学习',
        minimum: 1,
        explanation: '作为主题党日的核心内容，组织全体党员开展学习。',
      },
      ...['意识形态研判', '党性教育', '廉政警示教育', '为群众办实事', '榜样教育', '志愿服务'].map(required),
      ...['形势政策', '家风孝道', '文明新风', '安全生产'].map((name) => free(name)),
    ],
  },
  {
    key: '主题党日+N',
    name: '“主题党日+N”',
    source: '广东省卫生健康系统党建报道（广东医科大学附属第二医院呼吸与危重症医学中心党支部）',
    kinds: ['theme_day'],
    every: 'year',
    note: '报道写明创建“主题党日+N”模式并举出下列活动；没有规定核心内容和次数，请按本单位决定补充。',
    parts: [
      free('特色主题党日', '如“重走总书记考察湛江之路，汲取奋进力量”。'),
      free('科室运行发展讨论', '为业务发展把脉。'),
    ],
  },
  {
    key: '3+1+1',
    name: '支部“3+1+1”模式研学',
    source: '《党建引领 激活发展新动能》（贵阳市公共卫生救治中心，2023 年）',
    kinds: ['theme_day', 'lecture', 'general_meeting'],
    every: 'year',
    note: '报道只提到“3+1+1”这个名称，没有说明各部分是什么。请按本单位的文件填写，系统不代为解释。',
    parts: [],
  },
]
