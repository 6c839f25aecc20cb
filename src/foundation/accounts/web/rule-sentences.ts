// What is the matter when the rule of the three administrators is broken, said in both languages.
import { roleNames } from '../../../core/role-names.ts'
import { wordRules } from '../../../core/web/rule-words.ts'

const named = (language: 'zh' | 'en', role: unknown): string => {
  const names: Readonly<Record<string, string>> = roleNames[language]
  return names[String(role)] ?? ''
}

wordRules({
  'accounts.three_administrators': {
    zh: (facts) =>
      `此人的账号 ${String(facts['account'])} 已是“${named('zh', facts['held'])}”，不能再担任“${named('zh', facts['role'])}”。请换一个人，或先收回已有的角色。`,
    en: (facts) =>
      `The person’s account ${String(facts['account'])} is “${named('en', facts['held'])}” already and cannot be “${named('en', facts['role'])}” too. Choose somebody else, or take the other role back first.`,
  },
})
