// The words of what does not go through in this room.
import { defineText } from '../../../core/web/text.ts'

export const failureText = defineText({
  zh: {
    no_parts: '方案还没有任何内容，请先添加再启用。',
    before_predecessor: '新一版的启用日期须晚于上一版的启用日期。',
    after_end: '方案在这一天之前已经终止，请先取消终止。',
    marks_after: '这一天及以后已有会议按现行版标记了主题，新一版请从更晚的日期启用。',
    same_name: '有两项名称相同，请改成不同的名称。',
    in_use: '已有会议按它标记了主题，不能撤回；可以拟定下一版，或终止方案。',
    before_begin: '终止日期不能早于启用日期。',
    item_in_use: '有的事项已经安排了会议，不能删除；请先取消会议。',
    no_items: '计划里还没有事项，请先添加再提交。',
    reason: '退回须写明理由。',
    review: '请写明共建的成效再完成评估。',
    until_before_signed: '截止日期不能早于签订日期。',
    dissolved: '这一天单位已经撤销，不能安排会议。',
    not_founded: '这一天单位还没有成立，不能安排会议。',
  },
  en: {
    no_parts: 'The scheme has no parts yet: add some before it comes into force.',
    before_predecessor: 'The new version must begin after the one before it.',
    after_end: 'The scheme has ended before that day; take the end back first.',
    marks_after: 'Meetings on or after that day have been marked by the present version; begin later.',
    same_name: 'Two parts have the same name.',
    in_use:
      'Meetings have been marked by it: it cannot be taken back. Draft the next version, or end the scheme.',
    before_begin: 'It cannot end before it began.',
    item_in_use: 'Meetings were made from some of these items; cancel those first.',
    no_items: 'There is nothing in the plan yet: add items before you submit it.',
    reason: 'Say why it is returned.',
    review: 'Say what came of it before the review is done.',
    until_before_signed: 'The last day cannot be before the day of signing.',
    dissolved: 'The unit has been dissolved by then.',
    not_founded: 'The unit was not founded by then.',
  },
})
