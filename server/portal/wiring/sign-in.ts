import type { FastifyRequest } from 'fastify'
import { csrfOf, contextOf, findApplicant, type Identity } from '#identity'
import type { Applicant, SignInPart } from '../ports.ts'

declare module 'fastify' {
  interface FastifyRequest {
    applicant?: Applicant
  }
}

/** Reads who the signed-in applicant is once per request, so that pages may ask without waiting. */
export async function knowApplicant(request: FastifyRequest, identity: Identity): Promise<void> {
  const actor = request.actor
  if (actor?.kind !== 'applicant') return
  const details = await findApplicant(contextOf(request, identity.parts), actor.id)
  if (details) request.applicant = { id: actor.id, ...details }
}

export const signInPart = (identity: Identity, start: string | null): SignInPart => ({
  applicant: (request) => request.applicant,
  href: (back) => (start === null ? null : `${start}?return=${encodeURIComponent(back)}`),
  signOut: async (request, reply) => {
    const session = request.actor?.session
    if (session) await identity.sessions.end(contextOf(request, identity.parts), session, 'signed-out')
    identity.cookies.session.clear(reply)
  },
  // The dated rule of sign-in offers citizens nothing but electronic identity.
  neededToFile: () => !identity.rules.citizens.methods.includes('local'),
  csrf: (request) =>
    request.sessionToken === undefined ? undefined : csrfOf(identity.parts.keys, request.sessionToken),
})
