import type { Session } from '#kernel'
import { Refusal } from '#kernel'
import { append, type Subscription } from '#ledger'
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
import { dossiersOf, holdMember, lockLinked, parentsOf, type Linked } from './store.ts'

/** Whoever nobody is: the next dossier begins by itself. */
const system = { id: 'linked', kind: 'service' } as const

/**
 * Follows the ledger: when a dossier of a linked filing is finished, the members that needed its result begin, in the same transaction as the
 * cursor. Stopped in between it goes on where it was, and nothing begins twice.
 */
export const linkedNext = (office: Office): Subscription => ({
  name: 'work.linked-next',
  async onEntries(tx, entries) {
    const finished = entries.filter((entry) => entry.type === 'dossier.finished')
    if (finished.length === 0) return
    const parents = await parentsOf(tx, [...new Set(finished.map((entry) => entry.stream))])
    for (const parent of parents) await beginNext(office, tx, parent)
  },
})

/** Begins every member whose turn has come; gives how many. Its clock starts when the last result it needs was there. */
export async function beginNext(office: Office, tx: Session, parent: string): Promise<number> {
  const linked = await lockLinked(tx, parent)
  if (!linked) throw new Error(`the linked filing ${parent} is gone, and dossiers name it`)
  const set = setOfVersion(office.linked, linked.set_code, linked.set_from)
  const items = await dossiersOf(tx, parent)
  const { states } = progressOf(
    set,
    items.map((item) => memberNow(item, linked.filed_at)),
  )
  const ready = set.members.filter((member) => states.get(member.procedure) === 'ready')
  let begun = 0
  for (const member of ready) begun += (await begin(office, tx, linked, member, items)) ? 1 : 0
  return begun
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
    // What the rules refuse now must not stop everybody's next ones: it is kept and shown, and tried again at the next finish.
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
