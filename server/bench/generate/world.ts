import { inForce, type Channel, type ProcedureVersion } from '#catalogue'
import { dayStatus, localDate, minuteOf } from '#calendar'
import type { Database, KeyRing } from '#kernel'
import { loadStaff, loadUnits, type PostRole } from '#people'
import { castOf, openOffice, type Office } from '#work'

/** What generated lives are made of: the units that receive, who works where, what can be filed, on which days. */
export interface World {
  office: Office
  /** Units with a counter, the communes first. */
  receivers: Receiver[]
  /** Procedures by the level that decides, each with somebody in every post of its way. */
  procedures: { commune: Fileable[]; city: Fileable[] }
  seats: Seats
  /** Midnight, local time, of each working day of the span, in order. */
  days: Date[]
  /** The last local date of the span: people and rooms are those of that day. */
  last: string
  now: Date
}

export interface Receiver {
  unit: string
  commune: boolean
}

export interface Fileable {
  version: ProcedureVersion
  channels: Channel[]
}

/** Who fills a role in a unit, by `unit/role`; `own` when they work in that very unit and not in a room of its body. */
export type Seats = ReadonlyMap<string, { ids: readonly string[]; own: boolean }>

export const seatOf = (unit: string, role: string): string => `${unit}/${role}`

export interface WorldOptions {
  db: Database
  keys: KeyRing
  city: string
  now: Date
  /** How far back filings go. */
  span_days: number
}

const day_ms = 86_400_000

/** Reads the installation once. People and posts must not change within the span: a life is cast by today's holders. */
export async function openWorld(options: WorldOptions, known?: Seats): Promise<World> {
  const { db, keys, city, now } = options
  const tree = await loadUnits(db)
  const office = await openOffice({ db, keys, tree, config: { city, publicUrl: 'http://localhost' } })
  const calendar = office.calendars.of(city)
  const dates = Array.from({ length: options.span_days }, (_, back) =>
    localDate(calendar, minuteOf(new Date(now.getTime() - (options.span_days - back) * day_ms))),
  )
  const last = dates.at(-1)!
  const published = await publishedIn(db, dates[0]!, last)
  const units = tree.at(last)
  const communes = units.all().flatMap((unit) => (unit.kind === 'commune' ? [unit.code] : []))
  const others = units.all().flatMap((unit) => (otherReceivers.has(unit.kind) ? [unit.code] : []))
  const seats = known ?? (await readSeats(office, [...communes, ...others], published, last))
  const receivers = [
    ...communes
      .filter((unit) => communeRoles.every((role) => seats.has(seatOf(unit, role))))
      .map(receiver(true)),
    ...others.filter((unit) => seats.has(seatOf(unit, 'clerk'))).map(receiver(false)),
  ]
  const staffed = (version: ProcedureVersion, competent: string): boolean =>
    placesOf(office, version, competent, last).every(({ unit, role }) => seats.has(seatOf(unit, role)))
  const commune = receivers[0]?.unit ?? ''
  return {
    office: { ...office, staffing: staffingOf(seats) },
    receivers,
    procedures: {
      commune: published.flatMap((version) =>
        version.competent.level === 'commune' && staffed(version, commune) ? [fileable(version)] : [],
      ),
      city: published.flatMap((version) =>
        version.competent.level === 'city' && staffed(version, version.competent.unit)
          ? [fileable(version)]
          : [],
      ),
    },
    seats,
    days: dates.flatMap((date) => (dayStatus(calendar, date).working ? [midnight(date)] : [])),
    last,
    now,
  }
}

const otherReceivers: ReadonlySet<string> = new Set(['department', 'centre', 'branch', 'area-team'])
const communeRoles: readonly PostRole[] = ['clerk', 'case-official', 'unit-head', 'leader']

const midnight = (date: string): Date => new Date(`${date}T00:00:00+07:00`)

const fileable = (version: ProcedureVersion): Fileable => ({
  version,
  channels: version.channels.map((one) => one.channel),
})

const receiver =
  (commune: boolean) =>
  (unit: string): Receiver => ({ unit, commune })

/** Every step's post when one unit is everything to the dossier. */
const placesOf = (
  office: Office,
  version: ProcedureVersion,
  unit: string,
  date: string,
): ReturnType<typeof castOf> =>
  castOf(office, version, { competent_unit: unit, received_unit: unit, returned_unit: unit }, date)

/** Who handles the steps of a dossier for which that unit is competent, by the step's key: the people of the room, else of the unit. */
export function handlersOf(
  world: World,
  version: ProcedureVersion,
  unit: string,
): Map<string, readonly string[]> {
  const date = world.last
  return new Map(
    placesOf(world.office, version, unit, date).map(({ key, room, unit: whole, role }) => {
      const inRoom = world.seats.get(seatOf(room, role))
      const seat = inRoom?.own ? inRoom : world.seats.get(seatOf(whole, role))
      return [key, seat?.ids ?? []]
    }),
  )
}

const codes = { name: 'bench.codes', text: 'select distinct code from catalogue.versions order by code' }

/** What was in force, in one version, from the first day of the span to the last. */
async function publishedIn(db: Database, from: string, to: string): Promise<ProcedureVersion[]> {
  const rows = await db.rows<{ code: string }>(codes, [])
  const found = await Promise.all(
    rows.map(async ({ code }) => [await inForce(db, code, from), await inForce(db, code, to)] as const),
  )
  return found.flatMap(([first, last]) =>
    first && last && first.version === last.version && isLocal(last) ? [last] : [],
  )
}

/** Steps done where the dossier was filed need posts there; such ways are left out. */
const isLocal = (version: ProcedureVersion): boolean =>
  version.process.steps.every((step) => step.kind === 'return' || step.at === 'competent')

async function readSeats(
  office: Office,
  receivers: string[],
  procedures: ProcedureVersion[],
  on: string,
): Promise<Seats> {
  const { db } = office
  const units = office.tree.at(on)
  const communes = receivers.filter((unit) => units.get(unit).kind === 'commune')
  const steps = procedures.flatMap((one) => {
    const competent = one.competent.level === 'city' ? [one.competent.unit] : communes
    return competent.flatMap((unit) => placesOf(office, one, unit, on))
  })
  const places = [
    ...receivers.flatMap((unit) => communeRoles.map((role) => ({ unit, role: role as string }))),
    ...steps.flatMap(({ unit, room, role }) => [
      { unit, role },
      { unit: room, role },
    ]),
  ]
  const staff = await loadStaff(db, units, on)
  const seats = new Map<string, { ids: readonly string[]; own: boolean }>()
  for (const { unit, role } of places) {
    const own = staff.own(unit, role)
    const ids = own.length > 0 ? own : staff.all(unit, role)
    if (ids.length > 0) seats.set(seatOf(unit, role), { ids, own: own.length > 0 })
  }
  return seats
}

/** As the office's own staffing answers, from memory and for every date. */
const staffingOf = (seats: Seats): Office['staffing'] => ({
  prepare: () => Promise.resolve(),
  soleHolder: (unit, role) => {
    const ids = seats.get(seatOf(unit, role))?.ids
    return ids?.length === 1 ? ids[0]! : null
  },
  hasOwn: (unit, role) => seats.get(seatOf(unit, role))?.own === true,
  // Generated work is given by role, never by name.
  has: () => true,
  forget: () => undefined,
})
