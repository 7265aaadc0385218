import type { Database } from '#kernel'
import type { CityPack } from './city.ts'
import { unitsOfCity } from './city.ts'
import type { Unit } from './units.ts'

const opened = {
  name: 'people.open-units',
  text: `insert into people.units (code, parent, kind, name_vi, name_en, admin_code, hours, code_evidence, from_date, to_date)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::date[], $10::date[]) as u(code)
     where not exists (select from people.units known where known.code = u.code)
    returning code`,
}
const touched = { name: 'people.touch-units', text: 'update people.changes set units = units + 1' }

type Writing = Pick<Database, 'rows'>

/** Opens the units of a city pack that are not there yet; those that are keep what has happened to them since. Gives how many were opened. */
export const installCity = (db: Writing, pack: CityPack): Promise<number> =>
  openUnits(db, unitsOfCity(pack), pack.unit_codes.evidence)

export async function openUnits(db: Writing, units: readonly Unit[], evidence: string): Promise<number> {
  const rows = await db.rows(opened, [
    units.map((unit) => unit.code),
    units.map((unit) => unit.parent),
    units.map((unit) => unit.kind),
    units.map((unit) => unit.name.vi),
    units.map((unit) => unit.name.en),
    units.map((unit) => unit.adminCode),
    units.map((unit) => unit.hours),
    units.map(() => evidence),
    units.map((unit) => unit.from),
    units.map((unit) => unit.to),
  ])
  if (rows.length > 0) await db.rows(touched, [])
  return rows.length
}
