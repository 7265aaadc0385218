import { isVerb, permit, type Actor } from '#identity'
import { KeyReused, Refusal, canonical, notFound, sha256 } from '#kernel'
import { today } from '#people'
import { latestOf, type Item } from './item.ts'
import { envOf, onItem, type Office } from './office.ts'
import { StaleItem } from './refusals.ts'
import { readOne, writeOne, type Answer, type Earlier } from './store.ts'
import type { Change } from './change.ts'
import type { Env, ItemVerb } from './verb.ts'

export interface Call {
  actor: Actor
  now: Date
  /** The idempotency key: the same key is the same act, however often it is sent. */
  key: string
  item: string
  no?: number
  /** The version the caller saw; undefined for the system's own acts, which take the item as it is. */
  version?: number
  body: Record<string, unknown>
}

const triesMost = 3

/**
 * One act on one item: one read, a pure decision, one write. When somebody was faster and the caller named no version, it is
 * read and decided again; a caller who named one is told what changed instead (`StaleItem`).
 */
export async function perform(office: Office, verb: ItemVerb, call: Call): Promise<Answer> {
  const bodyHash = sha256(saidIn(verb, call))
  const kept = office.states?.find(call.item)
  if (kept && kept.version === call.version) {
    const answer = await fromKept(office, verb, call, bodyHash, kept)
    if (answer) return answer
  }
  for (let tries = 1; ; tries += 1) {
    const found = await readOne(office.db, call.item, call.key)
    if (found?.earlier) return earlierAnswer(found.earlier, bodyHash)
    if (!found) throw notFound({ vi: 'hồ sơ', en: 'The dossier' })
    const { item } = found
    const timed = notBefore(call, item)
    const change = await decided(office, verb, timed, item)
    if (call.version !== undefined && call.version !== item.version) throw new StaleItem(item.version)
    const written = await write(office, timed, bodyHash, item, change)
    if (written === 'key-used') continue
    if (written) return written
    // Read again in any case: whoever was faster may have been this very act, sent twice.
    if (tries >= triesMost) throw new StaleItem(item.version + 1)
  }
}

/** Of two requests that came together the earlier may be written second; its act is not older than what it follows. */
const notBefore = (call: Call, item: Item): Call => {
  const latest = latestOf(item)
  return latest > call.now ? { ...call, now: latest } : call
}

/** The act on the item as kept in memory; undefined when it has to be read after all: refused, outrun, or a key used before. */
async function fromKept(
  office: Office,
  verb: ItemVerb,
  call: Call,
  bodyHash: Buffer,
  item: Item,
): Promise<Answer | undefined> {
  try {
    const timed = notBefore(call, item)
    const written = await write(office, timed, bodyHash, item, await decided(office, verb, timed, item))
    return written === 'key-used' ? undefined : written
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

async function write(
  office: Office,
  call: Call,
  bodyHash: Buffer,
  item: Item,
  change: Change,
): Promise<Answer | 'key-used' | undefined> {
  const command = { key: call.key, bodyHash }
  const written = await once(() => writeOne(office, item, change, command, call.now, call.actor.id))
  if (written === 'key-used' || written === undefined) return written
  office.states?.keep(written.item)
  return written.answer
}

/** What one idempotency key stands for: the same key with another act is refused. */
export const saidIn = (verb: ItemVerb, call: Call): string =>
  canonical({ verb: verb.verb, item: call.item, no: call.no ?? null, body: call.body })

/** The permit first, so that whoever may not act here learns nothing from the refusal of the act. */
async function decided(office: Office, verb: ItemVerb, call: Call, item: Item): ReturnType<typeof decideOn> {
  const units = office.tree.at(today(call.now))
  const name = `work.${verb.verb}`
  if (isVerb(name)) permit(call.actor, name, onItem(item, verb.verb, call.no, call.actor, units), units)
  else if (call.actor.kind !== 'service')
    throw new Refusal(
      'NotPermitted',
      { vi: 'Việc này do hệ thống làm.', en: 'The system itself does this.' },
      { kind: 'forbidden' },
    )
  return decideOn(office, verb, call, item)
}

async function decideOn(office: Office, verb: ItemVerb, call: Call, item: Item) {
  return decideWith(verb, call, item, await envOf(office, item, call.actor, call.now))
}

export const decideWith = (verb: ItemVerb, call: Call, item: Item, env: Env): Change =>
  verb.decide(item, { ...call.body, no: call.no ?? -1 } as never, env)

export function earlierAnswer(earlier: Earlier, bodyHash: Buffer): Answer {
  if (earlier.body_hash !== bodyHash.toString('hex')) throw new KeyReused()
  return earlier.answer
}

/** Two sends of one key at the same moment: the second meets the first's key and reads its answer. */
export async function once<T>(write: () => Promise<T>): Promise<T | 'key-used'> {
  try {
    return await write()
  } catch (error) {
    const failure = error as { code?: string; constraint?: string }
    if (failure.code === '23505' && failure.constraint === 'commands_pkey') return 'key-used'
    throw error
  }
}
