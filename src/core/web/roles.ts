// The names of the roles, for people to read.
import { roleNames } from '../role-names.ts'
import { defineText } from './text.ts'

export const roleText = defineText({ zh: roleNames.zh, en: roleNames.en })
