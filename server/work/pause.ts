import { afterSupplement, dateOf, dueAt, minuteOf, parseAllow, workingDaysBetween } from '#calendar'
import { appointment, asPauses, dueOf, type Promised } from './deadlines.ts'
import { findLead, runningPause, type Item, type PauseKind, type PauseRow, type Step } from './item.ts'
import { PauseRunning } from './refusals.ts'
import type { Change, ItemPatch } from './change.ts'
import type { Env } from './verb.ts'

/** Stops the clock: a new pause, and the lead step leaves the list of running work. */
export function pauseNow(
  item: Item,
  kind: PauseKind,
  amount: number | null,
  env: Env,
): Pick<Change, 'newPauses' | 'steps'> {
  if (runningPause(item)) throw new PauseRunning()
  const pause: PauseRow = { no: item.pauses.length, kind, from_at: env.now, to_at: null, amount }
  const lead = findLead(item)
  return { newPauses: [pause], steps: lead ? [{ ...lead, paused_at: env.now }] : [] }
}

/** Lets the clock run again: the pause ends, and the appointment and the open step get back what it took. */
export function resumeNow(
  item: Item,
  env: Env,
): { pauses: PauseRow[]; steps: Step[]; set: Partial<ItemPatch> } {
  const running = runningPause(item)
  const ended = running ? [{ ...running, to_at: env.now }] : []
  const pauses = item.pauses.map((pause) => ended.find((one) => one.no === pause.no) ?? pause)
  const lead = findLead(item)
  const calendar = lead ? env.calendarOf(lead.unit) : env.calendar
  const steps = lead
    ? [
        {
          ...lead,
          paused_at: null,
          due_at: dueOf(calendar, lead.opened_at, lead.allow, pauses, env.now).due_at,
        },
      ]
    : []
  return {
    pauses: ended,
    steps,
    set: item.accepted_at === null ? { answer_by: answerBy(item, pauses, env) } : moved(item, pauses, env),
  }
}

/** By when the filing must be answered: the desk gets back the time it waited for the applicant. */
const answerBy = (item: Item, pauses: readonly PauseRow[], env: Env): Date =>
  dueOf(env.calendarOf(item.received_unit), item.filed_at, env.rules.answer_within, pauses, env.now).due_at

/**
 * The appointment with these pauses, resumed or restarted as the procedure says; empty while nothing has been promised.
 * An extension once granted moves by as many working days as the first appointment.
 */
function moved(item: Item, pauses: readonly PauseRow[], env: Env): Partial<ItemPatch> {
  if (item.due_at === null || item.accepted_at === null) return {}
  const promised = promisedBy(item, env)
  const allow = promised.same_day ? ({ amount: 1, unit: 'working_day' } as const) : parseAllow(promised.allow)
  const whole = { from: minuteOf(item.accepted_at), allow, pauses: asPauses(pauses) }
  const counted = afterSupplement(env.calendar, whole, env.procedure.afterSupplement, minuteOf(env.now))
  const counted_from = counted.from === whole.from ? item.accepted_at : dateOf(counted.from)
  const counting = pauses.filter((pause) => pause.to_at === null || pause.to_at > counted_from)
  const next = appointment(env.calendar, promised, counted_from, counting, env.now)
  const extended = item.extended_due_at
  const days = workingDaysBetween(env.calendar, minuteOf(item.due_at), minuteOf(next.due_at))
  if (extended === null || days <= 0) return { ...next, counted_from }
  const moved_to = dueAt(env.calendar, minuteOf(extended), { amount: days, unit: 'working_day' })
  return { ...next, counted_from, extended_due_at: dateOf(moved_to) }
}

const channels = { 1: 'direct', 2: 'online', 3: 'post' } as const

/** What the frozen procedure version promises on the channel this dossier came by; the first channel where it has no own time. */
export function promisedBy(item: Pick<Item, 'channel'>, env: Pick<Env, 'procedure'>): Promised {
  const { procedure } = env
  const terms =
    procedure.channels.find((one) => one.channel === channels[item.channel]) ?? procedure.channels[0]!
  return {
    allow: `${terms.allow.amount}${terms.allow.unit}`,
    same_day: procedure.sameDay,
    cut_off: procedure.cutOff,
  }
}
