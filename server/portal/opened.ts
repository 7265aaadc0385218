/** Which dossier this browser or person may see: opened by code or QR in this visit, or their own after sign-in. */
import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#kernel'
import { contextOf } from './form.ts'
import { findVisit, grantsOf, type Grant } from './visit.ts'
import type { OpenedItem, PortalParts, Tracking } from './ports.ts'

export const addressOf = (code: string): string => `/tra-cuu/${encodeURIComponent(code)}`

interface Found {
  tracking: Tracking
  granted: boolean
}

/** The dossier of this address, when this browser or the person signed in may see it. */
export async function find(parts: PortalParts, request: FastifyRequest): Promise<Found | undefined> {
  const { code } = request.params as { code: string }
  const cx = contextOf(parts, request)
  const by = parts.signIn.applicant(request)
  const grants = await grantsOf(parts, findVisit(parts, request), request.now)
  const granted = await grantedOf(parts, request, code, grants)
  const opened = granted ?? (by && (await parts.work.openMine(cx, by, code)))
  if (!opened) return undefined
  return { tracking: await parts.work.tracking(cx, opened.item, by), granted: granted !== undefined }
}

/** What this browser opened: the dossier itself, or a filing of linked procedures that it belongs to. */
async function grantedOf(
  parts: PortalParts,
  request: FastifyRequest,
  code: string,
  grants: readonly Grant[],
): Promise<OpenedItem | undefined> {
  const own = grants.find((one) => one.linked === undefined && one.code === code)
  const filings = grants.filter((one) => one.linked).map((one) => one.item)
  if (own || filings.length === 0) return own
  return parts.work.openMember(contextOf(parts, request), code, filings)
}

export async function get(parts: PortalParts, request: FastifyRequest): Promise<Found> {
  const found = await find(parts, request)
  if (found) return found
  throw new Refusal(
    'NotOpened',
    {
      vi: 'Hồ sơ này chưa được mở trên máy này. Hãy nhập mã hồ sơ và mã tra cứu, hoặc đăng nhập.',
      en: 'This dossier has not been opened on this device. Enter its code and secret, or sign in.',
    },
    { kind: 'unauthenticated' },
  )
}

/** An act that only a party may do: signed in, and on the party's own dossier. Sends others to sign in and back. */
export async function getInside(
  parts: PortalParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Tracking | undefined> {
  const by = parts.signIn.applicant(request)
  const { code } = request.params as { code: string }
  const opened = by && (await parts.work.openMine(contextOf(parts, request), by, code))
  if (opened) return parts.work.tracking(contextOf(parts, request), opened.item, by)
  void reply.redirect(by ? addressOf(code) : `/dang-nhap?ve=${encodeURIComponent(addressOf(code))}`, 303)
  return undefined
}

export const newKey = (): string => randomUUID()
