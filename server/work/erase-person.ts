import { permit, type Actor } from '#identity'
import { Refusal, canonical, sha256, type Session } from '#kernel'
import { chain } from '#ledger'
import { touching } from './item-view.ts'
import { getItem } from './history.ts'
import type { Office } from './office.ts'
import { earlierAnswer, once } from './perform.ts'
import { unitsToday } from './show.ts'
import { sealedWord, withHashes, type Answer, type Earlier } from './store.ts'
import { salted } from './words.ts'

/** What contexts that hang on work forget of a person in the same transaction: accounts, drafts. Gives how many accounts. */
export type EraseElsewhere = (
  tx: Session,
  person: { number_hash: Buffer | null; by: string; now: Date },
) => Promise<number>

export interface Erasure {
  actor: Actor
  now: Date
  key: string
  /** One dossier of the person; all of the same number are meant. */
  item: string
  reason: string
}

export interface Erased extends Answer {
  /** Codes of the dossiers whose person is gone now; empty when it was erased before. */
  codes: string[]
  accounts: number
}

/**
 * Erases the applicant of a dossier, from every dossier of the same number: name, number, contacts, typed words, account and drafts in one
 * transaction with an entry `person.erased` in the stream of each dossier; whoever keeps files and messages follows that entry.
 * Screens then say "(đã xóa)", and every chain verifies as before. Refuses with `DossiersOpen` while one of them is open.
 */
export async function erasePerson(office: Office, erasure: Erasure): Promise<Erased> {
  const { actor, now } = erasure
  const item = await getItem(office, erasure.item)
  const units = unitsToday(office, now)
  permit(actor, 'work.erase-person', { units: touching(item) }, units)
  const done = (): Promise<Erased> => office.db.transaction((tx) => inOne(tx, office, erasure, item.party))
  const erased = await once(done)
  // The key met itself: the answer is there now.
  return erased === 'key-used' ? done() : erased
}

async function inOne(tx: Session, office: Office, erasure: Erasure, party: string): Promise<Erased> {
  const { actor, now, key, item, reason } = erasure
  const bodyHash = sha256(canonical({ verb: 'erase-person', item, reason }))
  const [earlier] = await tx.rows<Earlier>(readEarlier, [key])
  if (earlier) return earlierAnswer(earlier, bodyHash) as Erased
  const { parties, number_hash } = await lockPerson(tx, party)
  const items = await tx.rows<Dossier>(lockItems, [parties])
  const open = items.filter((one) => one.closed_at === null)
  if (open.length > 0) throw new DossiersOpen(open.map((one) => one.code))
  const accounts =
    parties.length === 0 ? 0 : await office.eraseElsewhere(tx, { number_hash, by: actor.id, now })
  await tx.rows(forget, [parties, now])
  await writeFacts(tx, office, items, erasure)
  const [asked] = await tx.rows<{ version: number; status: number }>(readAsked, [item])
  const answer: Erased = {
    id: item,
    version: asked!.version,
    status: asked!.status,
    appointment: null,
    lead: null,
    codes: items.map((one) => one.code),
    accounts,
  }
  await tx.rows(keepAnswer, [key, item, bodyHash, JSON.stringify(answer)])
  return answer
}

interface Dossier {
  id: string
  code: string
  seq: number
  head: Buffer
  closed_at: Date | null
}

const readEarlier = {
  name: 'work.earlier-erasure',
  text: `select item, encode(body_hash, 'hex') as body_hash, answer from work.commands where key = $1`,
}
const numberOf = { name: 'work.number-of-party', text: 'select number_hash from work.parties where id = $1' }
const lockParties = {
  name: 'work.lock-parties',
  text: `select id from work.parties where (id = $1 or number_hash = $2) and erased_at is null order by id for update`,
}
const lockItems = {
  name: 'work.lock-items-of-parties',
  text: 'select id, code, seq, head, closed_at from work.items where party = any($1::uuid[]) order by id for update',
}
const readAsked = { name: 'work.read-erased', text: 'select version, status from work.items where id = $1' }
const keepAnswer = {
  name: 'work.keep-erasure',
  text: 'insert into work.commands (key, item, body_hash, answer) values ($1, $2, $3, $4::json)',
}

/** A filing's party is its own; those of one person have the number in common. Always in the order of ids: two erasures then only wait. */
async function lockPerson(
  tx: Session,
  party: string,
): Promise<{ parties: string[]; number_hash: Buffer | null }> {
  const [row] = await tx.rows<{ number_hash: Buffer | null }>(numberOf, [party])
  const number_hash = row?.number_hash ?? null
  const rows = await tx.rows<{ id: string }>(lockParties, [party, number_hash])
  return { parties: rows.map(({ id }) => id), number_hash }
}

/**
 * Who it was, by what it could be found, every word typed on those dossiers, and the hashes of what was sent: without their salt a hash in
 * an entry proves nothing and cannot be guessed, but a command's hash has none. The parent is a linked filing's.
 */
const forget = {
  name: 'work.erase-person',
  text: `
    with p as (
      update work.parties
         set sealed = null, number_hash = null, phone_hash = null, name_hashes = '{}', erased_at = $2
       where id = any($1::uuid[]) returning id),
    i as (select i.id, i.parent from work.items i join p on p.id = i.party),
    w as (update work.words set sealed = null, salt = ''::bytea where item in (select id from i))
    update work.commands set body_hash = ''::bytea where item in (select id from i union select parent from i)`,
}

/** Each dossier's own stream says so; the reason stands, sealed, with the dossier on which it was asked. */
async function writeFacts(
  tx: Session,
  office: Office,
  items: readonly Dossier[],
  erasure: Erasure,
): Promise<void> {
  const { actor, now } = erasure
  const written = items.map((dossier) => {
    const words = dossier.id === erasure.item ? salted({ reason: erasure.reason }, office.chance) : []
    const fact = { type: 'person.erased', v: 1, data: { asked_on: erasure.item } }
    const { entries, head } = chain(
      { seq: dossier.seq, hash: dossier.head },
      dossier.id,
      [words.length === 0 ? fact : withHashes(fact, words)],
      now,
      actor.id,
    )
    return { entry: entries[0]!, head, words }
  })
  await tx.rows(writeEntries, [
    written.map(({ entry }) => entry.stream),
    written.map(({ entry }) => entry.seq),
    written.map(({ entry }) => entry.body),
    written.map(({ entry }) => entry.hash),
  ])
  for (const { entry, words } of written)
    for (const word of words)
      await tx.rows(writeWord, [
        entry.stream,
        JSON.stringify([sealedWord(office.keys, entry.stream, entry.seq, word)]),
      ])
}

const writeEntries = {
  name: 'work.write-erasures',
  text: `with e as (select * from unnest($1::uuid[], $2::int[], $3::text[], $4::bytea[]) as e (stream, seq, body, hash)),
    entered as (insert into ledger.entries (stream, seq, body, hash) select stream, seq, body::json, hash from e)
    update work.items i set seq = e.seq, head = e.hash, version = i.version + 1 from e where i.id = e.stream`,
}
const writeWord = {
  name: 'work.write-erasure-word',
  text: `insert into work.words (item, seq, field, salt, sealed)
    select $1, x.seq, x.field, decode(x.salt, 'hex'), decode(x.sealed, 'hex')
      from json_to_recordset($2::json) as x(seq int, field text, salt text, sealed text)`,
}

export class DossiersOpen extends Refusal {
  constructor(codes: readonly string[]) {
    super(
      'DossiersOpen',
      {
        vi: `Người này còn ${codes.length} hồ sơ chưa kết thúc (${codes.slice(0, 5).join(', ')}). Chỉ xóa được sau khi các hồ sơ đã trả kết quả, rút hoặc dừng.`,
        en: `This person has ${codes.length} dossiers that are not closed (${codes.slice(0, 5).join(', ')}). Erase after they were returned, withdrawn or stopped.`,
      },
      { kind: 'conflict', facts: { codes } },
    )
  }
}
