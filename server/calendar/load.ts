/** Reads `rules/calendars/*.yaml`: the years of a country in order and without gaps, and the cities that build on them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPack, refuse } from './check.ts'
import { parseDay } from './minutes.ts'
import type { DaysOffPack, OfficeHoursPack, Packs } from './pack.ts'

/** The packs this repository carries. */
export const PACK_FOLDER = join(import.meta.dirname, '../../rules/calendars')

/** All packs of a folder, checked. Refuses with `PackRefused`. */
export function loadPacks(folder: string = PACK_FOLDER): Packs {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  return packsOf(files.map((file) => readPack(file, readFileSync(join(folder, file), 'utf8'))))
}

/** Packs put in order and checked against each other. */
export function packsOf(packs: readonly (DaysOffPack | OfficeHoursPack)[]): Packs {
  const days_off = new Map<string, DaysOffPack[]>()
  const cities = new Map<string, OfficeHoursPack>()
  for (const pack of packs) {
    if (pack.kind === 'office-hours') cities.set(pack.pack, pack)
    else days_off.set(pack.pack, [...(days_off.get(pack.pack) ?? []), pack])
  }
  for (const [name, years] of days_off) {
    years.sort((a, b) => a.effective_from.localeCompare(b.effective_from))
    refuseGaps(name, years)
  }
  for (const city of cities.values()) {
    if (!days_off.has(city.extends)) {
      refuse(city.pack, 'extends', `không có gói "${city.extends}"`, `there is no pack "${city.extends}"`)
    }
  }
  return { days_off, cities }
}

function refuseGaps(name: string, years: readonly DaysOffPack[]): void {
  years.forEach((pack, i) => {
    const year = pack.effective_from.slice(0, 4)
    if (pack.effective_from !== `${year}-01-01` || pack.effective_to !== `${year}-12-31`) {
      refuse(name, 'effective_to', 'mỗi gói là một năm dương lịch', 'a pack is one calendar year')
    }
    const previous = years[i - 1]
    if (!previous) return
    if (
      parseDay(previous.effective_to, 'effective_to') + 1 !==
      parseDay(pack.effective_from, 'effective_from')
    ) {
      refuse(
        name,
        'effective_from',
        `${pack.effective_from} không nối tiếp năm trước`,
        `${pack.effective_from} does not follow the year before`,
      )
    }
  })
}
