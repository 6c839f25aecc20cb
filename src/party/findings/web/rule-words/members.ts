// What findings about members say, and what to do now.
import type { RuleSpeech } from './speech.ts'

export const memberSpeech: Readonly<Record<string, RuleSpeech>> = {
  'R-ORG-13': {
    zh: {
      matter: () => '是党员，没有编入任何党支部或党小组',
      advice: () => '请核对组织关系所在支部并登记；组织关系已转出的，办理转出。',
    },
    en: {
      matter: () => 'Is a member and belongs to no branch or group',
      advice: () =>
        'Find out where the registration is and enter it; if it has moved away, enter the transfer.',
    },
  },
  'R-MEM-1': {
    zh: {
      matter: ({ since, sixMonthsOn }) =>
        `自 ${since} 起外出，${sixMonthsOn} 已满 6 个月，没有办理组织关系转移`,
      advice: () => '地点相对固定的，办理组织关系转移；已经返回的，更新去向。',
    },
    en: {
      matter: ({ since, sixMonthsOn }) =>
        `Away since ${since}, six months full on ${sixMonthsOn}, and no transfer has been requested`,
      advice: () => 'In a fixed place: start the transfer. Back again: update the whereabouts.',
    },
  },
  'R-MEM-2': {
    zh: {
      matter: ({ since, sixMonthsOn }) => `自 ${since} 起失去联系，${sixMonthsOn} 已满 6 个月`,
      advice: () => '经各种方式查找仍无法联系的，按规定停止党籍；已取得联系的，更新去向。',
    },
    en: {
      matter: ({ since, sixMonthsOn }) => `Out of contact since ${since}, six months full on ${sixMonthsOn}`,
      advice: () =>
        'If every search has failed, the membership is suspended; if found, update the whereabouts.',
    },
  },
  'R-MEM-2t': {
    zh: {
      matter: ({ suspendedSince, twoYearsOn }) =>
        `自 ${suspendedSince} 停止党籍，${twoYearsOn} 已满 2 年，仍未取得联系`,
      advice: () => '确实无法取得联系的，按自行脱党予以除名；已取得联系的，更新去向。',
    },
    en: {
      matter: ({ suspendedSince, twoYearsOn }) =>
        `Suspended since ${suspendedSince}, two years full on ${twoYearsOn}, still out of contact`,
      advice: () => 'If there is no reaching the person, removal follows; if found, update the whereabouts.',
    },
  },
  'R-MEM-3': {
    zh: {
      matter: ({ firstMissedOn, lastMissedOn, missed }) =>
        `${firstMissedOn} 至 ${lastMissedOn} 连续 ${missed} 次无故缺席组织生活，已满 6 个月（交纳党费、承担工作的情况尚未在本系统登记）`,
      advice: () => '请先核实缺席原因，有正当理由的补登请假；确无正当理由的，按自行脱党的程序处理。',
    },
    en: {
      matter: ({ firstMissedOn, lastMissedOn, missed }) =>
        `${missed} meetings in a row missed without excuse from ${firstMissedOn} to ${lastMissedOn}, six months or more (dues and assigned work are not recorded here yet)`,
      advice: () =>
        'First find out why; with good reason, enter the excuse. Without one, the procedure of removal applies.',
    },
  },
  'R-MEM-4': {
    zh: {
      matter: ({ fromOn, untilOn, yearOn }) =>
        untilOn === null
          ? `限期改正自 ${fromOn} 起，${yearOn} 已满 1 年，没有结束日期`
          : `限期改正 ${fromOn} 至 ${untilOn}，超过 1 年`,
      advice: () => '请研究结论：确已改正的登记结束；没有转变的，劝其退党或除名。',
    },
    en: {
      matter: ({ fromOn, untilOn, yearOn }) =>
        untilOn === null
          ? `Correction since ${fromOn}, a year full on ${yearOn}, without an end`
          : `Correction from ${fromOn} to ${untilOn}, longer than a year`,
      advice: () => 'Come to a conclusion: enter its end if corrected; else advise to leave or remove.',
    },
  },
  'R-MEM-5': {
    zh: {
      matter: ({ since, fiveYearsOn }) => `自 ${since} 出国（境），${fiveYearsOn} 已满 5 年，没有返回`,
      advice: () => '请核实情况，一般予以停止党籍；已经返回的，更新去向。',
    },
    en: {
      matter: ({ since, fiveYearsOn }) =>
        `Abroad since ${since}, five years full on ${fiveYearsOn}, not back`,
      advice: () =>
        'Find out how things stand; generally the membership is suspended. Back again: update the whereabouts.',
    },
  },
  'R-MEM-6': {
    zh: {
      matter: ({ requestedOn, days, from, to }) =>
        `组织关系转往“${to}”，${requestedOn} 提出，已 ${days} 天未办结；仍由“${from}”负责管理`,
      advice: () => '请与接收方联系办结；办结前继续通知参加组织生活。',
    },
    en: {
      matter: ({ requestedOn, days, from, to }) =>
        `Transfer to “${to}” requested on ${requestedOn}, open for ${days} days; “${from}” remains responsible`,
      advice: () =>
        'Settle it with the receiver; until then go on inviting the member to organizational life.',
    },
  },
  'R-MEM-7': {
    zh: {
      matter: ({ missed, firstMissedOn, from }) =>
        `自 ${firstMissedOn} 起连续 ${missed} 次无故缺席，没有谈话记录（本机构从 ${from} 次起提示）`,
      advice: () => '请及时提醒谈话，并登记。',
    },
    en: {
      matter: ({ missed, firstMissedOn, from }) =>
        `${missed} meetings in a row missed since ${firstMissedOn} and no talk recorded (hinted at from ${from} here)`,
      advice: () => 'Hold a reminder talk and enter it.',
    },
  },
  'R-MEM-8': {
    zh: {
      matter: ({ fromOn, votes }) => `自 ${fromOn} 留党察看，其间有 ${votes} 次会议把本人计入有表决权`,
      advice: () => '请核对这些会议的应到和表决结果；处分登记有误的，更正处分期限。',
    },
    en: {
      matter: ({ fromOn, votes }) =>
        `On probation within the Party since ${fromOn}, and counted with a vote in ${votes} meetings since`,
      advice: () =>
        'Check roll and votes of these meetings; if the measure was entered wrongly, correct its dates.',
    },
  },
}
