import type { TObject, Static } from 'typebox'
import type { Calendar } from '#calendar'
import type { ProcedureVersion } from '#catalogue'
import type { Actor } from '#identity'
import type { Texts } from '#kernel'
import type { Change } from './change.ts'
import type { Item } from './item.ts'
import type { Verb } from './status.ts'

/** Everything a decision may know besides the item and the input. No clock, no database: the same input gives the same change. */
export interface Env {
  now: Date
  actor: Actor
  /** Working time of the competent unit. */
  calendar: Calendar
  calendarOf(unit: string): Calendar
  procedure: ProcedureVersion
  /** The one person who fills that role in that unit now; null when there are several or none: then the unit's queue holds the step. */
  soleHolder(unit: string, role: string): string | null
  /** The room in which that role handles this procedure's field; the unit itself when the room has nobody in it. */
  roomFor(unit: string, role: string): string
  /** Whether that person has a post in the unit, its body or a room of it. */
  worksIn(unit: string, person: string): boolean
  /** Whether there is a unit of that code today. */
  hasUnit(unit: string): boolean
  /** Whether the actor may also do another act on this item; used where one act needs a higher permit in some cases. */
  may(act: string): boolean
  rules: WorkRules
}

/** Dated rules of the city that decisions read; from rules/sla. */
export interface WorkRules {
  answer_within: string
  extensions_most: number
  /** Supplement requests a case official may make alone; one more needs an approver. */
  supplements_alone: number
}

/** One legal verb on an item: where it is reached, who may, what it takes, and the pure decision. */
export interface ItemVerb<Body extends TObject = TObject> {
  verb: Verb
  /** Path behind `/api/items/:id/`; `:no` is a step's number. */
  path: string
  summary: Texts
  body: Body
  decide(item: Item, input: Static<Body> & { no: number }, env: Env): Change
}

export const itemVerb = <Body extends TObject>(definition: ItemVerb<Body>): ItemVerb<Body> => definition
