import { Refusal } from '#kernel'
import type { UnitsOn } from '#people'
import type { Actor } from './actor.ts'
import { scopeOf, scopes, type Role, type Scope, type Verb } from './permits.ts'

/** What the verb is done to. A unit that is not named is not "any unit": only own and city permits can apply then. */
export interface On {
  unit?: string | null
  /** Several units stand behind one item (received at, competent, returned at): one of them within reach is enough. */
  units?: readonly (string | null)[]
  /** The official with whom it lies. */
  person?: string | null
  /** The applicant account it belongs to. */
  applicant?: string | null
}

/** Throws `NotPermitted` unless one of the actor's posts permits the verb on it. */
export function permit(actor: Actor, verb: Verb, on: On, units: UnitsOn): void {
  if (!may(actor, verb, on, units)) throw new NotPermitted(verb)
}

/** The same question with a yes or no, for the buttons of a screen. */
export function may(actor: Actor, verb: Verb, on: On, units: UnitsOn): boolean {
  if (actor.limit && !actor.limit.verbs.has(verb)) return false
  const named = [...(on.units ?? []), on.unit].filter((unit) => typeof unit === 'string')
  if (actor.kind === 'applicant')
    return applies(scopeOf(verb, 'applicant'), actor.id, undefined, on.applicant, named, units)
  if (actor.kind === 'service') {
    const root = actor.limit?.unit
    return typeof root === 'string' && named.some((unit) => units.isWithin(unit, root))
  }
  return actor.posts.some((post) =>
    applies(scopeOf(verb, post.role), actor.id, post.unit, on.person, named, units),
  )
}

function applies(
  scope: Scope | undefined,
  actor: string,
  post: string | undefined,
  owner: string | null | undefined,
  named: readonly string[],
  units: UnitsOn,
): boolean {
  if (scope === undefined) return false
  if (scope === 'city' || (typeof owner === 'string' && owner === actor)) return true
  if (scope === 'own' || post === undefined) return false
  const body = units.home(post)
  return named.some((unit) => (scope === 'unit' ? isOf(unit, body, units) : units.isWithin(unit, body)))
}

const isOf = (unit: string, body: string, units: UnitsOn): boolean =>
  units.find(unit) !== undefined && units.home(unit) === body

/** Which rows of a list the actor may see: all, those of some units, those that lie with the actor. */
export interface Reach {
  city: boolean
  units: string[]
  own: boolean
}

export function reach(actor: Actor, verb: Verb, units: UnitsOn): Reach {
  const none: Reach = { city: false, units: [], own: false }
  if (actor.limit && !actor.limit.verbs.has(verb)) return none
  if (actor.kind === 'applicant') {
    const scope = scopeOf(verb, 'applicant')
    return { city: scope === 'city', units: [], own: scope !== undefined }
  }
  if (actor.kind === 'service') {
    const root = actor.limit?.unit
    return typeof root === 'string' ? { ...none, units: units.subtree(root) } : none
  }
  const found = new Set<string>()
  const held = new Set<Scope>()
  for (const post of actor.posts) {
    const scope = scopeOf(verb, post.role)
    if (scope === undefined) continue
    held.add(scope)
    if (scope === 'unit') for (const unit of units.household(post.unit)) found.add(unit)
    if (scope === 'subtree') for (const unit of units.subtree(units.home(post.unit))) found.add(unit)
  }
  return { city: held.has('city'), units: [...found], own: held.size > 0 }
}

/** One text per reach: whatever caches a list puts it into its key, so that a row never crosses from one scope to another. */
export const reachKey = (actor: Actor, of: Reach): string =>
  `${of.city ? 'city' : [...of.units].sort().join(',')}|${of.own ? actor.id : ''}`

/** The verbs the actor has at all and the widest reach of each, for `/api/me`. */
export function permitsOf(actor: Actor, verbs: readonly Verb[]): { verb: Verb; scope: Scope }[] {
  const roles: Role[] =
    actor.kind === 'applicant' ? ['applicant'] : [...new Set(actor.posts.map((post) => post.role))]
  return verbs.flatMap((verb) => {
    if (actor.limit && !actor.limit.verbs.has(verb)) return []
    if (actor.kind === 'service') return [{ verb, scope: 'subtree' as const }]
    const widest = Math.max(...roles.map((role) => scopes.indexOf(scopeOf(verb, role) as Scope)))
    return widest >= 0 ? [{ verb, scope: scopes[widest]! }] : []
  })
}

export class NotPermitted extends Refusal {
  constructor(verb: Verb) {
    super(
      'NotPermitted',
      {
        vi: 'Vị trí việc làm của bạn không được làm việc này ở đây. Nếu cần, hãy nhờ thủ trưởng đơn vị.',
        en: 'Your post does not permit this here. If it must be done, ask the head of the unit.',
      },
      { kind: 'forbidden', facts: { verb } },
    )
  }
}
