import type { Calendars, Calendar } from '#calendar'
import { findVersion, getVersion, type ProcedureVersion } from '#catalogue'
import { may, type Actor, type Verb as Permit } from '#identity'
import type { Database, KeyRing } from '#kernel'
import { today, type UnitTree, type UnitsOn } from '#people'
import type { CentralServices } from './central-services.ts'
import type { CalendarBook } from './calendar-book.ts'
import type { LinkedPack } from './linked/sets.ts'
import type { EraseElsewhere } from './erase-person.ts'
import { findStep, type Item } from './item.ts'
import type { Rooms } from './rooms.ts'
import { rulesOn, type RulePack } from './rules.ts'
import type { Staffing } from './staffing.ts'
import type { StateCache } from './state-cache.ts'
import type { Verb } from './status.ts'
import type { Env } from './verb.ts'

/** Everything an office of the city needs to act on items: opened once at start, shared by all requests. */
export interface Office {
  db: Database
  keys: KeyRing
  /** Working time as all notices applied so far make it. */
  readonly calendars: Calendars
  book: CalendarBook
  /** Name of the city's calendar. */
  calendar: string
  tree: UnitTree
  rulePacks: readonly RulePack[]
  /** Procedures that are filed on a central system instead, by date. */
  central: readonly CentralServices[]
  /** Linked procedures, by date. */
  linked: readonly LinkedPack[]
  staffing: Staffing
  rooms: Rooms
  /** How dossier codes are written here. */
  codes: CodeTemplate
  /** The address people type, without a path. */
  publicUrl: string
  /** Random bytes for ids and salts; given, so that a life can be replayed to the same rows. */
  chance: (bytes: number) => Uint8Array
  /** What contexts that hang on this one forget when a person is erased. */
  eraseElsewhere: EraseElsewhere
  /** Items as last written here (SAURO_STATE_CACHE); undefined: every act reads. */
  states?: StateCache | undefined
}

export interface CodeTemplate {
  /** `level-1-first`: H29.14-261122-0001; `reversed`: 000.14.00.H29 style. The unit's code as it stands in codes is the unit tree's. */
  digits: 4
  after_9999: 'refuse' | 'five-digits'
}

/** Working time of a unit, by its kind of office hours. */
export function calendarOf(office: Office, units: UnitsOn, unit: string): Calendar {
  return office.calendars.of(office.calendar, units.find(unit)?.hours)
}

/** What a decision on this item may know. Reads only memory, but for what has changed lately. */
export async function envOf(office: Office, item: Item, actor: Actor, now: Date): Promise<Env> {
  const procedure = await procedureOf(office, item)
  await office.staffing.prepare(today(now))
  return envWith(office, item, actor, now, procedure)
}

/** As `envOf`, once the procedure and the staffing are in memory. */
export function envWith(
  office: Office,
  item: Item,
  actor: Actor,
  now: Date,
  procedure: ProcedureVersion,
): Env {
  const date = today(now)
  const units = office.tree.at(date)
  return {
    now,
    actor,
    calendar: calendarOf(office, units, item.competent_unit),
    calendarOf: (unit) => calendarOf(office, units, unit),
    procedure,
    roomFor(unit, role) {
      const room = office.rooms.of(units, unit, role, procedure.field)
      return office.staffing.hasOwn(room, role, date) ? room : unit
    },
    worksIn: (unit, person) => office.staffing.has(unit, person, date),
    hasUnit: (unit) => units.find(unit) !== undefined,
    soleHolder: (unit, role) => office.staffing.soleHolder(unit, role, date),
    may: (act) => may(actor, act as Permit, onItem(item, 'extend', undefined, actor, units), units),
    rules: rulesOn(office.rulePacks, date),
  }
}

const procedureOf = async (office: Office, item: Item): Promise<ProcedureVersion> =>
  (await findVersion(office.db, item.procedure, item.procedure_version)) ??
  (await getVersion(office.db, item.procedure, item.procedure_version))

type Place = 'received' | 'competent' | 'returned' | 'step'

/** Which offices behind an item count for each verb's permit: the desk that owes the answer is not the office that decides. */
const places: Record<Verb, readonly Place[]> = {
  accept: ['received'],
  refuse: ['received', 'competent'],
  'request-supplement': ['step'],
  'notice-sent': ['competent'],
  supplement: ['received', 'competent', 'returned'],
  'financial-duty': ['step', 'competent'],
  pay: ['received', 'competent', 'returned'],
  forward: ['received', 'competent'],
  'complete-step': ['step'],
  rework: ['step'],
  consult: ['step'],
  answer: ['step'],
  assign: ['step'],
  take: ['step'],
  release: ['step'],
  finish: ['step'],
  return: ['received', 'competent', 'returned'],
  withdraw: ['received', 'competent', 'returned'],
  stop: ['competent'],
  extend: ['competent'],
}

/** What a permit is asked about: the offices, the person with whom the step lies, and the applicant's account. */
export function onItem(
  item: Item,
  verb: Verb,
  no: number | undefined,
  actor: Actor,
  units: UnitsOn,
): { units: string[]; person: string | null; applicant: string | null } {
  const step =
    no === undefined
      ? item.steps.find((one) => one.done_at === null && one.duty !== 'coordinate')
      : findStep(item, no)
  const at: Record<Place, string | undefined> = {
    received: item.received_unit,
    competent: item.competent_unit,
    returned: item.returned_unit,
    step: step?.unit,
  }
  const named = places[verb].flatMap((place) => at[place] ?? [])
  return { units: named, person: holderOf(step, actor, units), applicant: item.account }
}

/** A step nobody holds lies with whoever may take it: acting on it takes it. */
function holderOf(
  step: { person: string | null; unit: string } | undefined,
  actor: Actor,
  units: UnitsOn,
): string | null {
  if (!step) return null
  if (step.person !== null) return step.person
  return may(actor, 'work.take', { unit: step.unit }, units) ? actor.id : null
}
