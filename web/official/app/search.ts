import { isActName } from '../acts/names.ts'
import type { ActName } from '../api/types.ts'

/** What the address of each page holds behind the `?`. What is malformed is left out, never an error page. */
type Raw = Record<string, unknown>

const text = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

const whole = (value: unknown): number | undefined => {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN
  return Number.isSafeInteger(number) ? number : undefined
}

const set = <Values extends object>(values: Values): Partial<Values> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Values>

export interface TodaySearch {
  /** The row under the cursor. */
  viec?: string
  /** An act whose form is open. */
  act?: ActName
  /** How many pages of the list are shown. */
  pages?: number
}

const act = (value: unknown): ActName | undefined => (isActName(value) ? value : undefined)

export const todaySearch = (raw: Raw): TodaySearch =>
  set({ viec: text(raw['viec']), act: act(raw['act']), pages: whole(raw['pages']) }) as TodaySearch

export type ItemTab = 'papers' | 'history' | 'time' | 'notices'

export interface ItemSearch {
  tab?: ItemTab
  act?: ActName
  why?: 1
}

const tabs: readonly string[] = ['papers', 'history', 'time', 'notices']

export const itemSearch = (raw: Raw): ItemSearch =>
  set({
    tab: tabs.includes(String(raw['tab'])) ? (raw['tab'] as ItemTab) : undefined,
    act: act(raw['act']),
    why: whole(raw['why']) === 1 ? (1 as const) : undefined,
  }) as ItemSearch

export interface ItemsSearch {
  q?: string
  status?: number
  unit?: string
  due?: string
  cursor?: string
}

export const itemsSearch = (raw: Raw): ItemsSearch =>
  set({
    q: text(raw['q']),
    status: whole(raw['status']),
    unit: text(raw['unit']),
    due: text(raw['due']),
    cursor: text(raw['cursor']),
  }) as ItemsSearch

export interface TextSearch {
  q?: string
}

export const textSearch = (raw: Raw): TextSearch => set({ q: text(raw['q']) }) as TextSearch

export interface UnitsSearch extends TextSearch {
  /** 1: also units without open work. */
  all?: 1
}

export const unitsSearch = (raw: Raw): UnitsSearch =>
  set({ q: text(raw['q']), all: whole(raw['all']) === 1 ? (1 as const) : undefined }) as UnitsSearch

export interface IntakeSearch {
  procedure?: string
}

export const intakeSearch = (raw: Raw): IntakeSearch =>
  set({ procedure: text(raw['procedure']) }) as IntakeSearch
