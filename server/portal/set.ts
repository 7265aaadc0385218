/** Linked procedures: which sets there are, and what one asks and promises, agency by agency. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { foldedForm } from '#catalogue'
import { notFound } from '#kernel'
import { findDraft } from './filing/draft.ts'
import { feesOf, partNote, timesOf } from './procedure-words.ts'
import { findVisit } from './visit.ts'
import type { OpenPage, Page } from './page.ts'
import type { PortalParts, ProcedureHead } from './ports.ts'
import type { ProcedureSet, SetHead, SetMember } from './ports-linked.ts'

export const setAddress = (code: string): string => `/lien-thong/${encodeURIComponent(code)}`

export function setRoutes(app: FastifyInstance, parts: PortalParts, open: OpenPage): void {
  app.get('/lien-thong', async (request, reply) =>
    reply.send(open(request, reply).show('sets', { sets: parts.linked.heads(request.now) })),
  )

  app.get<{ Params: { code: string } }>('/lien-thong/:code', async (request, reply) => {
    const set = await getSet(parts, request)
    const page = open(request, reply)
    const returning = findVisit(parts, request) !== undefined || parts.signIn.applicant(request) !== undefined
    const draft = returning ? await findDraft(parts, request, reply, `lien-thong/${set.code}`) : undefined
    const counters = await parts.offices.counters(request.now)
    return reply.send(
      page.show('set', {
        set,
        fileable: isFileable(set),
        draft: draft && !draft.filed,
        where: page.say(isFileable(set) ? 'procedure.where-any' : 'procedure.where-counter', {
          n: page.format.count(counters.length),
        }),
        atCounter: set.members.filter((one) => !one.procedure.fileable).map((one) => one.procedure.name),
        members: set.members.map((one) => memberWords(page, set, one)),
      }),
    )
  })
}

/** The set of this address, or "not found" in words. */
export async function getSet(parts: PortalParts, request: FastifyRequest): Promise<ProcedureSet> {
  const { code } = request.params as { code: string }
  const found = await parts.linked.set(code, request.now)
  if (found) return found
  const short = code.slice(0, 60)
  throw notFound({ vi: `nhóm thủ tục liên thông ${short}`, en: `The set of linked procedures ${short}` })
}

/** A set is filed online when each of its procedures is. */
export const isFileable = (set: ProcedureSet): boolean => set.members.every((one) => one.procedure.fileable)

/** Sets that a search should show: their names hold what was typed, or one of the procedures found belongs to them. */
export function setsFound(
  heads: readonly SetHead[],
  text: string,
  rows: readonly Pick<ProcedureHead, 'code'>[],
): SetHead[] {
  const words = foldedForm(text).split(' ').filter(Boolean)
  if (words.length === 0) return []
  return heads.filter((head) => {
    const name = foldedForm(`${head.name.vi} ${head.name.en}`)
    return (
      words.every((word) => name.includes(word)) || rows.some((row) => head.procedures.includes(row.code))
    )
  })
}

function memberWords(page: Page, set: ProcedureSet, member: SetMember): object {
  const { say } = page
  const { procedure: p, agency, after } = member
  const names = after.flatMap((code) => {
    const at = set.members.findIndex((one) => one.procedure.code === code)
    const needed = set.members[at]
    return needed ? [say('set.numbered', { n: at + 1, name: page.pick(needed.procedure.name) })] : []
  })
  return {
    p: { ...p, parts: p.parts.map((part) => ({ ...part, note: partNote(page, part) })) },
    agency: agency ? page.pick(agency) : say('set.commune'),
    begins: names.length === 0 ? say('set.at-once') : say('set.after', { after: names.join('; ') }),
    times: timesOf(page, p),
    fees: feesOf(page, p),
  }
}
