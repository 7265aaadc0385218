import { permit, type Actor } from '#identity'
import { Refusal, canonical, sha256, type Session } from '#kernel'
import { chain, type Fact } from '#ledger'
import { touching } from './item-view.ts'
import { getItem } from './history.ts'
import type { Office } from './office.ts'
import { earlierAnswer, once } from './perform.ts'
import { unitsToday } from './show.ts'
import { forgetRepresentative, tracesOf, type Standing, type Traces } from './person-traces.ts'
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
  /** One dossier that names the person; all of the same number are meant. */
  item: string
  /** As what it names them; left out: its applicant. */
  person?: Standing
  reason: string
}

export interface Erased extends Answer {
  /** Codes of the dossiers whose person is gone now; empty when it was erased before. */
  codes: string[]
  /** Codes of other people's dossiers in which the person stood as representative. */
  represented: string[]
  accounts: number
}

/**
 * Erases the applicant of a dossier, or whoever filed it for them, from every dossier of the same number: name, number, contacts, typed
 * words, account and drafts in one transaction. Own dossiers get an entry `person.erased`, those filed for others `representative.erased`;
 * whoever keeps files and messages follows them. Screens then say "(đã xóa)", and every chain verifies as before. Refuses with
 * `DossiersOpen` while one of them is open, with `NoRepresentative` where nobody filed for the applicant.
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
  const { actor, now, key, item, reason, person = 'applicant' } = erasure
  const bodyHash = sha256(canonical({ verb: 'erase-person', item, person, reason }))
  const [earlier] = await tx.rows<Earlier>(readEarlier, [key])
  if (earlier) return earlierAnswer(earlier, bodyHash) as Erased
  const traces = await tracesOf(tx, office.keys, party, person, true)
  const { number_hash, own, represented, dossiers } = traces
  const open = dossiers.filter((one) => one.closed_at === null)
  if (open.length > 0) throw new DossiersOpen(open.map((one) => one.code))
  const accounts =
    own.length + represented.length === 0
      ? 0
      : await office.eraseElsewhere(tx, { number_hash, by: actor.id, now })
  await tx.rows(forget, [own, now])
  const told = await forgetRepresentative(tx, office.keys, represented)
  await writeFacts(tx, office, traces, told, erasure)
  const [asked] = await tx.rows<{ version: number; status: number }>(readAsked, [item])
  const codesOf = (are: boolean): string[] =>
    dossiers.filter((one) => own.includes(one.party) === are).map((one) => one.code)
  const answer: Erased = {
    id: item,
    version: asked!.version,
    status: asked!.status,
    appointment: null,
    lead: null,
    codes: codesOf(true),
    represented: codesOf(false),
    accounts,
  }
  await tx.rows(keepAnswer, [key, item, bodyHash, JSON.stringify(answer)])
  return answer
}

const readEarlier = {
  name: 'work.earlier-erasure',
  text: `select item, encode(body_hash, 'hex') as body_hash, answer from work.commands where key = $1`,
}
const readAsked = { name: 'work.read-erased', text: 'select version, status from work.items where id = $1' }
const keepAnswer = {
  name: 'work.keep-erasure',
  text: 'insert into work.commands (key, item, body_hash, answer) values ($1, $2, $3, $4::json)',
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
         set sealed = null, number_hash = null, through_hash = null, phone_hash = null, name_hashes = '{}', erased_at = $2
       where id = any($1::uuid[]) returning id),
    i as (select i.id, i.parent from work.items i join p on p.id = i.party),
    w as (update work.words set sealed = null, salt = ''::bytea where item in (select id from i))
    update work.commands set body_hash = ''::bytea where item in (select id from i union select parent from i)`,
}

/** Each dossier's own stream says so; the reason stands, sealed, with the dossier on which it was asked. */
async function writeFacts(
  tx: Session,
  office: Office,
  { own, dossiers }: Traces,
  told: ReadonlySet<string>,
  erasure: Erasure,
): Promise<void> {
  const { actor, now } = erasure
  const asked_on = erasure.item
  const written = dossiers.map((dossier) => {
    const words = dossier.id === asked_on ? salted({ reason: erasure.reason }, office.chance) : []
    // `told`: the messages of this dossier went to the representative, so whoever keeps them forgets them.
    const fact: Fact = own.includes(dossier.party)
      ? { type: 'person.erased', v: 1, data: { asked_on } }
      : { type: 'representative.erased', v: 1, data: { asked_on, told: told.has(dossier.party) } }
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
