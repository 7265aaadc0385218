import { Type } from 'typebox'
import { runningPause } from './item.ts'
import { pauseNow } from './pause.ts'
import { move } from './status.ts'
import { itemVerb } from './verb.ts'

/** The notice asking for a supplement went out: from now the minutes are the applicant's. Told by `#notifications`, not by a person. */
export const noticeSent = itemVerb({
  verb: 'notice-sent',
  path: 'supplement-notice',
  summary: { vi: 'Đã gửi thông báo bổ sung', en: 'The supplement notice was sent' },
  body: Type.Object({}, { additionalProperties: false }),
  decide(item, _input, env) {
    const status = move(item.status, 'notice-sent')
    if (runningPause(item)) return { status, facts: [] }
    return {
      status,
      ...pauseNow(item, 'applicant', null, env),
      facts: [{ type: 'supplement.notice-sent', v: 1, data: { paused: 'applicant' } }],
    }
  },
})
