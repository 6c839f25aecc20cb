// The sheets of people in the institution workbook.

export { peoplePorts } from './people/index.ts'
