import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { roleNames, today } from '#people'
import { applicantName } from './applicants.ts'
import { contextOf, type Identity } from './authenticate.ts'
import { csrfOf } from './cookies.ts'
import { permitsOf } from './permit.ts'
import { verbs } from './permits.ts'
import type { meAnswer } from './schemas.ts'

/** Who the asker is to us, what their posts permit, and the CSRF token of their session. Guests get `actor: null`. */
export async function me(request: FastifyRequest, identity: Identity): Promise<Static<typeof meAnswer>> {
  const actor = request.actor
  const signIn = waysIn(identity)
  if (!actor) return { actor: null, permits: [], csrf: null, signIn }
  const units = identity.parts.units.at(today(request.now))
  const name =
    actor.kind === 'applicant'
      ? await applicantName(contextOf(request, identity.parts), actor.id)
      : actor.name
  const posts = actor.posts.map((post) => ({
    ...post,
    unitName: units.find(post.unit)?.name ?? { vi: post.unit, en: post.unit },
    roleName: roleNames[post.role],
  }))
  return {
    actor: { kind: actor.kind, id: actor.id, name, posts },
    permits: permitsOf(actor, verbs),
    csrf: request.sessionToken === undefined ? null : csrfOf(identity.parts.keys, request.sessionToken),
    signIn,
  }
}

/** How staff may sign in here: what the rule allows and, for an issuer, what is set up. */
function waysIn({ rules, parts }: Identity): ('oidc' | 'local')[] {
  return rules.staff.methods.filter((way) => way === 'local' || parts.config.oidc.staff !== null)
}
