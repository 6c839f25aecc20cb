// All forms of the product, in the order in which they are listed.

import type { Form } from '../form.ts'
import { meetingNotice } from './meeting-notice.ts'
import { minutes } from './minutes.ts'
import { monthlyReport } from './monthly-report.ts'
import { signInSheet } from './sign-in-sheet.ts'
import { themeDay } from './theme-day.ts'
import { yearlyTable } from './yearly-table.ts'

export { meetingNotice, minutes, monthlyReport, signInSheet, themeDay, yearlyTable }

export const forms: readonly Form[] = [
  meetingNotice,
  signInSheet,
  minutes,
  themeDay,
  yearlyTable,
  monthlyReport,
]

export const formOf = (id: string): Form | undefined => forms.find((each) => each.id === id)
