import { loadPacks, minutesBetween, openCalendars, minuteOf, dueAt, dateOf, type Calendar } from '#calendar'
import { inForce } from '#catalogue'
import { today, type CityPack } from '#people'
import type { Office } from '#work'
import { chanceOf, type Chance } from './chance.ts'
import { isRefusedFiling, play, staffOf, type Play } from './history.ts'
import { linkedSetOf, playLinked } from './linked.ts'

export interface DemoHistory {
  office: Office
  pack: CityPack
  seed: number
  dossiers: number
  now: Date
  progress: (done: number, of: number) => void
}

/** How much of the life goes on in the demonstration's own commune, whose people one can sign in as; the rest lies in its neighbours. */
const atHome = 3
const weeks = 6
/** Filings that wait at that commune's desk. */
const atTheDesk = 5

/**
 * Some weeks of a city's life, played through the commands that people use, oldest filing first. Playing it again adds nothing:
 * every act has its key from the seed.
 */
export async function playHistory(history: DemoHistory): Promise<number> {
  const { office, seed, now } = history
  const chance = chanceOf(seed)
  const calendar = openCalendars(loadPacks()).of(office.calendar)
  const plans = await plansOf(history, chance, calendar)
  const stage = { office, chance, calendar, now, seed: String(seed), staff: staffOf(office, chance, now) }
  let played = 0
  for (const plan of plans) {
    try {
      const set = linkedSetOf(plan)
      await (set === undefined ? play(stage, plan) : playLinked(stage, plan, set))
      played += 1
    } catch (error) {
      if (!isRefusedFiling(error)) throw error
    }
    history.progress(plan.no, plans.length)
  }
  return played
}

async function plansOf(
  { office, pack, dossiers, now }: DemoHistory,
  chance: Chance,
  calendar: Calendar,
): Promise<Play[]> {
  const units = office.tree.at(today(now))
  const communes = units.all().filter((unit) => unit.kind === 'commune')
  const home = communes.find((unit) => unit.adminCode === pack.demonstration.commune) ?? communes[0]!
  const near = communes.slice(0, 6).map((unit) => unit.code)
  const procedures = await communeProcedures(office, now)
  const start = now.getTime() - weeks * 7 * 86_400_000
  const step = (now.getTime() - start) / dossiers
  const lives = Array.from({ length: dossiers }, (_, index): Play => {
    const about = new Date(start + Math.floor(index * step))
    const filedAt = dateOf(
      dueAt(calendar, minuteOf(about), { amount: chance.between(1, 60), unit: 'minute' }),
    )
    return {
      no: index + 1,
      procedure: chance.pick(procedures),
      unit: chance.between(1, atHome) < atHome ? home.code : chance.pick(near),
      filedAt,
    }
  }).filter((plan) => plan.filedAt < now)
  return [...lives, ...waitingAt(home.code, lives.length, { procedures, chance, calendar, now })]
}

/** What came in over the last office hours and waits for the clerk of the demonstration's own commune. */
function waitingAt(
  unit: string,
  after: number,
  {
    procedures,
    chance,
    calendar,
    now,
  }: { procedures: string[]; chance: Chance; calendar: Calendar; now: Date },
): Play[] {
  // Ten days back there were office hours even before a long holiday.
  const from = minuteOf(now) - 10 * 24 * 60
  const till_now = minutesBetween(calendar, from, minuteOf(now))
  return Array.from({ length: atTheDesk }, (_, index): Play => {
    const amount = till_now - chance.between(10, 240)
    const filedAt = dateOf(dueAt(calendar, from, { amount, unit: 'minute' }))
    return { no: after + index + 1, procedure: chance.pick(procedures), unit, filedAt, waits: true }
  })
}

/** What the demonstration's communes handle: land and construction twice as often as civil status and certification. */
async function communeProcedures(office: Office, now: Date): Promise<string[]> {
  const rows = await office.db.rows<{ code: string; field: string }>(
    {
      name: 'demo.procedures',
      text: 'select distinct p.code, p.field from catalogue.versions v join catalogue.procedures p on p.code = v.code order by p.code',
    },
    [],
  )
  const found: string[] = []
  for (const { code, field } of rows) {
    const version = await inForce(office.db, code, today(now))
    if (!version || version.competent.level !== 'commune' || !version.subjects.includes('citizen')) continue
    if (!version.channels.some((one) => one.channel === 'direct')) continue
    found.push(code, ...(field === 'dat-dai' || field === 'xay-dung' ? [code] : []))
  }
  return found
}
