import { Refusal, type KeyRing, type Session } from '#kernel'
import { erasedName } from '#people'
import { openParty, sealedParty, type Party } from './party.ts'

/** As what a dossier names the person who is to be erased: whose dossier it is, or who filed it for them with written authority. */
export type Standing = 'applicant' | 'representative'

export interface TracedDossier {
  id: string
  code: string
  seq: number
  head: Buffer
  closed_at: Date | null
  party: string
}

interface TracedParty {
  id: string
  sealed: Buffer
  own: boolean
}

/** Everywhere the dossiers name one person. */
export interface Traces {
  number_hash: Buffer | null
  /** Parties that are the person: all of their number. */
  own: string[]
  /** Parties for whom the person filed. */
  represented: TracedParty[]
  /** Dossiers of both, in the order of their ids. */
  dossiers: TracedDossier[]
}

const readAsked = {
  name: 'work.party-asked',
  text: 'select number_hash, through_hash, sealed from work.parties where id = $1',
}
const partiesOf = `select id, sealed, coalesce(number_hash = $2, id = $1 and $3) as own from work.parties
  where (id = $1 or number_hash = $2 or through_hash = $2) and erased_at is null order by id`
const itemsOf = `select id, code, seq, head, closed_at, party from work.items where party = any($1::uuid[]) order by id`
const readParties = { name: 'work.parties-of-person', text: partiesOf }
const lockParties = { name: 'work.lock-parties', text: `${partiesOf} for update` }
const readItems = { name: 'work.items-of-parties', text: itemsOf }
const lockItems = { name: 'work.lock-items-of-parties', text: `${itemsOf} for update` }

/**
 * Finds the person whom a party names. A filing's party is its own; those of one person have the number in common, and who gave none is
 * known by this one filing only. Locked always in the order of ids: two erasures then only wait. Empty once the person was erased.
 */
export async function tracesOf(
  tx: Pick<Session, 'rows'>,
  keys: KeyRing,
  party: string,
  as: Standing,
  lock: boolean,
): Promise<Traces> {
  const [asked] = await tx.rows<{
    number_hash: Buffer | null
    through_hash: Buffer | null
    sealed: Buffer | null
  }>(readAsked, [party])
  const nobody: Traces = { number_hash: null, own: [], represented: [], dossiers: [] }
  const known = openParty(keys, party, asked?.sealed ?? null)
  if (!asked || !known) return nobody
  if (as === 'representative' && known.through === undefined) throw new NoRepresentative()
  if (as === 'representative' && known.through?.name === erasedName) return nobody
  const number_hash = as === 'applicant' ? asked.number_hash : asked.through_hash
  const parties = await tx.rows<TracedParty>(lock ? lockParties : readParties, [
    party,
    number_hash,
    as === 'applicant',
  ])
  const dossiers = await tx.rows<TracedDossier>(lock ? lockItems : readItems, [parties.map(({ id }) => id)])
  return {
    number_hash,
    own: parties.filter(({ own }) => own).map(({ id }) => id),
    represented: parties.filter(({ own }) => !own),
    dossiers,
  }
}

const stripped = {
  name: 'work.erase-representative',
  text: `
    with p as (
      update work.parties p set sealed = n.sealed, through_hash = null
        from unnest($1::uuid[], $2::bytea[]) as n (id, sealed) where p.id = n.id returning p.id),
    i as (select i.id, i.parent from work.items i join p on p.id = i.party)
    update work.commands set body_hash = ''::bytea where item in (select id from i union select parent from i)`,
}

/**
 * Takes the person out of filings made for others: that somebody filed, and as what, stands; name, number, phone and the words of the
 * authority go, and the hash of what was sent. Gives the parties whose messages went to the representative.
 */
export async function forgetRepresentative(
  tx: Session,
  keys: KeyRing,
  represented: readonly TracedParty[],
): Promise<Set<string>> {
  const told = new Set<string>()
  const sealed: Buffer[] = []
  for (const { id, sealed: kept } of represented) {
    const party = openParty(keys, id, kept)!
    if (toldElsewhere(party)) told.add(id)
    sealed.push(sealedParty(keys, id, withoutRepresentative(party)).sealed)
  }
  if (represented.length > 0) await tx.rows(stripped, [represented.map(({ id }) => id), sealed])
  return told
}

/** Where messages went that is not the applicant's own number or address. */
const toldElsewhere = ({ applicant, notifyTo }: Party): boolean =>
  notifyTo !== undefined && notifyTo !== applicant.phone && notifyTo !== applicant.email

function withoutRepresentative(party: Party): Party {
  const { notifyTo, ...rest } = party
  return {
    ...rest,
    ...(notifyTo === undefined || toldElsewhere(party) ? {} : { notifyTo }),
    ...(party.through ? { through: { name: erasedName, as: party.through.as } } : {}),
  }
}

export class NoRepresentative extends Refusal {
  constructor() {
    super(
      'NoRepresentative',
      {
        vi: 'Hồ sơ này do chính người đứng tên nộp, không có người đại diện.',
        en: 'The applicant filed this dossier in person; there is no representative.',
      },
      { kind: 'conflict', field: 'person' },
    )
  }
}
