import { closeOfDay, dateOf, minuteOf } from '#calendar'
import { reach, type Actor } from '#identity'
import { calendarOf, type Office } from './office.ts'
import { unitsToday } from './show.ts'
import type { UnitLoad } from './views.ts'

/** Reads only what is open: the partial index of open steps, never the items that are done. */
const loads = {
  name: 'work.unit-loads',
  text: `select unit, count(*) as open, count(*) filter (where due_at < $2) as late,
                count(*) filter (where due_at >= $2 and due_at <= $3) as due_today, count(*) filter (where person is null) as unassigned
           from work.steps where done_at is null and paused_at is null and ($1::text[] is null or unit = any($1)) group by unit`,
}

interface LoadRow {
  unit: string
  open: number
  late: number
  due_today: number
  unassigned: number
}

/** Units that have open steps and lie within the reader's permits. */
export async function unitLoads(office: Office, actor: Actor, now: Date): Promise<Record<string, UnitLoad>> {
  const units = unitsToday(office, now)
  const sight = reach(actor, 'work.read', units)
  const close = dateOf(closeOfDay(calendarOf(office, units, units.all()[0]!.code), minuteOf(now)))
  const rows = await office.db.rows<LoadRow>(loads, [sight.city ? null : sight.units, now, close])
  return Object.fromEntries(
    rows.map((row) => [
      row.unit,
      { open: row.open, late: row.late, dueToday: row.due_today, unassigned: row.unassigned },
    ]),
  )
}
