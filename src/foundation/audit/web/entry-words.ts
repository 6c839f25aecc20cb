// The words of entries as texts of the screen; the Excel table uses the same words on the server.
import { defineText } from '../../../core/web/text.ts'
import { actWords } from '../words/acts.ts'
import { fieldWords } from '../words/fields.ts'

export const actText = defineText(actWords)
export const fieldText = defineText(fieldWords)
