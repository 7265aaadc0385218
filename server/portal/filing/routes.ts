/** Filing in pages, one thing on each, with scripts off. What was typed is kept on the server, and an error keeps it on the page. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Refusal } from '#kernel'
import { contextOf, getForm } from '../form.ts'
import type { OpenPage } from '../page.ts'
import type { Filed, PortalParts } from '../ports.ts'
import { addGrant, getVisit } from '../visit.ts'
import { applyTyped } from './answers.ts'
import { arrive, filingAddress, mustSignIn, type AtStep } from './at-step.ts'
import { emptyDraft, findDraft, ownerOf, save, type Draft } from './draft.ts'
import { showFiled, showStep, showStart } from './screens.ts'
import { filingOf, setFilingOf } from './filing.ts'
import { getMatter, matterPaths } from './matter.ts'
import { partRoutes } from './parts.ts'
import { isDone, isStep, nextStep, stepsOf, type StepId } from './steps.ts'

const fields: Record<StepId, readonly string[]> = {
  'nguoi-nop': ['who'],
  'nguoi-dung-ten': ['kind', 'name', 'number', 'birth-day', 'birth-month', 'birth-year'],
  'uy-quyen': ['as', 'name', 'number', 'authority', 'authority-day', 'authority-month', 'authority-year'],
  'lien-he': ['phone', 'email', 'address'],
  'noi-giai-quyet': ['office'],
  'noi-nop': ['office'],
  'giay-to': [],
  'nhan-tin': ['channel', 'sms', 'email'],
  'kiem-tra': [],
}

export function filingRoutes(app: FastifyInstance, parts: PortalParts, open: OpenPage): void {
  for (const path of matterPaths) {
    startRoutes(app, path, parts, open)
    stepRoutes(app, path, parts, open)
  }
  partRoutes(app, parts, open)
}

function startRoutes(app: FastifyInstance, path: string, parts: PortalParts, open: OpenPage): void {
  app.get<{ Params: { code: string } }>(`${path}/nop`, async (request, reply) => {
    const p = await getMatter(parts, request)
    if (!p.fileable) return reply.redirect(p.address, 303)
    const draft = await findDraft(parts, request, reply, p.key)
    return reply.send(
      showStart(
        {
          parts,
          request,
          reply,
          page: open(request, reply),
          p,
          draft: draft ?? emptyDraft(p.version, request.now),
        },
        draft !== undefined,
      ),
    )
  })

  app.post<{ Params: { code: string } }>(`${path}/nop`, async (request, reply) => {
    const p = await getMatter(parts, request)
    await getForm(parts, request, [])
    if (!p.fileable || mustSignIn(parts, request)) return reply.redirect(filingAddress(p), 303)
    const known = await findDraft(parts, request, reply, p.key)
    const draft = known && !known.filed ? known : emptyDraft(p.version, request.now)
    await save(parts, ownerOf(parts, request, reply), p.key, draft, request.now)
    return reply.redirect(filingAddress(p, nextStep(p, draft)), 303)
  })
}

function stepRoutes(app: FastifyInstance, path: string, parts: PortalParts, open: OpenPage): void {
  app.get<{ Params: { code: string; step: string } }>(`${path}/nop/:step`, async (request, reply) => {
    const at = await arrive(parts, open, request, reply)
    if (!at) return reply
    const { step } = request.params
    if (step === 'xong' || at.draft.filed)
      return at.draft.filed ? reply.send(await showFiled(at)) : reply.redirect(filingAddress(at.p), 303)
    if (!isStep(step) || !isReachable(step, at))
      return reply.redirect(filingAddress(at.p, nextStep(at.p, at.draft)), 303)
    return reply.send(await showStep(at, step, []))
  })

  app.post<{ Params: { code: string; step: string } }>(`${path}/nop/:step`, async (request, reply) => {
    const at = await arrive(parts, open, request, reply)
    if (!at) return reply
    const { step } = request.params
    if (!isStep(step) || !isReachable(step, at))
      return reply.redirect(filingAddress(at.p, nextStep(at.p, at.draft)), 303)
    const { typed } = await getForm(parts, request, fields[step])
    if (at.draft.filed) return reply.redirect(filingAddress(at.p, 'xong'), 303)
    const result = await applyTyped(at, step, typed)
    if (result.faults) return reply.send(await showStep(at, step, result.faults, typed))
    if (step === 'kiem-tra') return send(at)
    await save(parts, ownerOf(parts, request, reply), at.p.key, result.value, request.now)
    return reply.redirect(filingAddress(at.p, nextStep(at.p, result.value)), 303)
  })
}

/** A page may be opened when all before it are done, so that nobody lands on the check page with holes. */
function isReachable(step: StepId, { p, draft }: AtStep): boolean {
  const steps = stepsOf(p, draft)
  const at = steps.indexOf(step)
  return at >= 0 && steps.slice(0, at).every((before) => isDone(before, p, draft))
}

/** Sends the filing once: the draft's key makes a second press the same filing. */
async function send(at: AtStep): Promise<FastifyReply> {
  const { parts, request, reply, p, draft } = at
  const cx = contextOf(parts, request)
  const by = parts.signIn.applicant(request)
  const lang = at.page.language
  const sending =
    p.set === null
      ? parts.work.submit(cx, by, filingOf(p, draft, lang), draft.key)
      : parts.linked.file(cx, by, setFilingOf(p, draft, lang), draft.key)
  let filed: Filed
  try {
    filed = await sending
  } catch (error) {
    if (!(error instanceof Refusal) || (error.kind !== 'invalid' && error.kind !== 'conflict')) throw error
    // What was typed stays; the check page says what the counter would refuse, beside the ways to change it.
    const why = at.page.pick(error.texts)
    return reply.send(
      await showStep(at, 'kiem-tra', [{ field: 'main-content', words: 'fault.refused', values: { why } }]),
    )
  }
  const sent: Draft = { ...draft, filed: { ...filed, answerBy: filed.answerBy.toISOString() } }
  await addGrant(parts, getVisit(parts, request, reply), filed, request.now)
  await save(parts, ownerOf(parts, request, reply), p.key, sent, request.now)
  return reply.redirect(filingAddress(p, 'xong'), 303)
}
