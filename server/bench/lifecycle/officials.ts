import { loadUnits } from '#people'
import { csrfOf, openIdentity } from '#identity'
import { systemClock, uuidv7, type Config, type Database, type KeyRing } from '#kernel'
import { handlersOf, seatOf, type Fileable, type Receiver, type World } from '../generate/world.ts'

/** Headers under which an official's requests go out: session cookie and CSRF token. */
export type SignedIn = string

/** One dossier's way through the offices: where it is filed and who handles it, step by step. */
export interface Route {
  receiver: Receiver
  version: Fileable['version']
  clerk: SignedIn
  /** Holders of the steps on the way, the last of whom finishes. */
  holders: SignedIn[]
}

/** Opens real sessions for officials, each once, as signing in would. */
export async function signInOfficials(
  parts: { db: Database; keys: KeyRing; config: Config },
  people: Iterable<string>,
): Promise<Map<string, SignedIn>> {
  const { db, keys, config } = parts
  const identity = openIdentity({ db, keys, clock: systemClock, config, units: await loadUnits(db) })
  const signedIn = new Map<string, SignedIn>()
  for (const person of people) {
    if (signedIn.has(person)) continue
    const now = systemClock()
    const cx = { db, keys, now, requestId: uuidv7(now) }
    const token = await identity.sessions.start(cx, { kind: 'staff', actor: person, method: 'bench' })
    const cookie = `cookie: ${identity.cookies.session.name}=${token}\r\n`
    signedIn.set(person, `${cookie}x-csrf-token: ${csrfOf(keys, token)}\r\n`)
  }
  return signedIn
}

/** Three steps from acceptance to the result, as the figure in the issue has it: two completed, the third finishes. */
const stepsOnTheWay = 3

export async function routesOf(
  world: World,
  parts: { db: Database; keys: KeyRing; config: Config },
): Promise<Route[]> {
  const fit = ({ version, channels }: Fileable): boolean =>
    wayOf(version).length === stepsOnTheWay &&
    channels.includes('direct') &&
    version.subjects.includes('citizen')
  const commune = world.procedures.commune.filter(fit)
  const city = world.procedures.city.filter(fit)
  const planned = world.receivers.flatMap((receiver, index) => {
    const from = receiver.commune && commune.length > 0 ? commune : city
    const found = from[index % from.length]
    return found
      ? [{ receiver, version: found.version, people: peopleOf(world, receiver, found.version) }]
      : []
  })
  const signedIn = await signInOfficials(
    parts,
    planned.flatMap(({ people }) => people),
  )
  return planned.map(({ receiver, version, people }) => {
    const [clerk, ...holders] = people.map((person) => signedIn.get(person)!)
    return { receiver, version, clerk: clerk!, holders }
  })
}

function peopleOf(world: World, { unit }: Receiver, version: Fileable['version']): string[] {
  const competent = version.competent.level === 'city' ? version.competent.unit : unit
  const clerk = world.seats.get(seatOf(unit, 'clerk'))!.ids[0]!
  const handlers = handlersOf(world, version, competent)
  return [clerk, ...wayOf(version).map((step) => handlers.get(step.key)![0]!)]
}

function wayOf(version: Fileable['version']): Fileable['version']['process']['steps'] {
  const { steps } = version.process
  const way: typeof steps = []
  for (let step = steps[0]; step && step.kind !== 'return' && way.length < steps.length;) {
    way.push(step)
    const to = step.next.find((next) => next.outcome === 'done' || next.outcome === 'approved')?.to
    step = steps.find((one) => one.key === to)
  }
  return way
}
