import type { LinkedSet } from './sets.ts'
import { needsOf } from './sets.ts'

/** What became of one member's dossier. `ended`: refused, withdrawn or stopped, so that nothing that needs its result can begin. */
export type Standing = 'open' | 'granted' | 'ended'

export interface MemberNow {
  procedure: string
  standing: Standing
  /** The appointment that holds now: the apology's where there was one. */
  appointment: Date | null
  late: boolean
}

/** `ready` begins now; `waiting` needs a result that may still come; `never` needs one that will not. */
export type MemberState = Standing | 'ready' | 'waiting' | 'never'

export interface Progress {
  states: ReadonlyMap<string, MemberState>
  /** The last appointment of all; null while one of them is not promised yet, and when none is to come. */
  appointment: Date | null
  /** Procedures whose agency is late. */
  late: string[]
  whole: 'running' | 'done' | 'ended'
}

/** How a linked filing stands, from its dossiers alone. Pure. */
export function progressOf(set: Pick<LinkedSet, 'members'>, dossiers: readonly MemberNow[]): Progress {
  const begun = new Map(dossiers.map((one) => [one.procedure, one]))
  const states = new Map<string, MemberState>()
  for (const member of set.members) {
    const own = begun.get(member.procedure)
    states.set(
      member.procedure,
      own?.standing ?? stateBefore(needsOf(member).map((code) => states.get(code)!)),
    )
  }
  const all = [...states.values()]
  const going = all.some((state) => state === 'open' || state === 'ready' || state === 'waiting')
  return {
    states,
    appointment: lastOf(states, begun),
    late: dossiers.filter((one) => one.late).map((one) => one.procedure),
    whole: going ? 'running' : all.every((state) => state === 'granted') ? 'done' : 'ended',
  }
}

/** What a member that has not begun is, by the members it needs. */
function stateBefore(needed: readonly MemberState[]): MemberState {
  if (needed.some((state) => state === 'ended' || state === 'never')) return 'never'
  return needed.every((state) => state === 'granted') ? 'ready' : 'waiting'
}

function lastOf(
  states: ReadonlyMap<string, MemberState>,
  begun: ReadonlyMap<string, MemberNow>,
): Date | null {
  let last: Date | null = null
  for (const [procedure, state] of states) {
    if (state === 'ended' || state === 'never') continue
    const appointment = begun.get(procedure)?.appointment ?? null
    if (appointment === null) return null
    if (last === null || appointment > last) last = appointment
  }
  return last
}
