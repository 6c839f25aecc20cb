// The closed list of what can be wrong with a template, for the server that checks and the screen that words it.

export const templateFaults = [
  /** No field has this name; `nearest` may be meant. */
  'unknown',
  /** A field of the list `nearest` stands outside of it. */
  'outside_list',
  /** A list stands like a value: it needs a beginning and an end. */
  'list_as_value',
  /** A list begins inside a list. */
  'list_in_list',
  /** {#name} without {/name}. */
  'list_unclosed',
  /** {/name} without {#name}. */
  'list_unopened',
  /** {/name} where `nearest` is still open. */
  'list_crossed',
  /** { without }. */
  'brace_unclosed',
  /** } without {. */
  'brace_unopened',
  /** {{ or }}. */
  'brace_doubled',
  /** ｛name｝ in place of {name}. */
  'brace_wide',
  /** Beginning and end of a list do not lie in the same table, row or column of paragraphs. */
  'list_layout',
  /** Something else that the engine cannot work with. */
  'other',
] as const
export type TemplateFaultCode = (typeof templateFaults)[number]
