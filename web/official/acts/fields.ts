import type { ProcedureView } from '../api/procedure-types.ts'
import type { ItemView } from '../api/types.ts'
import type { Speaking } from '../ui/clears-of.ts'

export interface Option {
  value: string
  label: string
}

interface FieldBase {
  name: string
  label: string
  required: boolean
}

/** What a form may ask: each kind is drawn by one component in act-field.tsx. */
export type Field =
  | (FieldBase & { kind: 'text' | 'area' | 'date' | 'unit' | 'person' })
  | (FieldBase & { kind: 'number'; unit: string })
  | (FieldBase & { kind: 'choice' | 'checks'; options: Option[] })

export type Values = Record<string, string | string[]>

/** What a form may read while it is drawn. */
export interface Around {
  item: ItemView
  procedure: ProcedureView | undefined
  speaking: Speaking
}

export const textOf = (values: Values, name: string): string => {
  const value = values[name]
  return typeof value === 'string' ? value.trim() : ''
}

export const listOf = (values: Values, name: string): string[] => {
  const value = values[name]
  return Array.isArray(value) ? value : []
}

/** `{name: text}` when something was typed, else nothing: the server takes absent, not empty. */
export const given = (values: Values, name: string): Record<string, string> => {
  const text = textOf(values, name)
  return text === '' ? {} : { [name]: text }
}

export const missingFields = (fields: readonly Field[], values: Values): string[] =>
  fields
    .filter(
      (field) =>
        field.required && textOf(values, field.name) === '' && listOf(values, field.name).length === 0,
    )
    .map((field) => field.name)
