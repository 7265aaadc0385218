/** How fast the calendar answers, beside npm business-time packages fed the same holidays in the same run. */
import { cpus } from 'node:os'
import { compile } from '../compile.ts'
import type { Calendar } from '../calendar.ts'
import { minutesBetween } from '../count.ts'
import { dueAt } from '../due.ts'
import { loadPacks } from '../load.ts'
import { MINUTES_PER_DAY } from '../minutes.ts'
import type { Minute } from '../minutes.ts'
import type { Packs } from '../pack.ts'
import type { Allow, Pause } from '../period.ts'
import { rivals } from './packages.ts'
import type { Rival } from './packages.ts'

export type CalendarBench = {
  due_per_s: Record<string, number>
  minutes_between_per_s: number
  compile_ms: number
  packages: { name: string; version: string; due_per_s: number; agreed: string; times_slower: number }[]
  absent_packages: string[]
  /** Our slowest kind without pauses, over the goal of 1,000,000/s; and our hours over the fastest package. */
  slowest_per_s: number
  ratio_to_fastest_package: number
  goals: { due_per_s: number; ratio: number; met: boolean }
  machine: { cpu: string; cores: number; node: string; pack_hash: string }
  method: string
}

const ROUNDS = 5
const OURS = 1_000_000
const THEIRS = 1500
const HOURS: Allow = { amount: 8, unit: 'hour' }

/** Runs for some ten seconds on one core. `io.err` hears of progress; the result is returned, not printed. */
export async function benchCalendar(io: { err: (text: string) => void }): Promise<CalendarBench> {
  const zone = process.env['TZ']
  const packs = loadPacks()
  const plain = withoutMakeUpDays(packs)
  // The packages reckon in the zone of the process.
  process.env['TZ'] = plain.zone
  try {
    return measure(io, packs, plain)
  } finally {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  }
}

function measure(io: { err: (text: string) => void }, packs: Packs, plain: Calendar): CalendarBench {
  const { found, absent } = rivals({
    holidays: holidaysOf(plain),
    spans: [
      ['07:30', '11:30'],
      ['13:00', '17:00'],
    ],
  })
  const events = randomEvents(plain)
  const compile_ms = timed(() => compileDefault(packs))
  const kinds = kindsOf()
  const ours = new Map<string, number[]>(Object.keys(kinds).map((name) => [name, []]))
  const theirs = new Map<Rival, number[]>(found.map((rival) => [rival, []]))
  const between: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    io.err(`calendar bench: round ${round + 1} of ${ROUNDS}`)
    for (const [name, ask] of Object.entries(kinds))
      ours.get(name)?.push(perSecond(OURS, (i) => ask(plain, events[i & 4095]!)))
    between.push(perSecond(OURS, (i) => minutesBetween(plain, events[i & 4095]!, events[(i + 1) & 4095]!)))
    for (const [rival, rates] of theirs)
      rates.push(perSecond(THEIRS, (i) => rival.addMinutes(events[i & 4095]!, 480)))
  }
  const due_per_s = Object.fromEntries([...ours].map(([name, rates]) => [name, median(rates)]))
  const hour_rate = due_per_s['hour'] ?? 0
  const packages = [...theirs].map(([rival, rates]) => ({
    name: rival.name,
    version: rival.version,
    due_per_s: median(rates),
    agreed: agreement(plain, rival, events),
    times_slower: Math.round(hour_rate / median(rates)),
  }))
  const slowest_per_s = Math.min(...Object.values(due_per_s))
  const ratio = Math.min(...packages.map((one) => one.times_slower))
  return {
    due_per_s,
    minutes_between_per_s: median(between),
    compile_ms,
    packages,
    absent_packages: absent,
    slowest_per_s,
    ratio_to_fastest_package: ratio,
    goals: { due_per_s: 1_000_000, ratio: 50, met: slowest_per_s >= 1_000_000 && ratio >= 50 },
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      node: process.version,
      pack_hash: plain.pack_hash,
    },
    method: `One process, one core. ${ROUNDS} rounds, ours and theirs in turn, medians; ${OURS} calls of ours and ${THEIRS} of each package a round, from 4096 random instants of the compiled years. The packages know no make-up days, so both sides leave them out; 8 office hours from each instant; "agreed" counts equal answers.`,
  }
}

/** The questions asked; pauses lie inside the period of each event. */
function kindsOf(): Record<string, (calendar: Calendar, from: Minute) => Minute> {
  const day: Allow = { amount: 10, unit: 'working_day' }
  const calendar_day: Allow = { amount: 15, unit: 'calendar_day' }
  const month: Allow = { amount: 1, unit: 'month' }
  const pauses = (from: Minute): Pause[] => [
    { kind: 'supplement', from: from + MINUTES_PER_DAY, to: from + 3 * MINUTES_PER_DAY },
    { kind: 'tax', from: from + 5 * MINUTES_PER_DAY, to: from + 6 * MINUTES_PER_DAY },
  ]
  return {
    hour: (calendar, from) => dueAt(calendar, from, HOURS),
    working_day: (calendar, from) => dueAt(calendar, from, day),
    calendar_day: (calendar, from) => dueAt(calendar, from, calendar_day),
    month: (calendar, from) => dueAt(calendar, from, month),
    hour_with_2_pauses: (calendar, from) => dueAt(calendar, from, HOURS, pauses(from)),
    working_day_with_2_pauses: (calendar, from) => dueAt(calendar, from, day, pauses(from)),
  }
}

function compileDefault(packs: Packs): Calendar {
  const city = packs.cities.values().next().value
  if (!city) throw new Error('rules/calendars holds no city')
  return compile(packs.days_off.get(city.extends) ?? [], city, 'default')
}

function withoutMakeUpDays(packs: Packs): Calendar {
  const days_off = new Map(
    [...packs.days_off].map(([name, years]) => [
      name,
      years.map((year) => ({ ...year, days: year.days.filter((day) => day.kind === 'off') })),
    ]),
  )
  return compileDefault({ ...packs, days_off })
}

function holidaysOf(calendar: Calendar): string[] {
  return [...calendar.marks.keys()].map((day) =>
    new Date((calendar.first_civil + day) * MINUTES_PER_DAY * 60_000).toISOString().slice(0, 10),
  )
}

/** The same instants in every run: a small generator with a fixed seed. The last half year is left for the periods. */
function randomEvents(calendar: Calendar): Int32Array {
  const first = calendar.day_start[0]!
  const span = calendar.day_start[calendar.days - 180]! - first
  let state = 20_261_122
  return Int32Array.from({ length: 4096 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return first + Math.floor((state / 2 ** 32) * span)
  })
}

function agreement(calendar: Calendar, rival: Rival, events: Int32Array): string {
  const asked = events.subarray(0, 1000)
  const equal = asked.filter((from) => rival.addMinutes(from, 480) === dueAt(calendar, from, HOURS)).length
  return `${equal}/${asked.length}`
}

function perSecond(calls: number, ask: (i: number) => number): number {
  for (let i = 0; i < calls / 20; i++) ask(i)
  let sum = 0
  const ms = timed(() => {
    for (let i = 0; i < calls; i++) sum += ask(i)
  })
  if (!Number.isFinite(sum)) throw new Error('a due time was no number')
  return Math.round((calls / ms) * 1000)
}

function timed(run: () => unknown): number {
  const begun = performance.now()
  run()
  return Math.round((performance.now() - begun) * 100) / 100
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

if (import.meta.main) {
  const result = await benchCalendar({ err: (text) => process.stderr.write(`${text}\n`) })
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  process.exitCode = result.goals.met ? 0 : 1
}
