// What is the matter when a rule of the administrators is broken, said in both languages.
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
  'accounts.administrator_reset': {
    zh: (facts) =>
      `此账号是“${named('zh', facts['role'])}”，不能在这里重置。请运维人员在服务器上执行 linghang account reset，并写明同意的第二人。`,
    en: (facts) =>
      `The account is “${named('en', facts['role'])}” and cannot be reset here. Ask the operator to run linghang account reset on the machine, with the name of the second person who agreed.`,
  },
})
