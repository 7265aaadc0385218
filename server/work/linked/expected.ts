import { needsOf, type LinkedSet } from './sets.ts'
import type { MemberState } from './progress.ts'

export interface Ahead {
  state: MemberState
  filedAt: Date | null
  appointment: Date | null
  /** The latest appointment if it were filed then: the desk's answer on its last minute, the procedure's whole time after it. */
  promise(filed: Date): Date
}

/**
 * When each member would be due at the latest if every agency used all its time; what is promised counts as promised. Null where that
 * cannot be said. Never shown as an appointment.
 */
export function expectedOf(
  set: Pick<LinkedSet, 'members'>,
  members: ReadonlyMap<string, Ahead>,
  now: Date,
): Map<string, Date | null> {
  const expected = new Map<string, Date | null>()
  for (const member of set.members) {
    const ahead = members.get(member.procedure)!
    expected.set(
      member.procedure,
      endOf(
        ahead,
        needsOf(member).map((code) => expected.get(code) ?? null),
        now,
      ),
    )
  }
  return expected
}

function endOf(ahead: Ahead, needed: readonly (Date | null)[], now: Date): Date | null {
  switch (ahead.state) {
    case 'ended':
    case 'never':
      return null
    case 'granted':
      return ahead.appointment
    case 'open':
      return latest([ahead.appointment ?? ahead.promise(ahead.filedAt ?? now), now])
    case 'ready':
    case 'waiting': {
      const known = needed.filter((one) => one !== null)
      return known.length < needed.length ? null : ahead.promise(latest([...known, now]))
    }
  }
}

export const latest = (instants: readonly Date[]): Date =>
  instants.reduce((last, one) => (one > last ? one : last))
