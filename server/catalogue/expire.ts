import { append } from '#ledger'
import { Refusal, invalid, notFound, type Context } from '#kernel'
import { today as dateOfDay } from '#people'
import type { Remember } from './commands.ts'
import { procedureExpired, streamOfProcedure } from './entries.ts'
import { forget, getVersion } from './versions.ts'
import type { ProcedureVersion } from './types.ts'

/** The last version has ended already, or ends on a set day. */
export class AlreadyExpired extends Refusal {
  constructor(code: string, to: string) {
    super(
      'AlreadyExpired',
      {
        vi: `Thủ tục ${code} đã có ngày hết hiệu lực ${to}.`,
        en: `Procedure ${code} already ends on ${to}.`,
      },
      { kind: 'conflict', facts: { to } },
    )
  }
}

/**
 * Ends the newest version of a procedure: `to` is the first local day on which it no longer holds. Dossiers that were accepted
 * keep their version. Refuses a day before tomorrow's register could show it, that is, before today.
 */
export async function expire(
  cx: Context,
  input: { code: string; to: string; by: string },
  remember?: Remember,
): Promise<ProcedureVersion> {
  const today = dateOfDay(cx.now)
  if (input.to < today) {
    throw expiryInThePast(input.to)
  }
  const version = await cx.db.transaction(async (tx) => {
    const [last] = await tx.rows<{ version: number; from: string; to: string | null }>(lockLast, [input.code])
    if (!last)
      throw notFound({ vi: `thủ tục ${input.code} đã công bố`, en: `A published procedure ${input.code}` })
    if (last.to !== null) throw new AlreadyExpired(input.code, last.to)
    if (input.to <= last.from) {
      throw expiryBeforeStart(last.from)
    }
    await tx.rows(setEnd, [input.code, last.version, input.to])
    const fact = procedureExpired({ code: input.code, version: last.version, to: input.to })
    await append({ db: tx, now: cx.now }, streamOfProcedure(input.code), [fact], input.by)
    await remember?.(tx, { version: last.version })
    return last.version
  })
  forget(cx.db, input.code)
  return getVersion(cx.db, input.code, version, today)
}

const lockLast = {
  name: 'catalogue.lock-last',
  text: `select v.version, v.valid_from as "from", v.valid_to as "to"
           from catalogue.versions v join catalogue.procedures p on p.code = v.code
          where v.code = $1 order by v.version desc limit 1 for update of p`,
}
const setEnd = {
  name: 'catalogue.set-end',
  text: 'update catalogue.versions set valid_to = $3 where code = $1 and version = $2',
}

export const expiryInThePast = (to: string): Refusal =>
  invalid('to', { vi: `Ngày ${to} đã qua.`, en: `${to} has passed.` }, 'ExpiryInThePast')

export const expiryBeforeStart = (first: string): Refusal =>
  invalid(
    'to',
    { vi: `Phải sau ngày hiệu lực ${first}.`, en: `Must be after ${first}, its first day.` },
    'ExpiryBeforeStart',
  )
