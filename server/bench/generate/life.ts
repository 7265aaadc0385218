import type { Channel } from '#catalogue'
import type { Actor } from '#identity'
import { uuidv7 } from '#kernel'
import { personName } from '#people'
import type { Call, Filing, Item, Submission, Verb } from '#work'
import type { Dice } from './chances.ts'
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

/** Which unit receives item number `item`; cheap, because every worker asks for every item. */
export const receiverOf = (world: World, dice: Dice): Receiver => dice.pick(world.receivers)

/** One item from its filing to its end, or to today. Items are filed in the order of their numbers. */
export function* lifeOf(world: World, dice: Dice, at: Receiver, item: number, items: number): Life {
  const { version, channels } = procedureFor(world, dice, at)
  const received = at.unit
  const clock = clockOf(world, dice, item / items)
  const clerk = staff(dice.pick(world.seats.get(seatOf(received, 'clerk'))!.ids))
  const channel = dice.pick(channels)
  const filing = filingOf(dice, version, channel, received)
  const applicant: Actor = { ...staff(uuidv7(clock.now(), dice.bytes(10))), kind: 'applicant' }
  const submission = {
    actor: channel === 'online' ? applicant : clerk,
    now: clock.now(),
    key: keyAt(clock, dice),
    filing,
  }
  const run = runOf(dice, clock, yield { do: 'submit', submission, version })

  clock.pass(5 + dice.below(90))
  if (dice.next() < shares.refused) return yield* run('refuse', clerk, { reason: 'Không thuộc thẩm quyền' })
  yield* run('accept', clerk, {})
  yield* handled(world, dice, clock, clerk, version, run)
}

type Run = ReturnType<typeof runOf>

/** Performs acts on the item until today; what would lie in the future does not happen. */
function runOf(dice: Dice, clock: LifeClock, filed: Item) {
  let item = filed
  const run = function* (verb: Verb, actor: Actor, body: Record<string, unknown>, no?: number): Life {
    if (clock.isOver()) return
    const call = {
      actor,
      now: clock.now(),
      key: keyAt(clock, dice),
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
  dice: Dice,
  clock: LifeClock,
  clerk: Actor,
  version: Fileable['version'],
  run: Run,
): Life {
  const way = wayOf(version)
  for (const [index, key] of way.entries()) {
    const lead = run.item().steps.find((step) => step.done_at === null)
    if (!lead || lead.key !== key) return
    const holder = staff(lead.person ?? dice.pick(world.seats.get(seatOf(lead.unit, lead.role))!.ids))
    const slow = dice.next() < shares.veryLate ? 3 : 1
    clock.pass(Math.ceil(lead.allowed_min * 0.2 * dice.next()))
    if (lead.person === null && dice.next() < shares.taken) yield* run('take', holder, {}, lead.no)
    if (index === 0) yield* paused(dice, clock, clerk, holder, version, run)
    if (index === 0 && dice.next() < shares.withdrawn) {
      clock.pass(30)
      return yield* run('withdraw', clerk, { reason: 'Người nộp xin rút' })
    }
    clock.pass(Math.ceil(lead.allowed_min * slow * (0.1 + 0.8 * dice.next())))
    if (index < way.length - 1) yield* run('complete-step', holder, {}, lead.no)
    else yield* run('finish', holder, { outcome: 'granted' })
  }
  clock.pass(dice.below(3 * officeDay_min))
  yield* run('return', clerk, { to: 'applicant' })
}

/** Some applicants must bring something, some must pay first. */
function* paused(
  dice: Dice,
  clock: LifeClock,
  clerk: Actor,
  holder: Actor,
  version: Fileable['version'],
  run: Run,
): Life {
  const chosen = dice.next()
  const part = version.parts[0]
  if (chosen < shares.supplemented && part) {
    clock.pass(20)
    yield* run('request-supplement', holder, { missing: [part.key], reason: `Cần bổ sung: ${part.name.vi}` })
    clock.pass(1)
    if (run.item().notify !== 'none') yield* run('notice-sent', system, {})
    clock.pass(dice.below(5 * officeDay_min))
    yield* run('supplement', clerk, { parts: [{ key: part.key, originals: 1 }] })
  } else if (chosen < shares.supplemented + shares.fee && holderMayAskFee(holder, run.item())) {
    clock.pass(20)
    yield* run('financial-duty', holder, { kind: 'fee', amount: 1000 * (1 + dice.below(500)) })
    clock.pass(dice.below(2 * officeDay_min))
    yield* run('pay', clerk, {})
  }
}

const holderMayAskFee = (holder: Actor, item: Item): boolean => {
  const lead = item.steps.find((step) => step.done_at === null)
  return lead?.role === 'case-official' && lead.person === holder.id
}

const staff = (id: string): Actor => ({ kind: 'staff', id, name: '', posts: [], session: null })
const system: Actor = { kind: 'service', id: 'notifications', name: '', posts: [], session: null }

const keyAt = (clock: LifeClock, dice: Dice): string => uuidv7(clock.now(), dice.bytes(10))

interface LifeClock {
  now(): Date
  isOver(): boolean
  /** Lets so many office minutes go by. */
  pass(office_min: number): void
}

/** Runs through working days in office hours; `share` of the span has passed when the item is filed. */
function clockOf(world: World, dice: Dice, share: number): LifeClock {
  let day = Math.floor(share * world.days.length)
  let minute = opens_min + dice.below(ends_min - opens_min)
  const second_ms = dice.below(60_000)
  const at = (): Date | undefined => {
    const midnight = world.days[day]
    return midnight && new Date(midnight.getTime() + minute * 60_000 + second_ms)
  }
  return {
    now: () => at() ?? world.now,
    isOver: () => (at() ?? world.now) >= world.now,
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
function procedureFor(world: World, dice: Dice, at: Receiver): Fileable {
  const { commune, city } = world.procedures
  return at.commune && dice.next() < 0.85 ? dice.pick(commune) : dice.pick(city)
}

function filingOf(dice: Dice, version: Fileable['version'], channel: Channel, received: string): Filing {
  const kind = dice.pick(version.subjects)
  const isPerson = kind === 'citizen'
  const name = personName(() => dice.next())
  const digits = (count: number): string => Array.from({ length: count }, () => dice.below(10)).join('')
  return {
    procedure: version.code,
    channel,
    receivedAt: received,
    applicant: {
      kind,
      name: isPerson ? name : `Công ty TNHH ${name}`,
      number: isPerson || kind === 'household-business' ? personalNumber(dice) : `0${digits(9)}`,
      phone: `09${digits(8)}`,
      address: `Số ${1 + dice.below(400)} đường số ${1 + dice.below(60)}`,
    },
    parts: version.parts
      .filter((part) => part.required)
      .map((part) => ({ key: part.key, originals: part.originals, copies: part.copies })),
    notify: { channel: dice.pick(['sms', 'sms', 'app', 'none'] as const) },
  }
}

/** Twelve digits as registered in the city, of somebody born in the last half of the last century. */
const personalNumber = (dice: Dice): string =>
  `079${dice.below(2)}${50 + dice.below(50)}${String(dice.below(1_000_000)).padStart(6, '0')}`
