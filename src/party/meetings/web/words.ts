// The words that all screens of meetings share: kinds, states, moves, and what went wrong.
import { defineText, type Language, useLanguage } from '../../../core/web/text.ts'
import { kindWords, type MeetingKind } from '../rules.ts'

export function kindName(kind: string, language: Language): string {
  return kindWords.find((word) => word.value === kind)?.[language] ?? kind
}

export function useKindName(): (kind: MeetingKind) => string {
  const [language] = useLanguage()
  return (kind) => kindName(kind, language)
}

export const meetingText = defineText({
  zh: {
    states: {
      planned: '计划',
      notified: '已通知',
      open: '进行中',
      held: '已结束',
      confirmed: '已确认',
      cancelled: '已取消',
    },
    resolutions: { open: '未表决', passed: '通过', rejected: '未通过', withdrawn: '已撤回' },
    moves: {
      notify: '发出通知',
      open: '开始会议',
      close: '结束会议',
      confirm: '确认记录',
      cancel: '取消会议',
      update: '修改',
      reschedule: '改时间',
      agenda: '修改议程',
      attend: '点名',
      propose: '提出决议',
      vote: '登记表决',
      decide: '宣布结果',
      withdraw: '撤回决议',
      minutes: '下载会议记录',
    },
    past: '时间已过',
    laterDays: (days: number) => `${days} 天后补录`,
    laterWhy: '会议召开和登记不在同一天，两个日期都会保留',
    makeUp: (month: string) => `补开 ${month}`,
    ledger: '台账导入',
    notDone: '没有办理',
    safe: '没有做任何改动，您填写的内容仍在页面上。',
    wrongState: (state: string, move: string) =>
      `会议（决议）现在是“${state}”，不能${move}。已载入最新内容。`,
    stale: '别人刚刚改过这次会议。已载入最新内容，请看一眼再办理；您没有保存的文字还在。',
    taken: '本单位同一类会议在同一时间已有一条记录。请打开那一条，或改开始时间。',
    reasons: {
      kind: '这类会议不适用于所选单位。',
      dissolved: (day: string) => `该单位已于 ${day} 撤销，请选撤销之前的日期。`,
      not_founded: (day: string) => `该单位 ${day} 才成立，请选成立之后的日期。`,
      make_up: (day: string) => `${day} 与会议在同一期内，不需要补开，按时召开即可；补开只用于以前各期。`,
      future: '时间还没有到，只能登记已经发生的会议。',
      empty_roll:
        '当天名单是空的：该单位在这一天没有党员（委员会没有委员）。请先在“组织”里补全人员，或改日期。',
      voted: (count: number) => `有 ${count} 人已经投票，不能改为缺席或请假。请先撤回他们的表决。`,
      may_not_vote: (count: number) => `有 ${count} 人不在场或没有表决权，他们的表决没有登记。`,
      not_on_roll: (count: number) => `有 ${count} 人不在这次会议的名单上。`,
      agenda_item: '这项议程刚刚被删除。',
      agenda_in_use: (count: number) => `有 ${count} 项议程对应着决议，不能删除。`,
      no_votes: '这类会议不作表决。',
      ended_before_started: (start: string) => `结束时间早于开始时间 ${start}。`,
      twice: '同一个人出现了两次。',
    },
  },
  en: {
    states: {
      planned: 'Planned',
      notified: 'Notified',
      open: 'Under way',
      held: 'Closed',
      confirmed: 'Confirmed',
      cancelled: 'Cancelled',
    },
    resolutions: { open: 'Not decided', passed: 'Passed', rejected: 'Rejected', withdrawn: 'Withdrawn' },
    moves: {
      notify: 'send the notice',
      open: 'open the meeting',
      close: 'close the meeting',
      confirm: 'confirm the record',
      cancel: 'cancel the meeting',
      update: 'change it',
      reschedule: 'change the time',
      agenda: 'change the agenda',
      attend: 'take the roll',
      propose: 'propose a resolution',
      vote: 'record votes',
      decide: 'declare the result',
      withdraw: 'withdraw the resolution',
      minutes: 'download the minutes',
    },
    past: 'Time has passed',
    laterDays: (days) => `${days} d later`,
    laterWhy: 'Held and recorded on different days; both dates are kept',
    makeUp: (month) => `For ${month}`,
    ledger: 'Ledger',
    notDone: 'Not carried out',
    safe: 'Nothing was changed; what you entered is still on the page.',
    wrongState: (state, move) =>
      `The meeting (or resolution) is now "${state}": one cannot ${move}. The latest version is loaded.`,
    stale:
      'Somebody has just changed this meeting. The latest version is loaded: please look and try again. Your unsaved text is still here.',
    taken:
      'This unit already has a meeting of this kind at this time. Open that one, or change the starting time.',
    reasons: {
      kind: 'This kind of meeting does not suit the unit.',
      dissolved: (day) => `The unit was dissolved on ${day}; choose an earlier day.`,
      not_founded: (day) => `The unit was founded only on ${day}; choose a later day.`,
      make_up: (day) =>
        `${day} lies in the same period as the meeting: nothing needs to be made up. Making up is for earlier periods.`,
      future: 'This time has not come yet; only what has happened can be recorded.',
      empty_roll:
        'The roll of that day is empty: the unit had no members (or the committee none) then. Complete the people under Organization, or change the day.',
      voted: (count) =>
        `${count} of them have voted and cannot be absent or excused. Take their votes back first.`,
      may_not_vote: (count) => `${count} are not present or have no vote; their votes were not recorded.`,
      not_on_roll: (count) => `${count} are not on the roll of this meeting.`,
      agenda_item: 'This agenda item has just been removed.',
      agenda_in_use: (count) => `${count} agenda items have resolutions and cannot be removed.`,
      no_votes: 'This kind of meeting takes no votes.',
      ended_before_started: (start) => `The end lies before the start at ${start}.`,
      twice: 'The same person occurs twice.',
    },
  },
})
