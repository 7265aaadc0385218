/** A filing not sent yet: what was typed so far, kept for thirty days, sealed. Of a signed-in person, or of this browser. */
import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { keyedHash, seal, unseal, type KeyRing, type Session } from '#kernel'
import { findVisit, getVisit } from '../visit.ts'
import type { Filed, NoticeChannel, PortalParts, StoredFile, SubjectKind, Through } from '../ports.ts'

export const draft_days = 30

export interface Draft {
  /** Idempotency key of the filing: sending twice files once. */
  key: string
  version: number
  savedAt: string
  who: 'self' | 'through' | null
  applicant: { kind: SubjectKind; name: string; number: string; birthDate: string | null } | null
  contact: { phone: string; email: string; address: string } | null
  through: Through | null
  competent: string | null
  receivedAt: string | null
  parts: Record<string, { files: StoredFile[]; note: string }>
  partsDone: boolean
  notify: { channel: NoticeChannel; to: string | null } | null
  filed: (Omit<Filed, 'answerBy'> & { answerBy: string }) | null
}

export const emptyDraft = (version: number, now: Date): Draft => ({
  key: randomUUID(),
  version,
  savedAt: now.toISOString(),
  who: null,
  applicant: null,
  contact: null,
  through: null,
  competent: null,
  receivedAt: null,
  parts: {},
  partsDone: false,
  notify: null,
  filed: null,
})

const readDraft = {
  name: 'portal.draft.read',
  text: 'select body from portal.drafts where owner = $1 and procedure = $2 and expires_at > $3',
}
const writeDraft = {
  name: 'portal.draft.write',
  text: `with old as (delete from portal.drafts where expires_at < $4 and (owner, procedure) <> ($1, $2))
    insert into portal.drafts (owner, procedure, body, saved_at, expires_at, number_hash, through_hash)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (owner, procedure) do update set body = excluded.body, saved_at = excluded.saved_at, expires_at = excluded.expires_at,
      number_hash = excluded.number_hash, through_hash = excluded.through_hash`,
}
const dropDraft = {
  name: 'portal.draft.drop',
  text: 'delete from portal.drafts where owner = $1 and procedure = $2',
}

/** Who a draft and its files belong to: the person signed in, else this browser. */
export function ownerOf(parts: PortalParts, request: FastifyRequest, reply: FastifyReply): string {
  return parts.signIn.applicant(request)?.id ?? ownerOfVisit(getVisit(parts, request, reply).token, parts)
}

const ownerOfVisit = (token: string, parts: PortalParts): string =>
  `visit:${keyedHash(parts.keys, 'portal-visit', token).toString('hex')}`

const rowKey = (parts: Pick<PortalParts, 'keys'>, owner: string): Buffer =>
  keyedHash(parts.keys, 'portal-draft', owner)

/** The draft of this person or browser. One begun before signing in goes with the person who then signs in. */
export async function findDraft(
  parts: PortalParts,
  request: FastifyRequest,
  reply: FastifyReply,
  procedure: string,
): Promise<Draft | undefined> {
  const owner = ownerOf(parts, request, reply)
  const own = await load(parts, owner, procedure, request.now)
  if (own || !parts.signIn.applicant(request)) return own
  const visit = findVisit(parts, request)
  if (!visit) return undefined
  const before = ownerOfVisit(visit.token, parts)
  const begun = await load(parts, before, procedure, request.now)
  if (!begun) return undefined
  // The files stay under the browser's name; the person fetches them anew only where they had uploaded some.
  const moved: Draft = { ...begun, parts: {}, partsDone: false }
  await save(parts, owner, procedure, moved, request.now)
  await parts.db.rows(dropDraft, [rowKey(parts, before), procedure])
  return moved
}

async function load(
  parts: PortalParts,
  owner: string,
  procedure: string,
  now: Date,
): Promise<Draft | undefined> {
  const [row] = await parts.db.rows<{ body: Buffer }>(readDraft, [rowKey(parts, owner), procedure, now])
  return row && (JSON.parse(unseal(parts.keys, row.body, about(procedure))) as Draft)
}

export async function save(
  parts: PortalParts,
  owner: string,
  procedure: string,
  draft: Draft,
  now: Date,
): Promise<void> {
  const kept = { ...draft, savedAt: now.toISOString() }
  // What was sent stays a day, so that its code and secret can be read again; what was not, thirty.
  const days = draft.filed ? 1 : draft_days
  const until = new Date(now.getTime() + days * 86_400_000)
  const body = seal(parts.keys, JSON.stringify(kept), about(procedure))
  const hashOf = (number: string | null | undefined): Buffer | null =>
    number ? keyedHash(parts.keys, 'party-number', number) : null
  const hashes = [hashOf(draft.applicant?.number), hashOf(draft.through?.number)]
  await parts.db.rows(writeDraft, [rowKey(parts, owner), procedure, body, now, until, ...hashes])
}

export async function drop(parts: PortalParts, owner: string, procedure: string): Promise<void> {
  await parts.db.rows(dropDraft, [rowKey(parts, owner), procedure])
}

const erase = {
  name: 'portal.drafts.erase',
  text: `delete from portal.drafts
    where owner = any($1::bytea[]) or number_hash = any($2::bytea[]) or through_hash = any($2::bytea[])`,
}

/** Removes what these accounts began, and what anybody began in which a person with that number is applicant or representative. */
export async function eraseDrafts(
  tx: Pick<Session, 'rows'>,
  keys: KeyRing,
  of: { accounts: readonly string[]; number: Uint8Array | null },
): Promise<void> {
  const owners = of.accounts.map((account) => rowKey({ keys }, account))
  await tx.rows(erase, [owners, of.number === null ? [] : [of.number]])
}

const about = (procedure: string): string => `portal.draft.${procedure}`
