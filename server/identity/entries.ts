import { append, type AppendTo, type Fact } from '#ledger'

/** What identity writes down. Ids only: never a name, a number, a user name or a password. */
export type IdentityFact =
  | { type: 'identity.signed-in'; data: { account: string; session: string | null; method: string } }
  | {
      type: 'identity.sign-in-failed'
      data: { account: string; why: 'password' | 'second-factor' | 'disabled'; failures: number }
    }
  | { type: 'identity.signed-out'; data: { session: string } }
  | { type: 'identity.password-changed'; data: { account: string } }
  | { type: 'identity.second-factor-set'; data: { account: string } }
  | { type: 'identity.account-made'; data: { account: string; person: string } }
  | {
      type: 'identity.token-made'
      data: { token: string; person: string | null; unit: string | null; verbs: string[] }
    }
  | { type: 'identity.token-revoked'; data: { token: string } }
  | { type: 'identity.official-linked'; data: { person: string } }
  | { type: 'identity.erased'; data: { applicant: string } }

/**
 * One stream per person and matter (`sign-in/<id>`, `unmask/<id>`), so that people do not wait for each other. `actor` is the id of
 * whoever did it, `system` where nobody did.
 */
export async function note(cx: AppendTo, stream: string, actor: string, fact: IdentityFact): Promise<void> {
  const written: Fact = { type: fact.type, v: 1, data: fact.data }
  await append(cx, stream, [written], actor)
}
