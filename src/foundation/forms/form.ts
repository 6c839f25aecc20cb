// What a form is: a kind of document with its closed list of fields and the template that the product brings along.

import type { Fields, OfficialDocument } from '../../core/document/index.ts'

/** What a form is printed for. */
export const formSubjects = ['meeting', 'unit', 'report'] as const

export type Form<F extends Fields = Fields> = {
  readonly id: string
  readonly zh: string
  readonly en: string
  /** One sentence each: what it is for. */
  readonly about: { readonly zh: string; readonly en: string }
  readonly subject: (typeof formSubjects)[number]
  readonly fields: F
  /** The template of the product: an official document whose texts hold the placeholders. */
  readonly shipped: OfficialDocument
}

export const form = <const F extends Fields>(declaration: Form<F>): Form<F> => declaration
