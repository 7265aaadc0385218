import { Type } from 'typebox'
import { closeOfDay, dateOf, dayStatus, parseInstant } from '#calendar'
import { runningPause } from './item.ts'
import { AlreadyExpired, NotLater, TooManyExtensions, notAWorkingDay } from './refusals.ts'
import { WrongStatus, move } from './status.ts'
import { itemVerb } from './verb.ts'
import { typed } from './words.ts'

/**
 * Apologises and sets a new appointment (form 04): before the present one has passed, at most as often as the rule allows.
 * The first appointment stays; lateness, KPI and indices are measured against it.
 */
export const extend = itemVerb({
  verb: 'extend',
  path: 'extension',
  summary: { vi: 'Xin lỗi và hẹn lại', en: 'Apologise and set a new appointment' },
  body: Type.Object(
    { appointment: Type.String({ format: 'date' }), reason: typed },
    { additionalProperties: false },
  ),
  decide(item, input, env) {
    const status = move(item.status, 'extend')
    if (item.due_at === null) throw new WrongStatus(item.status, 'extend')
    if (item.extensions >= env.rules.extensions_most) throw new TooManyExtensions(env.rules.extensions_most)
    const present = item.extended_due_at ?? item.due_at
    // While the clock stands still nothing expires: what counts is where it stopped.
    const stoppedAt = runningPause(item)?.from_at ?? env.now
    if (stoppedAt > present) throw new AlreadyExpired()
    if (!dayStatus(env.calendar, input.appointment).working) {
      throw notAWorkingDay()
    }
    const due = dateOf(
      closeOfDay(env.calendar, parseInstant(`${input.appointment}T12:00:00+07:00`, 'appointment')),
    )
    if (due <= present) throw new NotLater()
    return {
      status,
      set: { extended_due_at: due, extensions: item.extensions + 1 },
      words: { reason: input.reason },
      facts: [
        {
          type: 'appointment.extended',
          v: 1,
          data: { from: present.toISOString(), to: due.toISOString(), approver: env.actor.id },
        },
      ],
    }
  },
})
