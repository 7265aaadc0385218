export type { Actor } from './actor.ts'
export { may, NotPermitted, permit, permitsOf, reach, reachKey, type On, type Reach } from './permit.ts'
export { isVerb, permits, scopeOf, scopes, verbs, type Role, type Scope, type Verb } from './permits.ts'
export {
  authenticate,
  contextOf,
  BadToken,
  CsrfRefused,
  openIdentity,
  requireActor,
  SignInNeeded,
  type Identity,
  type IdentityParts,
} from './authenticate.ts'
export { routes } from './routes.ts'
export { makeAccount, changePassword, setSecondFactor } from './accounts.ts'
export { makeToken, revokeToken, type TokenFor } from './tokens.ts'
export {
  applicantsWithNumber,
  eraseAccounts,
  eraseApplicant,
  findApplicant,
  keepApplicant,
  type ApplicantDetails,
} from './applicants.ts'
export { csrfOf } from './cookies.ts'
export { readSignInRules, type SignInRules } from './rules.ts'
export { watchChanges } from './watch.ts'
export { seedDemoAccounts, type DemoSignIn } from './demo/accounts.ts'
export { installOidc } from './install-oidc.ts'
export { accountCommand } from './account-command.ts'
export { apiNotes } from './examples.ts'
