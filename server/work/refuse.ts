import { Type } from 'typebox'
import { closeAll } from './close-steps.ts'
import { WrongStatus, move } from './status.ts'
import { itemVerb } from './verb.ts'
import { given, typed } from './words.ts'

/** Refuses a filing with its reason and guidance (form 03). Only before acceptance: later the answer is a result or a stop. */
export const refuse = itemVerb({
  verb: 'refuse',
  path: 'refusal',
  summary: { vi: 'Từ chối tiếp nhận', en: 'Refuse the filing' },
  body: Type.Object({ reason: typed, guidance: Type.Optional(typed) }, { additionalProperties: false }),
  decide(item, input, env) {
    if (item.accepted_at !== null) throw new WrongStatus(item.status, 'refuse')
    return {
      status: move(item.status, 'refuse'),
      set: { answered_at: item.answered_at ?? env.now, closed_at: env.now },
      steps: closeAll(item, 'refused', env),
      pauses: item.pauses
        .filter((pause) => pause.to_at === null)
        .map((pause) => ({ ...pause, to_at: env.now })),
      words: given({ reason: input.reason, guidance: input.guidance }),
      facts: [{ type: 'dossier.refused', v: 1, data: { lead: null } }],
    }
  },
})
