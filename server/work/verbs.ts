import { accept } from './accept.ts'
import { assign, release, take } from './assign.ts'
import { completeStep } from './complete-step.ts'
import { answer, consult } from './consult.ts'
import { extend } from './extend.ts'
import { financialDuty, pay } from './financial-duty.ts'
import { finish } from './finish.ts'
import { forward } from './forward.ts'
import { noticeSent } from './notice-sent.ts'
import { refuse } from './refuse.ts'
import { requestSupplement } from './request-supplement.ts'
import { returnResult } from './return-result.ts'
import { rework } from './rework.ts'
import { supplement } from './supplement.ts'
import type { ItemVerb } from './verb.ts'
import { stop, withdraw } from './withdraw.ts'

/** Every act on an item, in the order of its life. `notice-sent` is the system's own and has no address. */
export const itemVerbs: readonly ItemVerb[] = [
  accept,
  refuse,
  requestSupplement,
  noticeSent,
  supplement,
  take,
  assign,
  release,
  completeStep,
  consult,
  answer,
  rework,
  forward,
  financialDuty,
  pay,
  extend,
  finish,
  returnResult,
  withdraw,
  stop,
] as unknown as readonly ItemVerb[]
