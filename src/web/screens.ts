// All screens of the product: each room's list, and the sign-in.
import { lazyScreen, type Screen } from '../core/web/screen.ts'
import { screens as accountScreens } from '../foundation/accounts/web/index.ts'
import { screens as auditScreens } from '../foundation/audit/web/index.ts'
import { screens as calendarScreens } from '../foundation/calendar/web/index.ts'
import { screens as dutyScreens } from '../foundation/duties/web/index.ts'
import { screens as exchangeScreens } from '../foundation/exchange/web/index.ts'
import { screens as noticeScreens } from '../foundation/notices/web/index.ts'
import { screens as formScreens } from '../foundation/forms/web/index.ts'
import { screens as orgScreens } from '../foundation/org/web/index.ts'
import { screens as peopleScreens } from '../foundation/people/web/index.ts'
import { screens as findingScreens } from '../party/findings/web/index.ts'
import { screens as lifeScreens } from '../party/life/web/index.ts'
import { screens as meetingScreens } from '../party/meetings/web/index.ts'
import { screens as monthlyScreens } from '../party/monthly/web/index.ts'
import { screens as assessmentScreens } from '../performance/assessment/web/index.ts'
import { screens as dischargeScreens } from '../performance/discharges/web/index.ts'
import { screens as indicatorScreens } from '../performance/indicators/web/index.ts'
import { screens as groupingScreens } from '../performance/grouping/web/index.ts'
import { screens as joinScreens } from '../performance/join/web/index.ts'

export const screens: readonly Screen[] = [
  {
    path: '/sign-in',
    component: lazyScreen(() => import('./sign-in.tsx'), 'SignIn'),
    permission: null,
    open: true,
  },
  {
    path: '/sign-in/return',
    component: lazyScreen(() => import('./sign-in.tsx'), 'SignOnReturn'),
    permission: null,
    open: true,
  },
  ...assessmentScreens,
  ...dischargeScreens,
  ...indicatorScreens,
  ...groupingScreens,
  ...joinScreens,
  ...dutyScreens,
  ...noticeScreens,
  ...lifeScreens,
  ...meetingScreens,
  ...monthlyScreens,
  ...accountScreens,
  ...formScreens,
  ...exchangeScreens,
  ...orgScreens,
  ...peopleScreens,
  ...findingScreens,
  ...auditScreens,
  ...calendarScreens,
]
