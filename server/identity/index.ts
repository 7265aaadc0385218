export type { Actor } from './actor.ts'
export { may, NotPermitted, permit, permitsOf, reach, reachKey, type On, type Reach } from './permit.ts'
export { isVerb, permits, scopeOf, scopes, verbs, type Role, type Scope, type Verb } from './permits.ts'
