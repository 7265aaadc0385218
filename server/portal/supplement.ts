/** What an applicant does on a running dossier: answer a supplement request, withdraw. Both after sign-in. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isUuid, Refusal } from '#kernel'
import { contextOf, errorsOf, getForm, limitOf, type Form } from './form.ts'
import { addressOf, getInside, newKey } from './opened.ts'
import type { Fault } from './filing/check.ts'
import type { OpenPage } from './page.ts'
import type { FiledPart, Inside, PortalParts, Tracking } from './ports.ts'

export function supplementRoutes(app: FastifyInstance, parts: PortalParts, open: OpenPage): void {
  app.get<{ Params: { code: string } }>('/tra-cuu/:code/bo-sung', async (request, reply) => {
    const d = await getInside(parts, request, reply)
    if (!d) return reply
    if (!d.inside?.supplement) return reply.redirect(addressOf(d.code), 303)
    const asked = papersAsked(d)
    const data = { d, asked, key: newKey(), errors: {}, faults: [], limit: limitOf(parts) }
    return reply.send(open(request, reply).show('supplement', data, { personal: true }))
  })

  app.post<{ Params: { code: string } }>('/tra-cuu/:code/bo-sung', async (request, reply) => {
    const d = await getInside(parts, request, reply)
    if (!d) return reply
    const missing = papersAsked(d)
    if (!d.inside?.supplement) return reply.redirect(addressOf(d.code), 303)
    const form = await getForm(parts, request, [
      'version',
      'key',
      ...missing.map((one) => `files-${one.key}`),
    ])
    const by = parts.signIn.applicant(request)!
    const { sent, faults } = await takePapers(parts, request, missing, form)
    if (faults.length > 0) {
      const page = open(request, reply)
      const data = {
        d,
        asked: missing,
        key: keyOf(form.typed['key']),
        errors: errorsOf(faults, page.say),
        faults,
        limit: limitOf(parts),
      }
      return reply.send(page.show('supplement', data, { personal: true, status: 422 }))
    }
    await parts.work.supplement(
      contextOf(parts, request),
      by,
      d.item,
      versionOf(form.typed['version'], d),
      sent,
      keyOf(form.typed['key']),
    )
    return reply.redirect(`${addressOf(d.code)}?xong=bo-sung`, 303)
  })

  withdrawRoutes(app, parts, open)
}

/** The papers named in the request; all of the dossier's where it named none. */
function papersAsked({ inside }: Tracking): Missing[] {
  const named = inside?.supplement?.missing ?? []
  return named.length > 0 ? named : (inside?.parts ?? []).map(({ key, name }) => ({ key, name, why: '' }))
}

type Missing = NonNullable<Inside['supplement']>['missing'][number]

/** Keeps what was sent for each paper that is missing; says which paper still lacks a file, or has one that is not taken. */
async function takePapers(
  parts: PortalParts,
  request: FastifyRequest,
  missing: readonly { key: string }[],
  form: Form,
): Promise<{ sent: FiledPart[]; faults: Fault[] }> {
  const owner = parts.signIn.applicant(request)!.id
  const sent: FiledPart[] = []
  const faults: Fault[] = []
  for (const { key } of missing) {
    const field = `files-${key}`
    const files: string[] = []
    for (const file of form.files.filter((one) => one.field === field)) {
      try {
        files.push((await parts.files.store(contextOf(parts, request), owner, file)).id)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        faults.push({
          field,
          words: 'fault.file-refused-why',
          values: { vi: error.texts.vi, en: error.texts.en },
        })
      }
    }
    if (files.length > 0) sent.push({ key, originals: 0, copies: 0, files })
    else if (!faults.some((fault) => fault.field === field))
      faults.push({ field, words: 'fault.files-missing' })
  }
  return { sent, faults }
}

function withdrawRoutes(app: FastifyInstance, parts: PortalParts, open: OpenPage): void {
  app.get<{ Params: { code: string } }>('/tra-cuu/:code/rut', async (request, reply) => {
    const d = await getInside(parts, request, reply)
    if (!d) return reply
    if (!d.inside?.mayWithdraw) return reply.redirect(addressOf(d.code), 303)
    const data = { d, key: newKey(), typed: {}, errors: {}, faults: [] }
    return reply.send(open(request, reply).show('withdraw', data, { personal: true }))
  })

  app.post<{ Params: { code: string } }>('/tra-cuu/:code/rut', async (request, reply) => {
    const d = await getInside(parts, request, reply)
    if (!d) return reply
    const { typed } = await getForm(parts, request, ['version', 'key', 'reason'])
    const reason = (typed['reason'] ?? '').trim()
    if (reason.length < 3 || reason.length > 1000) {
      const page = open(request, reply)
      const faults: Fault[] = [{ field: 'reason', words: 'fault.reason' }]
      const data = { d, key: keyOf(typed['key']), typed, errors: errorsOf(faults, page.say), faults }
      return reply.send(page.show('withdraw', data, { personal: true, status: 422 }))
    }
    const by = parts.signIn.applicant(request)!
    await parts.work.withdraw(
      contextOf(parts, request),
      by,
      d.item,
      versionOf(typed['version'], d),
      reason,
      keyOf(typed['key']),
    )
    return reply.redirect(`${addressOf(d.code)}?xong=rut`, 303)
  })
}

/** The version the page showed; the command refuses when the dossier has moved on since. */
const versionOf = (typed: string | undefined, d: Tracking): number =>
  typed && /^\d{1,9}$/.test(typed) ? Number(typed) : d.version

const keyOf = (typed: string | undefined): string => (typed && isUuid(typed) ? typed : newKey())
