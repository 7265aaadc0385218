import { dateOf, dueAt, minuteOf, type Calendar } from '#calendar'
import { findVersion } from '#catalogue'
import type { Actor } from '#identity'
import { namedUuid, Refusal } from '#kernel'
import { demoPerson, findHolders, findOwnHolders, postsOf, today, type PostRole } from '#people'
import {
  findLead,
  getItem,
  itemVerbs,
  perform,
  submit,
  type Filing,
  type Item,
  type Office,
  type Verb,
} from '#work'
import type { Chance } from './chance.ts'
import { applicantOf } from './applicants.ts'

/** One dossier's life as it is going to be: drawn from the seed, then played through the very commands people use. */
export interface Play {
  no: number
  procedure: string
  unit: string
  filedAt: Date
  /** It was filed a moment ago, and the desk has not answered yet. */
  waits?: boolean
}

export interface Stage {
  office: Office
  chance: Chance
  calendar: Calendar
  now: Date
  staff: (unit: string, role: PostRole) => Promise<Actor | undefined>
  /** Makes idempotency keys, so that playing the same seed again files nothing twice. */
  seed: string
}

/** Plays a dossier from its filing up to now, or to its end. */
export async function play(stage: Stage, plan: Play): Promise<void> {
  const clerk = await stage.staff(plan.unit, 'clerk')
  if (!clerk) return
  const filed = await submit(stage.office, {
    actor: clerk,
    now: plan.filedAt,
    key: keyOf(stage, plan, 0),
    filing: filingOf(stage, plan),
  })
  if (plan.waits) return
  await live(stage, filed.id, plan.filedAt, (act) => keyOf(stage, plan, act))
}

/** Everything that happens to a filed dossier from then on. */
export async function live(
  stage: Stage,
  id: string,
  filedAt: Date,
  key: (act: number) => string,
): Promise<void> {
  let at = filedAt
  for (let act = 1; act < 40; act += 1) {
    const item = await getItem(stage.office, id)
    const next = await nextAct(stage, item, at, act)
    if (!next || next.at >= stage.now) return
    at = next.at
    await perform(
      stage.office,
      itemVerbs.find((one) => one.verb === next.verb)!,
      {
        actor: next.actor,
        now: next.at,
        key: key(act),
        item: item.id,
        ...(next.no === undefined ? {} : { no: next.no }),
        body: next.body,
      },
    )
  }
}

interface Act {
  verb: Verb
  actor: Actor
  at: Date
  no?: number
  body: Record<string, unknown>
}

/** What the people in the story do next, and after how many office minutes. Undefined: nothing more happens by itself. */
async function nextAct(stage: Stage, item: Item, at: Date, act: number): Promise<Act | undefined> {
  const { chance } = stage
  const clerk = await stage.staff(item.received_unit, 'clerk')
  const lead = findLead(item)
  const after = (low: number, high: number): Date => worked(stage.calendar, at, chance.between(low, high))
  switch (item.status) {
    case 1:
      return clerk && { verb: 'accept', actor: clerk, at: after(5, 180), body: {} }
    case 5:
      return clerk && { verb: 'supplement', actor: clerk, at: after(240, 2400), body: { parts: [] } }
    case 6:
      return clerk && { verb: 'pay', actor: clerk, at: after(240, 1900), body: {} }
    case 9:
      return clerk && { verb: 'return', actor: clerk, at: after(30, 2000), body: { to: 'applicant' } }
    case 2:
    case 4:
      return lead && handled(stage, item, lead, at, act)
    case 3:
    case 7:
    case 8:
    case 10:
      return undefined
  }
}

async function handled(
  stage: Stage,
  item: Item,
  lead: NonNullable<ReturnType<typeof findLead>>,
  at: Date,
  act: number,
): Promise<Act | undefined> {
  const { chance } = stage
  const official = await holderOf(stage, lead)
  if (!official) return undefined
  if (lead.person === null)
    return {
      verb: 'take',
      actor: official,
      at: worked(stage.calendar, at, chance.between(10, 240)),
      no: lead.no,
      body: {},
    }
  // Most are done well within their time, one in eight takes longer than it may.
  const share = chance.one(8) ? chance.between(110, 190) / 100 : chance.between(35, 98) / 100
  const done = worked(stage.calendar, at, Math.max(10, Math.round(lead.allowed_min * share)))
  const procedure = await findVersion(stage.office.db, item.procedure, item.procedure_version)
  if (act < 6 && item.supplement_requests === 0 && lead.role === 'case-official' && chance.one(7)) {
    const part = procedure?.parts[0]
    if (part)
      return {
        verb: 'request-supplement',
        actor: official,
        at: worked(stage.calendar, at, chance.between(30, 400)),
        body: { missing: [part.key], reason: 'Giấy tờ chưa rõ, cần bản có xác nhận.' },
      }
  }
  if (
    procedure?.financialDuty === 'tax' &&
    item.pauses.every((pause) => pause.kind !== 'tax') &&
    lead.role === 'case-official'
  ) {
    return {
      verb: 'financial-duty',
      actor: official,
      at: worked(stage.calendar, at, chance.between(60, 600)),
      body: { kind: 'tax', amount: chance.between(10, 900) * 100_000 },
    }
  }
  const next = procedure?.process.steps
    .find((step) => step.key === lead.key)
    ?.next.find((one) => one.outcome === 'done' || one.outcome === 'approved')
  const target = procedure?.process.steps.find((step) => step.key === next?.to)
  const last = next === undefined || next.to === 'finish' || target?.kind === 'return'
  return last
    ? { verb: 'finish', actor: official, at: done, body: { outcome: chance.one(25) ? 'refused' : 'granted' } }
    : { verb: 'complete-step', actor: official, at: done, no: lead.no, body: {} }
}

async function holderOf(
  stage: Stage,
  lead: { unit: string; role: string; person: string | null },
): Promise<Actor | undefined> {
  if (lead.person === null) return stage.staff(lead.unit, lead.role as PostRole)
  return actorOf(stage.office, lead.person, stage.now)
}

export async function actorOf(office: Office, person: string, now: Date): Promise<Actor> {
  return {
    kind: 'staff',
    id: person,
    name: '',
    posts: await postsOf(office.db, person, today(now)),
    session: null,
  }
}

/** Officials of a unit and role, taken in turn, so that work spreads over the room as it does in life. */
export function staffOf(office: Office, chance: Chance, now: Date): Stage['staff'] {
  const known = new Map<string, Promise<Actor[]>>()
  return async (unit, role) => {
    const key = `${unit}/${role}`
    if (!known.has(key)) known.set(key, atWork(office, unit, role, now))
    const all = await known.get(key)!
    // Whoever one signs in as has a fuller desk than the neighbours: half of the room's work.
    const seated = all.find((one) => one.posts.some((post) => demoPerson(post.unit, post.role) === one.id))
    return seated && chance.one(2) ? seated : all.length === 0 ? undefined : chance.pick(all)
  }
}

/** The room's own people; those of the whole body where the room has none. */
async function atWork(office: Office, unit: string, role: PostRole, now: Date): Promise<Actor[]> {
  const own = await findOwnHolders(office.db, unit, role, today(now))
  const ids = own.length > 0 ? own : await findHolders(office.db, unit, role, today(now))
  return Promise.all(ids.map((id) => actorOf(office, id, now)))
}

const worked = (calendar: Calendar, from: Date, minutes: number): Date =>
  dateOf(dueAt(calendar, minuteOf(from), { amount: minutes, unit: 'minute' }))

const keyOf = (stage: Stage, plan: Play, act: number): string =>
  namedUuid(`demo/${stage.seed}/${plan.no}/${act}`)

function filingOf(stage: Stage, plan: Play): Filing {
  const { chance } = stage
  return {
    procedure: plan.procedure,
    channel: 'direct',
    receivedAt: plan.unit,
    applicant: applicantOf(chance),
    parts: [],
    notify: { channel: chance.one(3) ? 'none' : 'sms' },
  }
}

/** A dossier that the rules refuse is not played; anything else that goes wrong is a fault of ours and must be seen. */
export const isRefusedFiling = (error: unknown): boolean =>
  error instanceof Refusal && error.kind === 'invalid'
