// The door of forms: the forms themselves, how a room fills one, and how it hands in what is printed.

export { formsHandlers } from './actions.ts'
export {
  meetingNotice,
  minutes,
  monthlyReport,
  signInSheet,
  themeDay,
  yearlyTable,
} from './kinds/index.ts'
export { asWord, fillForm, type FormProvider, type FormValues, locatePrinted, provide } from './print.ts'
