// What the rules of people say when they are broken.
import { wordRules } from '../../../core/web/rule-words.ts'

wordRules({
  'R-MEM-4a': {
    zh: ({ fromOn, untilOn }) =>
      `限期改正自 ${String(fromOn)} 起，到 ${untilOn === null ? '未定' : String(untilOn)}：期限须写明且不超过一年。`,
    en: ({ fromOn, untilOn }) =>
      `Correction from ${String(fromOn)} until ${untilOn === null ? 'open' : String(untilOn)}: name an end within a year.`,
  },
  'R-MEM-6a': {
    zh: () => '这名党员已有所在党组织：请发起组织关系转接，由接收方接收。',
    en: () => 'This member belongs to a Party unit already: request a transfer for the receiver to accept.',
  },
  'R-MEM-8a': {
    zh: () => '处分须写明所依据的决定。',
    en: () => 'A disciplinary measure rests on a decision: name it.',
  },
})
