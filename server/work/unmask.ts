import { permit, type Actor } from '#identity'
import { uuidv7 } from '#kernel'
import { append } from '#ledger'
import { getItem } from './history.ts'
import { onItem, type Office } from './office.ts'
import { openParty } from './party.ts'
import { unitsToday } from './show.ts'

const readParty = { name: 'work.read-party', text: 'select sealed from work.parties where id = $1' }

/** Opens an applicant's number and contacts for somebody whom the permit table lets, and writes down that it happened and why. */
export async function unmaskParty(office: Office, actor: Actor, id: string, reason: string, now: Date) {
  const item = await getItem(office, id)
  const units = unitsToday(office, now)
  permit(
    actor,
    'work.read-person',
    { ...onItem(item, 'extend', undefined, actor, units), units: [item.received_unit, item.competent_unit] },
    units,
  )
  const [row] = await office.db.rows<{ sealed: Buffer | null }>(readParty, [item.party])
  await append(
    { db: office.db, now },
    `unmaskings/${actor.id}`,
    [
      {
        type: 'person.unmasked',
        v: 1,
        data: { item: item.id, party: item.party, reason_length: reason.length, id: uuidv7(now) },
      },
    ],
    actor.id,
  )
  const party = openParty(office.keys, item.party, row?.sealed ?? null)
  return { applicant: party?.applicant ?? null, through: party?.through ?? null }
}
