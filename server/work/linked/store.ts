import type { Session, Texts } from '#kernel'
import type { ChannelCode, Item } from '../item.ts'
import { itemOf, stepsAndPauses } from '../store.ts'
import type { MemberPlan } from './input.ts'

/** One filing over several dossiers. */
export interface Linked {
  id: string
  code: string
  set_code: string
  set_from: string
  channel: ChannelCode
  received_unit: string
  returned_unit: string
  account: string | null
  filed_at: Date
  members: MemberPlan[]
  /** By procedure: why its turn came and it could not be filed. */
  held: Record<string, Texts>
}

export type NewLinked = Omit<Linked, 'code' | 'held'>

type Reader = Pick<Session, 'rows'>

const write = {
  name: 'work.write-linked',
  text: `
    with c as (
      insert into work.counters as c (unit, day, last) values ($1, $2::date, 1)
      on conflict (unit, day) do update set last = c.last + 1 where c.last < $3::int
      returning last),
    l as (
      insert into work.linked (id, code, set_code, set_from, channel, received_unit, returned_unit, account, filed_at, members)
      select $5, $4::text || lpad(last::text, greatest(4, length(last::text)), '0'), $6, $7, $8, $9, $10, $11, $12, $13::json from c
      returning id, code),
    answered as (insert into work.commands (key, item, body_hash, answer) select $14, l.id, $15, $16::json from l)
    select code from l`,
}

/** Writes the parent and the answer to its key; gives its code, undefined when the day's numbers are used up. */
export async function writeLinked(
  tx: Reader,
  linked: NewLinked,
  numbering: { unit: string; day: string; most: number; prefix: string },
  command: { key: string; bodyHash: Buffer },
): Promise<string | undefined> {
  const answer = { id: linked.id, version: 1, status: 1, appointment: null, lead: null }
  const [row] = await tx.rows<{ code: string }>(write, [
    numbering.unit,
    numbering.day,
    numbering.most,
    numbering.prefix,
    linked.id,
    linked.set_code,
    linked.set_from,
    linked.channel,
    linked.received_unit,
    linked.returned_unit,
    linked.account,
    linked.filed_at,
    JSON.stringify(linked.members),
    command.key,
    command.bodyHash,
    JSON.stringify(answer),
  ])
  return row?.code
}

const byId = { name: 'work.linked-by-id', text: 'select * from work.linked where id = $1' }
const byCode = { name: 'work.linked-by-code', text: 'select * from work.linked where code = $1' }
const locked = { name: 'work.linked-locked', text: `${byId.text} for update` }

export const findLinked = async (db: Reader, id: string): Promise<Linked | undefined> =>
  (await db.rows<Linked>(byId, [id]))[0]

export const findLinkedByCode = async (db: Reader, code: string): Promise<Linked | undefined> =>
  (await db.rows<Linked>(byCode, [code]))[0]

/** Nobody else begins a member of it until the transaction ends. */
export const lockLinked = async (tx: Session, id: string): Promise<Linked | undefined> =>
  (await tx.rows<Linked>(locked, [id]))[0]

const dossiers = {
  name: 'work.linked-dossiers',
  text: `
    select i.*,
           ${stepsAndPauses}
      from work.items i where i.parent = $1 order by i.id`,
}

/** The dossiers that have begun. */
export const dossiersOf = async (db: Reader, linked: string): Promise<Item[]> =>
  (await db.rows<Parameters<typeof itemOf>[0]>(dossiers, [linked])).map(itemOf)

const parents = {
  name: 'work.linked-parents',
  text: 'select distinct parent from work.items where id = any($1::uuid[]) and parent is not null',
}

export const parentsOf = async (tx: Reader, items: readonly string[]): Promise<string[]> =>
  (await tx.rows<{ parent: string }>(parents, [items])).map((row) => row.parent)

const hold = {
  name: 'work.linked-hold',
  text: 'update work.linked set held = held || jsonb_build_object($2::text, $3::jsonb) where id = $1',
}

export const holdMember = async (tx: Reader, linked: string, procedure: string, why: Texts): Promise<void> =>
  void (await tx.rows(hold, [linked, procedure, JSON.stringify(why)]))
