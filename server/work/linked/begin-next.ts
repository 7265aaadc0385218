import type { Session } from '#kernel'
import { Refusal } from '#kernel'
import { append } from '#ledger'
import { channelCodes, type Filing } from '../filing.ts'
import type { Item } from '../item.ts'
import type { Office } from '../office.ts'
import { openParty, type Party } from '../party.ts'
import { memberRows } from './member-rows.ts'
import { memberNow } from './member-now.ts'
import { streamName, writeMember } from './file-linked.ts'
import type { MemberPlan } from './input.ts'
import { progressOf } from './progress.ts'
import { needsOf, setOfVersion, type LinkedSet } from './sets.ts'
import { dossiersOf, holdMember, lockLinked, type Linked } from './store.ts'

/** Whoever nobody is: the next dossier begins by itself. */
const system = { id: 'linked', kind: 'service' } as const

export interface Begun {
  /** Procedures whose dossiers began now. */
  begun: string[]
  /** Procedures whose turn has come and which the rules refuse; why stands with the filing. */
  held: string[]
}

/** Begins every member whose turn has come. Its clock starts when the last result it needs was there. */
export async function beginNext(office: Office, tx: Session, parent: string): Promise<Begun> {
  const linked = await lockLinked(tx, parent)
  if (!linked) throw new Error(`the linked filing ${parent} is gone, and dossiers name it`)
  const set = setOfVersion(office.linked, linked.set_code, linked.set_from)
  const items = await dossiersOf(tx, parent)
  const { states } = progressOf(
    set,
    items.map((item) => memberNow(item)),
  )
  const ready = set.members.filter((member) => states.get(member.procedure) === 'ready')
  const found: Begun = { begun: [], held: [] }
  for (const member of ready) {
    const began = await begin(office, tx, linked, member, items)
    found[began ? 'begun' : 'held'].push(member.procedure)
  }
  return found
}

async function begin(
  office: Office,
  tx: Session,
  linked: Linked,
  member: LinkedSet['members'][number],
  items: readonly Item[],
): Promise<boolean> {
  const { procedure } = member
  const needed = items.filter((item) => needsOf(member).includes(item.procedure))
  const now = needed
    .map((item) => item.finished_at!)
    .reduce((last, at) => (at > last ? at : last), linked.filed_at)
  const first = items[0]!
  try {
    const party = await partyOf(office, tx, first)
    const filing = filingFrom(
      linked,
      first,
      party,
      linked.members.find((one) => one.procedure === procedure)!,
    )
    const rows = await memberRows(office, {
      actor: system,
      now,
      filing,
      parent: linked.id,
      account: linked.account,
    })
    const code = await writeMember(office, tx, rows)
    const fact = { type: 'dossier.linked-begun', v: 1, data: { code, item: rows.item.id, procedure } }
    await append({ db: tx, now }, streamName(linked.id), [fact], system.id)
    return true
  } catch (error) {
    // What the rules refuse now must not stop everybody's next ones: it is kept and shown, and tried again (follow.ts).
    if (!(error instanceof Refusal)) throw error
    await holdMember(tx, linked.id, procedure, error.texts)
    return false
  }
}

async function partyOf(office: Office, tx: Session, item: Item): Promise<Party> {
  const [row] = await tx.rows<{ sealed: Buffer | null }>(
    { name: 'work.linked-party', text: 'select sealed from work.parties where id = $1' },
    [item.party],
  )
  const party = openParty(office.keys, item.party, row?.sealed ?? null)
  if (party) return party
  throw new Refusal('ApplicantErased', {
    vi: 'Thông tin người nộp đã được xóa.',
    en: 'The applicant was erased.',
  })
}

const channels = Object.fromEntries(Object.entries(channelCodes).map(([name, code]) => [code, name]))

/** The filing as the applicant made it, as far as this member goes. */
function filingFrom(linked: Linked, first: Item, party: Party, plan: MemberPlan): Filing {
  return {
    procedure: plan.procedure,
    channel: channels[linked.channel] as Filing['channel'],
    receivedAt: linked.received_unit,
    returnedAt: linked.returned_unit,
    ...(plan.competent === null ? {} : { competent: plan.competent }),
    applicant: party.applicant,
    ...(party.through ? { through: party.through } : {}),
    parts: plan.parts,
    notify: { channel: first.notify, ...(party.notifyTo === undefined ? {} : { to: party.notifyTo }) },
    lang: party.lang,
  }
}
