import { keyedHash, seal, unseal, type KeyRing } from '#kernel'
import { nameHashes } from '#people'
import type { SealedParty } from './filing-store.ts'
import type { Filing } from './filing.ts'

/** Who an applicant is, as kept sealed. */
export interface Party {
  applicant: Filing['applicant']
  through?: Filing['through']
  notifyTo?: string
  lang: 'vi' | 'en'
}

const about = (id: string): string => `work.parties/${id}`

export function sealedParty(keys: KeyRing, id: string, party: Party): SealedParty {
  const { applicant, through } = party
  return {
    kind: applicant.kind,
    sealed: seal(keys, JSON.stringify(party), about(id)),
    number_hash: applicant.number === undefined ? null : numberHash(keys, applicant.number),
    through_hash: through?.number === undefined ? null : numberHash(keys, through.number),
    phone_hash: applicant.phone === undefined ? null : phoneHash(keys, applicant.phone),
    name_hashes: nameHashes(keys, applicant.name),
  }
}

/** Undefined when the person was erased. */
export const openParty = (keys: KeyRing, id: string, sealed: Uint8Array | null): Party | undefined =>
  sealed === null ? undefined : (JSON.parse(unseal(keys, sealed, about(id))) as Party)

export const numberHash = (keys: KeyRing, number: string): Buffer => keyedHash(keys, 'party-number', number)
export const phoneHash = (keys: KeyRing, phone: string): Buffer =>
  keyedHash(keys, 'party-phone', phone.replace(/\D/g, ''))
