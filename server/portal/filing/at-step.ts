/** Where in which filing a request stands. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OpenPage, Page } from '../page.ts'
import type { PortalParts } from '../ports.ts'
import { findDraft, type Draft } from './draft.ts'
import { getMatter, type Matter } from './matter.ts'

/** One page of one filing: what is filed, what is typed so far, and the page to answer with. */
export interface AtStep {
  parts: PortalParts
  request: FastifyRequest
  reply: FastifyReply
  page: Page
  p: Matter
  draft: Draft
}

export const filingAddress = (p: Matter, rest = ''): string =>
  `${p.address}/nop${rest === '' ? '' : `/${rest}`}`

export const mustSignIn = (parts: PortalParts, request: FastifyRequest): boolean =>
  parts.signIn.neededToFile(request.now) && parts.signIn.applicant(request) === undefined

/** The filing this request is about; sends people without one to its beginning. */
export async function arrive(
  parts: PortalParts,
  open: OpenPage,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<AtStep | undefined> {
  const p = await getMatter(parts, request)
  const draft = await findDraft(parts, request, reply, p.key)
  if (!draft || !p.fileable || mustSignIn(parts, request)) {
    void reply.redirect(filingAddress(p), 303)
    return undefined
  }
  return { parts, request, reply, page: open(request, reply), p, draft }
}
