import type { Database, Session } from '#kernel'
import type { CityPack } from './city.ts'
import { communeUnits } from './city.ts'
import type { Place } from './import-read.ts'
import { openUnits } from './install-city.ts'
import { spelling } from './spelling.ts'

/** What an import found and did. */
export interface UnitsReport {
  from: string
  provinces: number
  communes: number
  opened: number
  closed: { code: string; name: string }[]
  renamed: { code: string; was: string; is: string }[]
  moved: { code: string; was: string | null; is: string | null }[]
  /** Written otherwise (Hòa, Hoà) and therefore left as they were. */
  respelt: number
  unchanged: number
  /** Different communes that share a name: told apart by code alone. */
  sharedNames: number
  /** What followed for the units of this city. */
  city: { opened: number; closed: number; renamed: number }
}

interface Known extends Place {
  from_date: string
}

const current = {
  name: 'people.current-places',
  text: `select code, province, kind, name_vi as vi, name_en as en, from_date from people.places
          where from_date <= $1 and (to_date is null or to_date > $1)`,
}
const newest = {
  name: 'people.newest-place',
  text: 'select max(greatest(from_date, coalesce(to_date, from_date))) as at from people.places',
}
const closedPlaces = {
  name: 'people.close-places',
  text: `update people.places set to_date = $2 where code = any($1) and from_date < $2 and (to_date is null or to_date > $2)`,
}
const openedPlaces = {
  name: 'people.open-places',
  text: `insert into people.places (code, province, kind, name_vi, name_en, from_date)
         select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], array_fill($6::date, array[cardinality($1::text[])]))`,
}
const closedUnits = {
  name: 'people.close-units',
  text: `with recursive below as (
      select code from people.units where admin_code = any($1) and kind = 'commune'
      union select u.code from people.units u join below on u.parent = below.code)
    update people.units set to_date = $2
     where code in (select code from below) and from_date < $2 and (to_date is null or to_date > $2) returning code`,
}
const renamedUnits = {
  name: 'people.rename-units',
  text: `with old as (
      update people.units u set to_date = $4 from unnest($1::text[], $2::text[], $3::text[]) as n(admin_code, vi, en)
       where u.admin_code = n.admin_code and u.kind = 'commune' and u.from_date < $4 and (u.to_date is null or u.to_date > $4)
      returning u.code, u.parent, u.kind, n.vi, n.en, u.admin_code, u.hours, u.code_evidence)
    insert into people.units (code, parent, kind, name_vi, name_en, admin_code, hours, code_evidence, from_date)
    select code, parent, kind, vi, en, admin_code, hours, code_evidence, $4 from old returning code`,
}
const touched = { name: 'people.touch-units', text: 'update people.changes set units = units + 1' }

export class ImportRefused extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'ImportRefused'
  }
}

/**
 * Brings the list of provinces and communes to a release that holds from `from` on, in one transaction, and lets the communes of
 * this city follow. Codes decide: a code that is missing closes, a new one opens, another spelling changes nothing.
 * Refuses with `ImportRefused` an older release than what is there, and one that lacks a quarter of it.
 */
export function importUnits(
  db: Database,
  pack: CityPack,
  places: readonly Place[],
  from: string,
): Promise<UnitsReport> {
  return db.transaction(async (tx) => {
    const [at] = await tx.rows<{ at: string | null }>(newest, [])
    if (at?.at && at.at > from) {
      throw new ImportRefused(
        `what is loaded holds from ${at.at}; a release of ${from} is older. Name a later date with --from.`,
      )
    }
    const known = new Map((await tx.rows<Known>(current, [from])).map((one) => [one.code, one]))
    const changes = compare(known, places)
    if (changes.closed.length > known.size / 4) {
      throw new ImportRefused(
        `${changes.closed.length} of ${known.size} codes are missing: this looks like a part of the list, and the rest would be closed.`,
      )
    }
    await writePlaces(tx, changes, from)
    const city = await writeCity(tx, pack, changes, from)
    return reportOf(places, changes, city, from)
  })
}

interface Changes {
  opened: Place[]
  closed: Known[]
  changed: { was: Known; is: Place }[]
  respelt: number
}

function compare(known: ReadonlyMap<string, Known>, places: readonly Place[]): Changes {
  const changes: Changes = { opened: [], closed: [], changed: [], respelt: 0 }
  const listed = new Set(places.map((place) => place.code))
  changes.closed = [...known.values()].filter((one) => !listed.has(one.code))
  for (const is of places) {
    const was = known.get(is.code)
    if (!was) changes.opened.push(is)
    else if (was.kind !== is.kind || was.province !== is.province || spelling(was.vi) !== spelling(is.vi))
      changes.changed.push({ was, is })
    else if (was.vi !== is.vi) changes.respelt += 1
  }
  return changes
}

async function writePlaces(tx: Session, changes: Changes, from: string): Promise<void> {
  const ended = [...changes.closed, ...changes.changed.map((change) => change.was)]
  const sameDay = ended.find((place) => place.from_date === from)
  if (sameDay)
    throw new ImportRefused(`${sameDay.code} already changed on ${from}; name a later date with --from.`)
  await tx.rows(closedPlaces, [ended.map((place) => place.code), from])
  const begun = [...changes.opened, ...changes.changed.map((change) => change.is)]
  await tx.rows(openedPlaces, [
    begun.map((place) => place.code),
    begun.map((place) => place.province),
    begun.map((place) => place.kind),
    begun.map((place) => place.vi),
    begun.map((place) => place.en),
    from,
  ])
}

/** Communes that have left the city's province close here, those that have come open with their offices. */
async function writeCity(
  tx: Session,
  pack: CityPack,
  changes: Changes,
  from: string,
): Promise<UnitsReport['city']> {
  const mine = (place: Place): boolean => place.province === pack.admin_code
  const gone = [
    ...changes.closed.filter(mine),
    ...changes.changed.filter(({ was, is }) => mine(was) && !mine(is)).map(({ was }) => was),
  ]
  const come = [
    ...changes.opened.filter(mine),
    ...changes.changed.filter(({ was, is }) => !mine(was) && mine(is)).map(({ is }) => is),
  ]
  const renamed = changes.changed.filter(({ was, is }) => mine(was) && mine(is)).map(({ is }) => is)
  const closed = await tx.rows(closedUnits, [gone.map((place) => place.code), from])
  const units = come.flatMap((place) => communeUnits(pack, place.code, place.vi, from))
  const opened = await openUnits(tx, units, pack.unit_codes.evidence)
  const values = [
    renamed.map((place) => place.code),
    renamed.map((place) => place.vi),
    renamed.map((place) => place.en),
    from,
  ]
  const rows = await tx.rows(renamedUnits, values)
  if (closed.length + rows.length > 0) await tx.rows(touched, [])
  return { opened, closed: closed.length, renamed: rows.length }
}

function reportOf(
  places: readonly Place[],
  changes: Changes,
  city: UnitsReport['city'],
  from: string,
): UnitsReport {
  const provinces = places.filter((place) => place.province === null).length
  const names = new Map<string, number>()
  for (const place of places) if (place.province !== null) names.set(place.vi, (names.get(place.vi) ?? 0) + 1)
  return {
    from,
    provinces,
    communes: places.length - provinces,
    opened: changes.opened.length,
    closed: changes.closed.map(({ code, vi }) => ({ code, name: vi })),
    renamed: changes.changed
      .filter(({ was, is }) => was.vi !== is.vi)
      .map(({ was, is }) => ({ code: is.code, was: was.vi, is: is.vi })),
    moved: changes.changed
      .filter(({ was, is }) => was.province !== is.province)
      .map(({ was, is }) => ({ code: is.code, was: was.province, is: is.province })),
    respelt: changes.respelt,
    unchanged: places.length - changes.opened.length - changes.changed.length,
    sharedNames: [...names.values()].filter((count) => count > 1).reduce((sum, count) => sum + count, 0),
    city,
  }
}
