import { inForce, type ProcedureVersion } from '#catalogue'
import { permit, type Actor } from '#identity'
import { canonical, sha256, uuidv7 } from '#kernel'
import { checkParty, today, type UnitsOn } from '#people'
import { refuseCentral } from './central-services.ts'
import { codePrefix, isCode, lastNumber } from './code.ts'
import { filingEntry, writeNew, type FilingRows } from './filing-store.ts'
import { newItem, submittedFact, type Filing, type FilingPlace } from './filing.ts'
import { calendarOf, type Office } from './office.ts'
import { papersOf } from './papers.ts'
import { sealedParty, type Party } from './party.ts'
import { earlierAnswer, once } from './perform.ts'
import {
  channelNotOffered,
  channelOfDesk,
  CodesUsedUp,
  CodeTaken,
  communeNeeded,
  NotACode,
  procedureNotInForce,
  subjectNotEligible,
  UnknownUnit,
} from './refusals.ts'
import { rulesOn } from './rules.ts'
import type { Answer, Earlier } from './store.ts'
import { trackingSecret } from './tracking.ts'
import { given, salted } from './words.ts'

export interface Submission {
  actor: Actor
  now: Date
  key: string
  filing: Filing
  /** The code another system gave this dossier, which it keeps. */
  coded?: { origin: 'national' | 'imported'; code: string }
}

export interface Submitted {
  id: string
  code: string
  /** Opens the tracking page together with the code; derived, never stored. */
  secret: string
  status: number
  version: number
  answerBy: string
}

/**
 * Takes in a dossier for any office of the city: received here, handled by whoever is competent, returned where the applicant asks.
 * Refuses with the field's name what the procedure or the units do not allow. The same key gives the same dossier.
 */
export async function submit(office: Office, submission: Submission): Promise<Submitted> {
  const { actor, now, key } = submission
  const day = today(now)
  const filing = checked(submission.filing, day)
  if (submission.coded && !isCode(submission.coded.code)) throw new NotACode()
  else if (!submission.coded) refuseCentral(office.central, filing, day)
  const units = office.tree.at(day)
  const procedure = await fileable(office, filing, day)
  const places = placesOf(filing, procedure, units)
  refuseDeskChannel(actor, filing)
  permit(
    actor,
    'work.submit',
    { unit: places.received, applicant: actor.kind === 'applicant' ? actor.id : null },
    units,
  )
  const bodyHash = sha256(saidInFiling(filing))
  await office.staffing.prepare(day)
  const rows = filingRows(office, { ...submission, filing }, procedure, places)
  const code = await written(office, rows, { key, bodyHash })
  if (code === undefined) throw new CodesUsedUp(places.received, rows.numbering.most)
  if (code === 'key-used') return readFiled(office, (await earlier(office, key, bodyHash)).id)
  office.states?.keep({ ...rows.item, code, head: filingEntry(rows, code).hash })
  return filed(office, rows.item.id, code, rows.item.answer_by)
}

/**
 * Writes the filing. Where a code that was brought from elsewhere stands in the way of the unit's next number, that number is used up
 * and the one after it is taken.
 */
async function written(
  office: Office,
  rows: FilingRows,
  command: { key: string; bodyHash: Buffer },
): Promise<string | undefined> {
  const { unit, day, most, prefix } = rows.numbering
  for (;;) {
    try {
      return await once(() => writeNew(office.db, office.keys, rows, command))
    } catch (error) {
      if ((error as { constraint?: string }).constraint !== 'items_code_key') throw error
      if (rows.code === undefined) await office.db.rows(usedUp, [unit, day, most, prefix])
      else if (await wasFiled(office, command.key)) return 'key-used'
      else throw new CodeTaken(rows.code)
    }
  }
}

/** Uses up the next number where a code brought from elsewhere has it already. */
export const usedUp = {
  name: 'work.number-used-up',
  text: `insert into work.counters as c (unit, day, last) values ($1, $2::date, 1)
         on conflict (unit, day) do update set last = c.last + 1
           where c.last < $3::int
             and exists (select 1 from work.items i
                          where i.code = $4::text || lpad((c.last + 1)::text, greatest(4, length((c.last + 1)::text)), '0'))`,
}

const wasFiled = async (office: Office, key: string): Promise<boolean> =>
  (
    await office.db.rows({ name: 'work.was-filed', text: 'select 1 from work.commands where key = $1' }, [
      key,
    ])
  ).length > 0

/** Names and numbers in one form; refuses by field name what cannot be. */
export function checked(filing: Filing, day: string): Filing {
  const { applicant, through } = checkParty(filing.applicant, filing.through, day)
  return { ...filing, applicant, ...(through ? { through } : {}) }
}

/** What the idempotency key of a filing stands for. */
export const saidInFiling = (filing: Filing): string => canonical({ verb: 'submit', filing })

/** Everything a filing will write but its code. Pure, but for chance: ids, salts and nonces. */
export function filingRows(
  office: Office,
  { actor, now, filing, coded }: Submission,
  procedure: ProcedureVersion,
  places: FilingPlace,
): FilingRows {
  const day = today(now)
  const party = uuidv7(now, office.chance(10))
  const item = {
    ...newItem(filing, {
      id: uuidv7(now, office.chance(10)),
      party,
      account: actor.kind === 'applicant' ? actor.id : null,
      places,
      procedure,
      calendar: calendarOf(office, office.tree.at(day), places.received),
      answerWithin: rulesOn(office.rulePacks, day).answer_within,
      clerk: office.staffing.soleHolder(places.received, 'clerk', day),
      now,
    }),
    ...(coded ? { origin: coded.origin } : {}),
  }
  return {
    item,
    ...(coded ? { code: coded.code } : {}),
    fact: submittedFact(item, filing),
    party: sealedParty(office.keys, party, partyIn(filing)),
    papers: papersOf(filing.parts, procedure),
    words: salted(given({ words: filing.words, helper: filing.tag?.helper }), office.chance),
    numbering: {
      unit: places.received,
      day,
      prefix: codePrefix(places.received, day),
      most: lastNumber(office.codes),
    },
    answer: answerOfNew(item.id),
    actor: actor.id,
  }
}

/** Who files, as kept sealed. */
export const partyIn = (filing: Filing): Party => ({
  applicant: filing.applicant,
  ...(filing.through ? { through: filing.through } : {}),
  ...(filing.notify.to === undefined ? {} : { notifyTo: filing.notify.to }),
  lang: filing.lang ?? 'vi',
})

const answerOfNew = (id: string): Answer => ({ id, version: 1, status: 1, appointment: null, lead: 0 })

export async function earlier(office: Office, key: string, bodyHash: Buffer): Promise<Answer> {
  const [row] = await office.db.rows<Earlier>(
    {
      name: 'work.earlier',
      text: `select item, encode(body_hash, 'hex') as body_hash, answer from work.commands where key = $1`,
    },
    [key],
  )
  if (!row) throw new Error('a key was refused as used and is not there')
  return earlierAnswer(row, bodyHash)
}

/** A repeated key answers for the first filing. */
async function readFiled(office: Office, id: string): Promise<Submitted> {
  const [row] = await office.db.rows<{ code: string; answer_by: Date }>(
    { name: 'work.filed', text: 'select code, answer_by from work.items where id = $1' },
    [id],
  )
  return filed(office, id, row!.code, row!.answer_by)
}

/** What is told to whoever filed. */
const filed = (office: Office, id: string, code: string, answerBy: Date): Submitted => ({
  id,
  code,
  secret: trackingSecret(office.keys, id),
  status: 1,
  version: 1,
  answerBy: answerBy.toISOString(),
})

export function refuseDeskChannel(actor: Pick<Actor, 'kind'>, { channel }: Pick<Filing, 'channel'>): void {
  if (actor.kind === 'applicant' && channel !== 'online') throw channelOfDesk()
}

export async function fileable(office: Office, filing: Filing, day: string): Promise<ProcedureVersion> {
  const procedure = await inForce(office.db, filing.procedure, day)
  if (!procedure) {
    throw procedureNotInForce(filing.procedure)
  }
  if (!procedure.channels.some((one) => one.channel === filing.channel)) {
    throw channelNotOffered()
  }
  if (!procedure.subjects.includes(filing.applicant.kind)) {
    throw subjectNotEligible()
  }
  return procedure
}

/**
 * Any office of the city may receive; the competent one follows from the procedure's level. What is named is a desk; what receives and
 * returns is its body (the commune, not its centre), so that one desk has one code and one row of numbers however the filing came.
 */
export function placesOf(filing: Filing, procedure: ProcedureVersion, units: UnitsOn): FilingPlace {
  const received = units.home(known(units, filing.receivedAt, 'receivedAt'))
  const returned =
    filing.returnedAt === undefined ? received : units.home(known(units, filing.returnedAt, 'returnedAt'))
  return { received, returned, competent: competentOf(filing, procedure, units, received) }
}

function competentOf(filing: Filing, procedure: ProcedureVersion, units: UnitsOn, received: string): string {
  if (procedure.competent.level === 'city') return known(units, procedure.competent.unit, 'procedure')
  const commune =
    filing.competent === undefined ? units.home(received) : known(units, filing.competent, 'competent')
  if (units.get(commune).kind !== 'commune') {
    throw communeNeeded()
  }
  return commune
}

function known(units: UnitsOn, code: string, field: string): string {
  if (!units.find(code)) throw new UnknownUnit(field, code)
  return code
}
