// The fields of an endpoint's input, from its schema: which hold ids, which hold text, and how to put a value there.

import * as z from 'zod'
import type { Endpoint } from '../http.ts'

type Schema = {
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maxLength?: number
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
}
type Path = readonly (string | number)[]
export type Field = { readonly path: Path; readonly schema: Schema }
export type Input = Readonly<Record<string, unknown>>

function schemaOf(endpoint: Endpoint): Schema {
  return z.toJSONSchema(endpoint.input as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Schema
}

/** Every field at any depth; of a list its first item stands for all. */
export function fieldsOf(endpoint: Endpoint): readonly Field[] {
  const walk = (schema: Schema, path: Path): Field[] => {
    const options = (schema.anyOf ?? [schema]).filter((option) => option.type !== 'null')
    return options.flatMap((option) => [
      ...(path.length === 0 ? [] : [{ path, schema: option }]),
      ...Object.entries(option.properties ?? {}).flatMap(([key, inner]) => walk(inner, [...path, key])),
      ...(option.items === undefined ? [] : walk(option.items, [...path, 0])),
    ])
  }
  return walk(schemaOf(endpoint), [])
}

export const isId = ({ schema }: Field): boolean =>
  schema.type === 'string' && (schema.format === 'uuid' || schema.pattern === '^[0-9a-f]{64}$')

/** Text that people type: no closed list, no date, no id. */
export const isText = (field: Field): boolean =>
  field.schema.type === 'string' &&
  field.schema.enum === undefined &&
  field.schema.const === undefined &&
  field.schema.format === undefined &&
  !isId(field) &&
  !(field.schema.pattern ?? '').includes('\\d')

/** Something that fits the schema, as far as the schema tells. */
function sample(schema: Schema): unknown {
  const option = schema.anyOf?.find((each) => each.type !== 'null') ?? schema
  if (option.const !== undefined) return option.const
  if (option.enum !== undefined) return option.enum[0]
  if (option.type === 'object')
    return Object.fromEntries(
      (option.required ?? []).map((key) => [key, sample(option.properties?.[key] ?? {})]),
    )
  if (option.type === 'array') return option.items === undefined ? [] : [sample(option.items)]
  if (option.type === 'boolean') return false
  if (option.type === 'integer' || option.type === 'number') return Math.max(1, option.minimum ?? 1)
  if (option.format === 'uuid') return '01a00000-0000-7000-8000-000000000000'
  if (option.format === 'date') return '2026-11-01'
  return (option.pattern ?? '').includes('\\d') ? '2026-11-20T16:00' : 'x'
}

/** The input with a value at a path; what is missing on the way is made up from the schema. */
export function withValue(endpoint: Endpoint, input: Input, path: Path, value: unknown): Input {
  const put = (schema: Schema, at: unknown, rest: Path): unknown => {
    const [step, ...further] = rest
    if (step === undefined) return value
    const option =
      schema.anyOf?.find((each) => (typeof step === 'number' ? each.items : each.properties?.[step])) ??
      schema
    if (typeof step === 'number') {
      const list: readonly unknown[] = Array.isArray(at) && at.length > 0 ? at : [sample(option.items ?? {})]
      return list.with(0, put(option.items ?? {}, list[0], further))
    }
    const record = (at ?? sample({ ...option, type: 'object' })) as Input
    return { ...record, [step]: put(option.properties?.[step] ?? {}, record[step], further) }
  }
  return put(schemaOf(endpoint), input, path) as Input
}
