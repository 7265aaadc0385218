import { findVersion } from '#catalogue'
import { unseal, type Session, type Texts } from '#kernel'
import type { ReadEntry } from '#ledger'
import { personNames } from '#people'
import { findLead, type Item } from './item.ts'
import { toldOfLinked, type LinkedTold } from './linked/told.ts'
import type { Office } from './office.ts'
import { openParty, type Party } from './party.ts'
import { unitRef, unitsToday } from './show.ts'
import { itemOf } from './store.ts'
import { readRows, type ListRow } from './today.ts'

/** What may be told to an applicant about an entry: agency, official, times, what to do. Nothing of the applicant but where to send it. */
export interface ToldFacts {
  contact: { channel: 'sms' | 'email' | 'app'; to: string | null; lang: 'vi' | 'en' }
  code: string
  procedure: Texts
  link: string
  agency: Texts
  returnPlace: Texts
  officer: string | null
  answerBy: Date | null
  acceptedAt: Date | null
  appointment: Date | null
  missing: Texts[]
  words: Record<string, string>
  /** Of a dossier filed with linked procedures. */
  linked?: LinkedTold
}

const wordsOfItems = {
  name: 'work.words-of-items',
  text: 'select item, seq, field, sealed from work.words where item = any($1::uuid[])',
}

interface WordRow {
  item: string
  seq: number
  field: string
  sealed: Buffer | null
}

/** The facts for each entry, in order; undefined for who chose not to be told or was erased. One read for the whole batch. */
export async function toldFacts(
  office: Office,
  tx: Session,
  entries: readonly ReadEntry[],
  now: Date,
): Promise<(ToldFacts | undefined)[]> {
  const ids = [...new Set(entries.map((entry) => entry.stream))]
  const [rows, words] = [await tx.rows<ListRow>(readRows, [ids]), await tx.rows<WordRow>(wordsOfItems, [ids])]
  const items = new Map(
    rows.map((row) => [row.id, { item: itemOf(row), party: openParty(office.keys, row.party, row.sealed) }]),
  )
  const people = [...items.values()].flatMap(({ item }) => findLead(item)?.person ?? [])
  const names = await personNames({ db: office.db, keys: office.keys }, [
    ...people,
    ...entries.map((entry) => entry.actor).filter((actor) => actor.length === 36),
  ])
  const linkedOf = await toldOfLinked(
    office,
    tx,
    [...items.values()].map((known) => known.item),
    now,
  )
  return Promise.all(
    entries.map(async (entry) => {
      const known = items.get(entry.stream)
      if (!known?.party || known.item.notify === 'none') return undefined
      const spoken = words.filter(
        (word) => word.item === entry.stream && word.seq === entry.seq && word.sealed !== null,
      )
      const facts = await factsOf(office, entry, known.item, known.party, spoken, names, now)
      const linked = linkedOf.get(entry.stream)
      return linked ? { ...facts, linked } : facts
    }),
  )
}

async function factsOf(
  office: Office,
  entry: ReadEntry,
  item: Item,
  party: Party,
  spoken: WordRow[],
  names: ReadonlyMap<string, string>,
  now: Date,
): Promise<ToldFacts> {
  const units = unitsToday(office, now)
  const procedure = await findVersion(office.db, item.procedure, item.procedure_version)
  const missing = ((entry.data as { missing?: string[] }).missing ?? []).map(
    (key) => procedure?.parts.find((part) => part.key === key)?.name ?? { vi: key, en: key },
  )
  const holder = findLead(item)?.person ?? null
  return {
    contact: {
      channel: item.notify as 'sms',
      to: party.notifyTo ?? contactTo(item, party),
      lang: party.lang,
    },
    code: item.code,
    procedure: procedure?.name ?? { vi: item.procedure, en: item.procedure },
    link: `${office.publicUrl}/tra-cuu`,
    agency: unitRef(units, beforeAcceptance(item, entry) ? item.received_unit : item.competent_unit).name,
    returnPlace: unitRef(units, item.returned_unit).name,
    officer: names.get(entry.actor) ?? (holder ? (names.get(holder) ?? null) : null),
    answerBy: item.answer_by,
    acceptedAt: item.accepted_at,
    appointment: item.extended_due_at ?? item.due_at,
    missing,
    words: Object.fromEntries(
      spoken.map((word) => [
        word.field,
        unseal(office.keys, word.sealed!, `work.words/${word.item}/${word.seq}/${word.field}`),
      ]),
    ),
  }
}

/** The item is as it is now; the entry speaks of its own moment. */
const beforeAcceptance = (item: Item, entry: ReadEntry): boolean =>
  item.accepted_at === null || entry.at < item.accepted_at

const contactTo = (item: Item, party: Party): string | null =>
  item.notify === 'sms'
    ? (party.applicant.phone ?? null)
    : item.notify === 'email'
      ? (party.applicant.email ?? null)
      : null

const named = {
  name: 'work.files-named',
  text: `
    select item, files from (
      select i.id as item, 0 as own,
             array(select f::uuid from json_array_elements(l.members) m, json_array_elements(m -> 'parts') p,
                          json_array_elements_text(p -> 'files') f) as files
        from work.items i join work.linked l on l.id = i.parent where i.id = any($1::uuid[])
      union all
      select item, 1, files from work.papers where item = any($1::uuid[])) named
     where cardinality(files) > 0 order by own`,
}

/**
 * Which files items name now: how `#documents` learns that a file belongs somewhere. Files of a linked member that waits for its turn belong
 * to a dossier beside it until then; an item's own papers come last, because the last one named counts.
 */
export const filesNamed = (tx: Session, items: string[]): Promise<{ item: string; files: string[] }[]> =>
  tx.rows<{ item: string; files: string[] }>(named, [items])
