import { keyedHash, seal, unseal, uuidv7, type Context, type KeyRing, type Session } from '#kernel'
import type { Identity } from './authenticate.ts'
import { note } from './entries.ts'

/** What an issuer of electronic identities says about somebody, as the applicant of a dossier needs it. */
export interface ApplicantDetails {
  kind: 'citizen' | 'household-business' | 'business' | 'organisation'
  name: string
  /** 12-digit personal number or tax code. */
  number: string | null
  birthDate: string | null
  phone: string | null
  email: string | null
  address: string | null
}

const kept = {
  name: 'identity.keep-applicant',
  text: `insert into identity.applicants (id, issuer, subject_hash, kind, details, number_hash, level, first_at)
         values ($1, $2, $3, $4, null, $5, $6, $7)
         on conflict (issuer, subject_hash) do update set kind = $4, number_hash = $5, level = $6, erased_at = null
         returning id`,
}
const filled = {
  name: 'identity.fill-applicant',
  text: 'update identity.applicants set details = $2 where id = $1',
}
const read = {
  name: 'identity.read-applicant',
  text: 'select details from identity.applicants where id = $1',
}
const byNumber = {
  name: 'identity.applicants-by-number',
  text: 'select id from identity.applicants where number_hash = $1 and erased_at is null',
}
const erased = {
  name: 'identity.erase-applicant',
  text: `update identity.applicants set details = null, number_hash = null, subject_hash = $3, erased_at = $2
          where id = $1 and erased_at is null returning id`,
}

/** Keeps or renews the account of somebody an issuer has vouched for. Gives its id, the same at every sign-in. */
export async function keepApplicant(
  cx: Context,
  from: { issuer: string; subject: string; level: number | null },
  details: ApplicantDetails,
): Promise<string> {
  const subject = keyedHash(cx.keys, 'subject', `${from.issuer}|${from.subject}`)
  const number = details.number === null ? null : numberHash(cx, details.number)
  const values = [uuidv7(cx.now), from.issuer, subject, details.kind, number, from.level, cx.now]
  const [row] = await cx.db.rows<{ id: string }>(kept, values)
  const sealed = seal(cx.keys, JSON.stringify(details), `identity.applicant:${row!.id}`)
  await cx.db.rows(filled, [row!.id, sealed])
  return row!.id
}

/** For filling a form with what is already known (nothing is asked twice). Undefined when erased or unknown. */
export async function findApplicant(cx: Context, id: string): Promise<ApplicantDetails | undefined> {
  const [row] = await cx.db.rows<{ details: Buffer | null }>(read, [id])
  if (!row?.details) return undefined
  return JSON.parse(unseal(cx.keys, row.details, `identity.applicant:${id}`)) as ApplicantDetails
}

export const applicantName = async (cx: Context, id: string): Promise<string> =>
  (await findApplicant(cx, id))?.name ?? ''

/** The accounts of one personal number or tax code. */
export async function applicantsWithNumber(cx: Context, number: string): Promise<string[]> {
  return withHash(cx.db, numberHash(cx, number))
}

/** Where an erasure writes: a context, or the transaction it is a part of. */
export interface ErasingIn {
  db: Context['db'] | Session
  keys: KeyRing
  now: Date
}

const withHash = async (db: Pick<Session, 'rows'>, number_hash: Uint8Array): Promise<string[]> =>
  (await db.rows<{ id: string }>(byNumber, [number_hash])).map((row) => row.id)

/** Removes everything that says who this is; the id stays, because the ledger holds it. The caller ends the sessions. */
export async function eraseApplicant(cx: ErasingIn, id: string, by: string): Promise<boolean> {
  const nobody = keyedHash(cx.keys, 'subject', `erased|${id}`)
  const rows = await cx.db.rows(erased, [id, cx.now, nobody])
  if (rows.length > 0)
    await note(cx, `applicant/${id}`, by, { type: 'identity.erased', data: { applicant: id } })
  return rows.length > 0
}

/**
 * Erases every account under the keyed hash of a number, as dossiers keep it too, and ends its sessions everywhere. Null: a person
 * without a number has no account that could be told from others. Gives the accounts.
 */
export async function eraseAccounts(
  identity: Pick<Identity, 'sessions'>,
  cx: ErasingIn,
  number_hash: Uint8Array | null,
  by: string,
): Promise<string[]> {
  const accounts = number_hash === null ? [] : await withHash(cx.db, number_hash)
  for (const account of accounts) {
    await eraseApplicant(cx, account, by)
    await identity.sessions.endAllOf(cx, account, 'erased')
  }
  return accounts
}

const numberHash = (cx: Context, number: string): Buffer => keyedHash(cx.keys, 'party-number', number)
