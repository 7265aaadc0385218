import { Type } from 'typebox'
import { closeAll } from './close-steps.ts'
import { WrongStatus, move } from './status.ts'
import { itemVerb } from './verb.ts'
import { given, typed } from './words.ts'
import type { Item } from './item.ts'
import type { Change } from './change.ts'
import type { Env } from './verb.ts'

/** The applicant takes the dossier back. */
export const withdraw = itemVerb({
  verb: 'withdraw',
  path: 'withdrawal',
  summary: { vi: 'Rút hồ sơ', en: 'Withdraw' },
  body: Type.Object({ reason: Type.Optional(typed) }, { additionalProperties: false }),
  decide: (item, input, env) => ({
    ...ended(item, 'withdrawn', env),
    status: move(item.status, 'withdraw'),
    words: given({ reason: input.reason }),
    facts: [{ type: 'dossier.withdrawn', v: 1, data: { paused: null, lead: null } }],
  }),
})

/** The office ends an accepted dossier without a result, for a stated reason and on a stated legal basis (form 05). */
export const stop = itemVerb({
  verb: 'stop',
  path: 'stop',
  summary: { vi: 'Dừng giải quyết', en: 'Stop' },
  body: Type.Object({ reason: typed, basis: typed }, { additionalProperties: false }),
  decide(item, input, env) {
    if (item.accepted_at === null) throw new WrongStatus(item.status, 'stop')
    return {
      ...ended(item, 'stopped', env),
      status: move(item.status, 'stop'),
      words: { reason: input.reason, basis: input.basis },
      facts: [{ type: 'dossier.stopped', v: 1, data: { paused: null, lead: null } }],
    }
  },
})

const ended = (item: Item, outcome: string, env: Env): Pick<Change, 'set' | 'steps' | 'pauses'> => ({
  set: { closed_at: env.now },
  steps: closeAll(item, outcome, env),
  pauses: item.pauses.filter((pause) => pause.to_at === null).map((pause) => ({ ...pause, to_at: env.now })),
})
