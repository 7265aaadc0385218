/** Calendars by city and unit type, each compiled once. */
import type { Calendar } from './calendar.ts'
import { compile } from './compile.ts'
import { CalendarUnknown } from './errors.ts'
import type { Packs } from './pack.ts'

export type Calendars = {
  names: readonly string[]
  /** The calendar of a city's unit type; an unlisted unit type keeps the city's `default` hours. */
  of(name: string, unit_type?: string): Calendar
}

export function openCalendars(packs: Packs): Calendars {
  const compiled = new Map<string, Calendar>()
  const names = [...packs.cities.keys()]
  return {
    names,
    of(name, unit_type = 'default') {
      const key = `${name}/${unit_type}`
      const known = compiled.get(key)
      if (known) return known
      const city = packs.cities.get(name)
      if (!city) throw new CalendarUnknown(name, names)
      const made = compile(packs.days_off.get(city.extends) ?? [], city, unit_type)
      compiled.set(key, made)
      return made
    },
  }
}
