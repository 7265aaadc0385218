import { canonical, KeyReused, Refusal, sha256, type Context, type Session, type Statement } from '#kernel'

/** Keeps the answer of a command in the command's own transaction. */
export type Remember = (tx: Session, answer: unknown) => Promise<void>

const find: Statement = {
  name: 'catalogue.command',
  text: `select encode(request_hash, 'hex') as hash, answer from catalogue.commands where key = $1`,
}
const keep: Statement = {
  name: 'catalogue.keep-command',
  text: 'insert into catalogue.commands (key, request_hash, answer, at) values ($1, $2, $3, $4)',
}

/**
 * Does a command once per idempotency key: the same key with the same request answers what it answered first, with another request
 * it is refused with `KeyReused`. Two at the same moment: one does it, the other gets its answer.
 */
export async function once<Answer>(
  cx: Context,
  key: string,
  request: unknown,
  act: (remember: Remember) => Promise<Answer>,
): Promise<Answer> {
  const hash = sha256(canonical(request))
  const before = await answerOf<Answer>(cx, key, hash)
  if (before) return before.answer
  try {
    return await act(async (tx, answer) => {
      await tx.rows(keep, [key, hash, JSON.stringify(answer), cx.now])
    })
  } catch (error) {
    if ((error as { code?: string }).code !== '23505' && !(error instanceof Refusal)) throw error
    // Whoever was quicker with this key has moved the draft on: what looks like a conflict is our own answer.
    const meanwhile = await answerOf<Answer>(cx, key, hash)
    if (meanwhile) return meanwhile.answer
    throw error
  }
}

async function answerOf<Answer>(
  cx: Context,
  key: string,
  hash: Buffer,
): Promise<{ answer: Answer } | undefined> {
  const [row] = await cx.db.rows<{ hash: string; answer: Answer }>(find, [key])
  if (row && row.hash !== hash.toString('hex')) throw new KeyReused()
  return row && { answer: row.answer }
}
