import type { ProcedureVersion } from '#catalogue'
import { unitOf } from './lead.ts'
import type { Entry } from '#ledger'
import type { KeyRing } from '#kernel'
import { today } from '#people'
import { filingEntry, numberedCode, type Numbering, type SealedParty } from './filing-store.ts'
import type { Filing } from './filing.ts'
import type { Paper } from './change.ts'
import type { Item } from './item.ts'
import { envWith, type Office } from './office.ts'
import { decideWith, saidIn, type Call } from './perform.ts'
import { answerOf, linked, type Answer } from './store.ts'
import { sealedParty } from './party.ts'
import { checked, filingRows, partyIn, placesOf, saidInFiling, type Submission } from './submit.ts'
import type { ItemVerb } from './verb.ts'
import type { SaltedWord } from './words.ts'

/**
 * The life of an item without a database: the very decisions, chains and answers of `submit` and `perform`, kept as rows instead of
 * written. For filling a database in bulk; whoever uses it has checked the permits' side himself. A test replays such lives
 * through the real path and compares every row.
 */
export interface Rehearsed {
  item: Item
  party: SealedParty
  papers: (Paper & { no: number; given_at: Date })[]
  words: { seq: number; word: SaltedWord }[]
  entries: Entry[]
  /** `said` is the text whose hash is kept with the key. */
  commands: { key: string; at: Date; said: string; answer: Answer }[]
  procedure: ProcedureVersion
  /** In the form in which it was taken in. */
  filing: Filing
  numbering: Numbering
}

/** Files: `take` gives the next number of the receiving unit's day. */
export function rehearseFiling(
  office: Office,
  submission: Submission,
  procedure: ProcedureVersion,
  take: (unit: string, day: string) => number,
): Rehearsed {
  const { key, now } = submission
  const day = today(now)
  const filing = checked(submission.filing, day)
  const places = placesOf(filing, procedure, office.tree.at(day))
  const rows = filingRows(office, { ...submission, filing }, procedure, places)
  const { numbering } = rows
  const code = numberedCode(numbering.prefix, take(numbering.unit, day))
  const entry = filingEntry(rows, code)
  return {
    item: { ...rows.item, code, head: entry.hash },
    party: rows.party,
    papers: rows.papers.map((paper, index) => ({ ...paper, no: index + 1, given_at: now })),
    words: rows.words.map((word) => ({ seq: 1, word })),
    entries: [entry],
    commands: [{ key, at: now, said: saidInFiling(filing), answer: rows.answer }],
    procedure,
    filing,
    numbering,
  }
}

/** One act on the item, added to its life. Throws the refusal the real path would answer. */
export function rehearseAct(office: Office, life: Rehearsed, verb: ItemVerb, call: Call): void {
  const { item } = life
  const env = envWith(office, item, call.actor, call.now, life.procedure)
  const change = decideWith(verb, call, item, env)
  const { next, entries, words } = linked(item, change, call.now, call.actor.id, office.chance)
  for (const paper of change.papers ?? [])
    life.papers.push({ ...paper, no: life.papers.length + 1, given_at: call.now })
  for (const word of words) life.words.push({ seq: item.seq + 1, word })
  life.entries.push(...entries)
  life.commands.push({ key: call.key, at: call.now, said: saidIn(verb, call), answer: answerOf(next) })
  life.item = next
}

/** The applicant sealed under the id `party` when somebody else files the same, whose name and numbers are in the form in which they are kept. */
export const sealedFor = (
  keys: KeyRing,
  { filing }: Rehearsed,
  applicant: Filing['applicant'],
  party: string,
): SealedParty => sealedParty(keys, party, partyIn({ ...filing, applicant }))

/** Where each step of a procedure would be done, in the room where that room has somebody, and by which role. */
export const castOf = (
  office: Office,
  procedure: ProcedureVersion,
  places: Pick<Item, 'competent_unit' | 'received_unit' | 'returned_unit'>,
  date: string,
): { key: string; unit: string; room: string; role: string }[] =>
  procedure.process.steps.map((step) => {
    const unit = unitOf(places, step)
    const room = office.rooms.of(office.tree.at(date), unit, step.role, procedure.field)
    return { key: step.key, unit, room, role: step.role }
  })
