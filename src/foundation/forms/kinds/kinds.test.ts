// Every form that the product brings along passes its own check, and says nothing but what its fields say.

import { expect, test } from 'vitest'
import { textsOf } from '../../../../test/word-file.ts'
import { checkTemplate, fillTemplate, sampleValues } from '../../../core/document/index.ts'
import type { Form } from '../form.ts'
import { type FormValues, shippedTemplate } from '../print.ts'
import { forms } from './index.ts'

test('ids and names are unique', () => {
  expect(new Set(forms.map(({ id }) => id)).size).toBe(forms.length)
  expect(new Set(forms.map(({ zh }) => zh)).size).toBe(forms.length)
})

test.each(forms)('$id: nothing unknown, nothing missing', async (form) => {
  const { faults, missing } = await checkTemplate(await shippedTemplate(form), form.fields)
  expect(faults).toEqual([])
  expect(missing).toEqual([])
})

test.each(forms)('$id: its sample is filled to the last brace', async (form) => {
  const bytes = await fillTemplate(await shippedTemplate(form), form.fields, sampleValues(form.fields))
  const text = [...textsOf(bytes), ...textsOf(bytes, 'word/header1.xml')].join('\n')
  expect(text).not.toMatch(/[{}¶]|undefined|null|NaN/)
  expect(text).toContain('样例')
})

test.each(forms)('$id: nothing at all prints blanks', async (form) => {
  const empty = Object.fromEntries(
    Object.entries(form.fields).map(([name, field]) => [name, field.type === 'list' ? [] : null]),
  )
  const bytes = await fillTemplate(await shippedTemplate(form), form.fields, empty as FormValues<Form>)
  const text = textsOf(bytes).join('\n')
  expect(text).not.toMatch(/[{}¶]|undefined|null|NaN/)
})
