import type { Texts } from '../words/language.ts'
import type { Said } from './types.ts'

/** Procedures as the console reads them. */
export interface Allow {
  amount: number
  unit: 'min' | 'h' | 'd' | 'wd' | 'm'
}

export interface ProcedurePart {
  key: string
  name: Said
  originals: number
  copies: number
  required: boolean
  form: string | null
  /** The member of a linked set that asks for it; the console puts it in where several are filed at once. */
  of?: Said
}

export interface ProcedureChannel {
  channel: 'direct' | 'online' | 'post'
  allow: Allow
  fees: { amount: number | null; currency: string; note: string }[]
}

export interface ProcedureStep {
  key: string
  name: Said
  kind: 'work' | 'approve' | 'consult' | 'return'
  role: string
  allow: Allow
  next: { outcome: string; to: string }[]
}

export interface ProcedureRow {
  code: string
  /** Null where it is known but not filed in this city. */
  version: number | null
  name: Said
  field: string
  levels: ('city' | 'commune')[]
  fieldName?: Texts
  place?: 'here' | 'elsewhere' | 'never'
  why?: string | null
  onlineLevel: 'full' | 'partial' | 'none' | null
  sameDay: boolean | null
  allow?: Allow | null
}

export interface ProcedureView extends ProcedureRow {
  channels: ProcedureChannel[]
  parts: ProcedurePart[]
  subjects: string[]
  result: Said
  financialDuty?: 'none' | 'fee' | 'tax'
  competent: { level: 'city'; unit: string } | { level: 'commune' }
  process: { steps: ProcedureStep[] }
}
