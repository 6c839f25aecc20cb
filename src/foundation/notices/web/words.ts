// The words of notices: messages, reminders, channels and what went wrong.
import { defineText } from '../../../core/web/text.ts'

export const noticeText = defineText({
  zh: {
    screens: { notices: '消息', preferences: '提醒设置', channels: '提醒渠道' },
  },
  en: {
    screens: { notices: 'Messages', preferences: 'Reminders', channels: 'Channels' },
  },
})
