import { permit, type Actor } from '#identity'
import { Refusal, canonical, namedUuid, sha256, uuidv7, type Session } from '#kernel'
import { append } from '#ledger'
import { today } from '#people'
import { refuseCentral } from '../central-services.ts'
import { codePrefix, lastNumber } from '../code.ts'
import { writeNew, type FilingRows } from '../filing-store.ts'
import { channelCodes } from '../filing.ts'
import type { Office } from '../office.ts'
import { once } from '../perform.ts'
import { CodesUsedUp } from '../refusals.ts'
import { checked, earlier, refuseDeskChannel, usedUp } from '../submit.ts'
import { trackingSecret } from '../tracking.ts'
import { filingOfMember, type LinkedFiling, type MemberPlan } from './input.ts'
import { memberRows } from './member-rows.ts'
import { notInLinkedSet } from './refusals.ts'
import { needsOf, setOn, type LinkedSet } from './sets.ts'
import { dossiersOf, findLinked, writeLinked, type NewLinked } from './store.ts'

export interface LinkedSubmission {
  actor: Actor
  now: Date
  key: string
  filing: LinkedFiling
}

export interface LinkedFiled {
  id: string
  code: string
  /** Opens the tracking page of all of them together with the code. */
  secret: string
  /** The dossiers that have begun, in the order of the set. */
  items: { procedure: string; id: string; code: string; status: number; version: number; answerBy: string }[]
  /** Procedures that begin when what they need is granted. */
  waiting: string[]
}

/**
 * Files linked procedures: one parent with one code, and a dossier for each member that needs nothing before it, all in one transaction.
 * Later members are checked now with the others, so that nothing is promised at the counter that cannot be filed. The same key answers
 * the first answer.
 */
export async function fileLinked(office: Office, submission: LinkedSubmission): Promise<LinkedFiled> {
  const { actor, now, key } = submission
  const day = today(now)
  const { filing, set, from, plans } = planned(office, submission.filing, day)
  refuseDeskChannel(actor, filing)
  const account = actor.kind === 'applicant' ? actor.id : null
  const id = uuidv7(now, office.chance(10))
  const rows: FilingRows[] = []
  for (const [index, plan] of plans.entries()) {
    const one = filingOfMember(filing, plan, index === 0)
    const member = { actor, now, filing: one, parent: id, account }
    rows.push(
      await inMember(submission.filing, plan, () => {
        refuseCentral(office.central, one, day)
        return memberRows(office, member)
      }),
    )
  }
  const { received_unit, returned_unit } = rows[0]!.item
  permit(actor, 'work.submit', { unit: received_unit, applicant: account }, office.tree.at(day))
  const linked: NewLinked = {
    id,
    set_code: set.code,
    set_from: from,
    channel: channelCodes[filing.channel],
    received_unit,
    returned_unit,
    account,
    filed_at: now,
    members: plans,
  }
  const command = { key, bodyHash: sha256(canonical({ verb: 'file-linked', filing: submission.filing })) }
  const starting = rows.filter((_, index) => needsOf(set.members[index]!).length === 0)
  const writing = { linked, starting, command, actor: actor.id, day }
  const written = await once(() => office.db.transaction((tx) => writeAll(office, tx, writing)))
  return readFiled(
    office,
    set,
    written === 'key-used' ? (await earlier(office, key, command.bodyHash)).id : id,
  )
}

/** The set in force, the applicant in one form, and what each member is filed with. */
function planned(
  office: Office,
  given: LinkedFiling,
  day: string,
): { filing: LinkedFiling; set: LinkedSet; from: string; plans: MemberPlan[] } {
  const { set, from } = setOn(office.linked, given.set, day)
  const strange = (given.members ?? []).findIndex(
    (one, index, all) =>
      set.members.every((member) => member.procedure !== one.procedure) ||
      all.findIndex((other) => other.procedure === one.procedure) !== index,
  )
  if (strange >= 0) throw notInLinkedSet(strange)
  const plans = set.members.map(({ procedure }) => {
    const own = given.members?.find((one) => one.procedure === procedure)
    return { procedure, competent: own?.competent ?? null, parts: own?.parts ?? [] }
  })
  const whole = checked(filingOfMember(given, plans[0]!, true), day)
  const { applicant, through } = whole
  return { filing: { ...given, applicant, ...(through ? { through } : {}) }, set, from, plans }
}

/** A refusal of one member's papers or commune says which member. */
async function inMember<T>(given: LinkedFiling, plan: MemberPlan, check: () => Promise<T>): Promise<T> {
  try {
    return await check()
  } catch (error) {
    if (!(error instanceof Refusal) || !/^(parts|competent|procedure)\b/.test(error.field ?? '')) throw error
    const index = (given.members ?? []).findIndex((one) => one.procedure === plan.procedure)
    const { kind, facts } = error
    throw new Refusal(error.code, error.texts, {
      kind,
      field: index < 0 ? 'members' : `members.${index}.${error.field}`,
      facts: { ...facts, procedure: plan.procedure },
    })
  }
}

interface Writing {
  linked: NewLinked
  starting: FilingRows[]
  command: { key: string; bodyHash: Buffer }
  actor: string
  day: string
}

async function writeAll(office: Office, tx: Session, writing: Writing): Promise<void> {
  const { linked, starting, command, actor, day } = writing
  // A number series of its own: the last group of the unit says what it is, and no dossier's number is used.
  const unit = `${linked.received_unit}.LT`
  const most = lastNumber(office.codes)
  const code = await writeLinked(tx, linked, { unit, day, most, prefix: codePrefix(unit, day) }, command)
  if (code === undefined) throw new CodesUsedUp(unit, most)
  const items: Record<string, string> = {}
  for (const rows of starting) {
    await writeMember(office, tx, rows)
    items[rows.item.procedure] = rows.item.id
  }
  const data = {
    code,
    items,
    received: linked.received_unit,
    set: linked.set_code,
    set_from: linked.set_from,
    members: linked.members.map((member) => member.procedure),
  }
  const fact = { type: 'dossier.linked', v: 1, data }
  await append({ db: tx, now: linked.filed_at }, streamName(linked.id), [fact], actor)
}

/** The stream that tells of a linked filing; each dossier's own story stands in the dossier's stream. */
export const streamName = (linked: string): string => `linked/${linked}`

/**
 * Files one member under the key that only it can have: whoever does it again changes nothing. A code brought from elsewhere that stands in
 * the way of the unit's next number is stepped over, as in any filing.
 */
export async function writeMember(office: Office, tx: Session, rows: FilingRows): Promise<string> {
  const { item, numbering } = rows
  const { unit, day, most, prefix } = numbering
  const key = namedUuid(`${streamName(item.parent!)}/${item.procedure}`)
  const bodyHash = sha256(canonical({ verb: 'begin-linked', parent: item.parent, procedure: item.procedure }))
  for (;;) {
    await tx.run('savepoint member')
    try {
      const code = await writeNew(tx, office.keys, rows, { key, bodyHash })
      if (code === undefined) throw new CodesUsedUp(unit, most)
      await tx.run('release savepoint member')
      return code
    } catch (error) {
      if ((error as { constraint?: string }).constraint !== 'items_code_key') throw error
      await tx.run('rollback to savepoint member')
      await tx.rows(usedUp, [unit, day, most, prefix])
    }
  }
}

async function readFiled(office: Office, set: LinkedSet, id: string): Promise<LinkedFiled> {
  const linked = (await findLinked(office.db, id))!
  const begun = new Map((await dossiersOf(office.db, id)).map((item) => [item.procedure, item]))
  const waits = (member: LinkedSet['members'][number]): boolean => needsOf(member).length > 0
  return {
    id,
    code: linked.code,
    secret: trackingSecret(office.keys, id),
    items: set.members.flatMap((member) => {
      const item = waits(member) ? undefined : begun.get(member.procedure)
      if (!item) return []
      const { code, answer_by } = item
      return [
        {
          procedure: item.procedure,
          id: item.id,
          code,
          status: 1,
          version: 1,
          answerBy: answer_by.toISOString(),
        },
      ]
    }),
    waiting: set.members.filter(waits).map((member) => member.procedure),
  }
}
