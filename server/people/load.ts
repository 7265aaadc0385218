import type { Database } from '#kernel'
import { unitsByDate, type Unit, type UnitKind, type UnitTree } from './units.ts'

interface UnitRow {
  code: string
  parent: string | null
  kind: UnitKind
  name_vi: string
  name_en: string
  admin_code: string | null
  hours: string
  from_date: string
  to_date: string | null
}

const allUnits = {
  name: 'people.all-units',
  text: `select code, parent, kind, name_vi, name_en, admin_code, hours, from_date, to_date
           from people.units order by code collate "C", from_date`,
}

/** The units of every date, held in memory; `refresh` reads them again (see `watchPeople`). */
export async function loadUnits(db: Database): Promise<UnitTree> {
  let current = unitsByDate(await readUnits(db))
  return {
    at: (date) => current.at(date),
    async refresh() {
      current = unitsByDate(await readUnits(db))
    },
  }
}

async function readUnits(db: Database): Promise<Unit[]> {
  const rows = await db.rows<UnitRow>(allUnits, [])
  return rows.map((row) => ({
    code: row.code,
    parent: row.parent,
    kind: row.kind,
    name: { vi: row.name_vi, en: row.name_en },
    adminCode: row.admin_code,
    from: row.from_date,
    to: row.to_date,
    hours: row.hours,
  }))
}
