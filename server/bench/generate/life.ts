import type { Channel } from '#catalogue'
import type { Actor } from '#identity'
import { uuidv7 } from '#kernel'
import type { Call, Filing, Item, Submission, Verb } from '#work'
import { ownStart } from './applicant.ts'
import type { Dice, Lot } from './chances.ts'
import { seatOf, type Fileable, type Receiver, type World } from './world.ts'

/** What happens next in a life. Whoever runs it, in memory or through the real path, gives back the item as it is then. */
export type Deed =
  | { do: 'submit'; submission: Submission; version: Fileable['version'] }
  | { do: 'act'; verb: Verb; call: Call }

export type Life = Generator<Deed, void, Item>

/** Local minutes of a working day from midnight: when offices open and when nobody begins anything new. */
const opens_min = 7 * 60 + 30
const ends_min = 16 * 60 + 50
const officeDay_min = 480

const shares = { refused: 0.03, withdrawn: 0.01, supplemented: 0.08, fee: 0.03, taken: 0.3, veryLate: 0.03 }

/** Which unit receives a family; cheap, because every worker asks for every family. */
export const receiverOf = (world: World, course: Dice): Receiver => course.pick(world.receivers)

/**
 * One item from its filing to its end, or to today. Families are filed in the order of their numbers, siblings within one minute.
 * What an item draws for itself (`own`) is its start, then only bytes for ids, keys and salts: nothing that happens hangs on them.
 */
export function* lifeOf(world: World, lot: Lot): Life {
  const { course, own, before } = lot
  const at = receiverOf(world, course)
  const { version, channels } = procedureFor(world, course, at)
  const start = ownStart(lot, course.pick(version.subjects))
  const clock = clockOf(world, course, before, start.second_ms)
  const clerk = staff(course.pick(world.seats.get(seatOf(at.unit, 'clerk'))!.ids))
  const channel = course.pick(channels)
  const applicant: Actor = { ...staff(uuidv7(clock.now(), own.bytes(10))), kind: 'applicant' }
  const submission = {
    actor: channel === 'online' ? applicant : clerk,
    now: clock.now(),
    key: keyAt(clock, own),
    filing: filingOf(course, version, channel, at.unit, start.applicant),
  }
  const run = runOf(own, clock, yield { do: 'submit', submission, version })

  clock.pass(5 + course.below(90))
  if (course.next() < shares.refused) return yield* run('refuse', clerk, { reason: 'Không thuộc thẩm quyền' })
  yield* run('accept', clerk, {})
  yield* handled(world, course, clock, clerk, version, run)
}

type Run = ReturnType<typeof runOf>

/** Performs acts on the item until today; what would lie in the future does not happen. */
function runOf(own: Dice, clock: LifeClock, filed: Item) {
  let item = filed
  const run = function* (verb: Verb, actor: Actor, body: Record<string, unknown>, no?: number): Life {
    if (clock.isOver()) return
    const call = {
      actor,
      now: clock.now(),
      key: keyAt(clock, own),
      item: item.id,
      version: item.version,
      body,
    }
    item = yield { do: 'act', verb, call: no === undefined ? call : { ...call, no } }
  }
  return Object.assign(run, { item: () => item })
}

function* handled(
  world: World,
  course: Dice,
  clock: LifeClock,
  clerk: Actor,
  version: Fileable['version'],
  run: Run,
): Life {
  const way = wayOf(version)
  for (const [index, key] of way.entries()) {
    const lead = run.item().steps.find((step) => step.done_at === null)
    if (!lead || lead.key !== key) return
    const holder = staff(lead.person ?? course.pick(world.seats.get(seatOf(lead.unit, lead.role))!.ids))
    const slow = course.next() < shares.veryLate ? 3 : 1
    clock.pass(Math.ceil(lead.allowed_min * 0.2 * course.next()))
    if (lead.person === null && course.next() < shares.taken) yield* run('take', holder, {}, lead.no)
    if (index === 0) yield* paused(course, clock, clerk, holder, version, run)
    if (index === 0 && course.next() < shares.withdrawn) {
      clock.pass(30)
      return yield* run('withdraw', clerk, { reason: 'Người nộp xin rút' })
    }
    clock.pass(Math.ceil(lead.allowed_min * slow * (0.1 + 0.8 * course.next())))
    if (index < way.length - 1) yield* run('complete-step', holder, {}, lead.no)
    else yield* run('finish', holder, { outcome: 'granted' })
  }
  clock.pass(course.below(3 * officeDay_min))
  yield* run('return', clerk, { to: 'applicant' })
}

/** Some applicants must bring something, some must pay first. */
function* paused(
  course: Dice,
  clock: LifeClock,
  clerk: Actor,
  holder: Actor,
  version: Fileable['version'],
  run: Run,
): Life {
  const chosen = course.next()
  const part = version.parts[0]
  if (chosen < shares.supplemented && part) {
    clock.pass(20)
    yield* run('request-supplement', holder, { missing: [part.key], reason: `Cần bổ sung: ${part.name.vi}` })
    clock.pass(1)
    if (run.item().notify !== 'none') yield* run('notice-sent', system, {})
    clock.pass(course.below(5 * officeDay_min))
    yield* run('supplement', clerk, { parts: [{ key: part.key, originals: 1 }] })
  } else if (chosen < shares.supplemented + shares.fee && holderMayAskFee(holder, run.item())) {
    clock.pass(20)
    yield* run('financial-duty', holder, { kind: 'fee', amount: 1000 * (1 + course.below(500)) })
    clock.pass(course.below(2 * officeDay_min))
    yield* run('pay', clerk, {})
  }
}

const holderMayAskFee = (holder: Actor, item: Item): boolean => {
  const lead = item.steps.find((step) => step.done_at === null)
  return lead?.role === 'case-official' && lead.person === holder.id
}

const staff = (id: string): Actor => ({ kind: 'staff', id, name: '', posts: [], session: null })
const system: Actor = { kind: 'service', id: 'notifications', name: '', posts: [], session: null }

const keyAt = (clock: LifeClock, own: Dice): string => uuidv7(clock.now(), own.bytes(10))

interface LifeClock {
  now(): Date
  isOver(): boolean
  /** Lets so many office minutes go by. */
  pass(office_min: number): void
}

/** Runs through working days in office hours, always at the same moment of a minute; `share` of the span has passed at the filing. */
function clockOf(world: World, course: Dice, share: number, second_ms: number): LifeClock {
  let day = Math.floor(share * world.days.length)
  let minute = opens_min + course.below(ends_min - opens_min)
  const at = (): Date | undefined => {
    const midnight = world.days[day]
    return midnight && new Date(midnight.getTime() + minute * 60_000 + second_ms)
  }
  return {
    now: () => at() ?? world.now,
    // Today's minute counts as not yet begun, so that what happens does not hang on the moment within it.
    isOver: () => (at()?.getTime() ?? Infinity) - second_ms + 60_000 > world.now.getTime(),
    pass(office_min) {
      day += Math.floor(office_min / officeDay_min)
      minute += office_min % officeDay_min
      if (minute < ends_min) return
      minute -= ends_min - opens_min
      day += 1
    },
  }
}

/** Keys of the steps on the straight way from acceptance to the result. */
function wayOf(version: Fileable['version']): string[] {
  const { steps } = version.process
  const way: string[] = []
  for (let step = steps[0]; step && step.kind !== 'return' && way.length < steps.length;) {
    way.push(step.key)
    const to = step.next.find((next) => next.outcome === 'done' || next.outcome === 'approved')?.to
    step = steps.find((one) => one.key === to)
  }
  return way
}

/** Communes mostly decide themselves; every office of the city takes in what a department decides. */
function procedureFor(world: World, course: Dice, at: Receiver): Fileable {
  const { commune, city } = world.procedures
  return at.commune && course.next() < 0.85 ? course.pick(commune) : course.pick(city)
}

function filingOf(
  course: Dice,
  version: Fileable['version'],
  channel: Channel,
  received: string,
  applicant: Filing['applicant'],
): Filing {
  return {
    procedure: version.code,
    channel,
    receivedAt: received,
    applicant,
    parts: version.parts
      .filter((part) => part.required)
      .map((part) => ({ key: part.key, originals: part.originals, copies: part.copies })),
    notify: { channel: course.pick(['sms', 'sms', 'app', 'none'] as const) },
  }
}
