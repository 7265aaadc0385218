/** One paper of the filing: upload, take away, add a note. A plain form with files; with scripts on, files come in pieces before it. */
import type { FastifyInstance } from 'fastify'
import { isUuid, notFound, Refusal } from '#kernel'
import { contextOf, errorsOf, getForm, limitOf, type Form } from '../form.ts'
import type { OpenPage } from '../page.ts'
import type { PortalParts, StoredFile } from '../ports.ts'
import { draft_days, ownerOf, save, type Draft } from './draft.ts'
import { arrive, filingAddress, type AtStep } from './at-step.ts'
import { matterPaths, type Matter, type MatterPart } from './matter.ts'
import { placeOf } from './steps.ts'
import type { Texts } from '#kernel'

const files_per_part = 20

export function partRoutes(app: FastifyInstance, parts: PortalParts, open: OpenPage): void {
  for (const path of matterPaths) partRoutesBelow(app, path, parts, open)
}

function partRoutesBelow(app: FastifyInstance, path: string, parts: PortalParts, open: OpenPage): void {
  app.get<{ Params: { code: string; key: string } }>(`${path}/nop/giay-to/:key`, async (request, reply) => {
    const at = await arrive(parts, open, request, reply)
    if (!at) return reply
    return reply.send(showPart(at, getPart(at.p, request.params.key), null))
  })

  app.post<{ Params: { code: string; key: string } }>(`${path}/nop/giay-to/:key`, async (request, reply) => {
    const at = await arrive(parts, open, request, reply)
    if (!at) return reply
    const part = getPart(at.p, request.params.key)
    const form = await getForm(parts, request, ['files', 'note', 'more', 'remove'], ['uploaded'])
    if (at.draft.filed) return reply.redirect(filingAddress(at.p, 'xong'), 303)
    const remove = form.typed['remove']
    const taken =
      remove === undefined
        ? await take(at, form)
        : { files: filesOf(at.draft, part).filter((one) => one.id !== remove), refusal: null }
    const note =
      remove === undefined
        ? (form.typed['note'] ?? '').trim().slice(0, 500)
        : (at.draft.parts[part.key]?.note ?? '')
    const files = remove === undefined ? [...filesOf(at.draft, part), ...taken.files] : taken.files
    const draft: Draft = {
      ...at.draft,
      parts: { ...at.draft.parts, [part.key]: { files: files.slice(0, files_per_part), note } },
    }
    await save(parts, ownerOf(parts, request, reply), at.p.key, draft, request.now)
    if (taken.refusal) return reply.send(showPart({ ...at, draft }, part, taken.refusal))
    const stay = remove !== undefined || form.typed['more'] !== undefined
    return reply.redirect(
      filingAddress(at.p, stay ? `giay-to/${encodeURIComponent(part.key)}` : 'giay-to'),
      303,
    )
  })
}

const filesOf = (draft: Draft, part: MatterPart): StoredFile[] => draft.parts[part.key]?.files ?? []

function getPart(p: Matter, key: string): MatterPart {
  const part = p.parts.find((one) => one.key === key && one.digitalSource === null)
  if (!part) throw notFound({ vi: 'giấy tờ này trong thủ tục', en: 'This paper of the procedure' })
  return part
}

/** Keeps the files that were good; the first refusal is shown beside the field, the good ones stay. */
async function take(
  { parts, request, reply }: AtStep,
  form: Form,
): Promise<{ files: StoredFile[]; refusal: Texts | null }> {
  const cx = contextOf(parts, request)
  const owner = ownerOf(parts, request, reply)
  const files: StoredFile[] = []
  let refusal: Texts | null = null
  const uploaded = [...new Set(form.lists['uploaded'])].filter(isUuid).slice(0, files_per_part)
  for (const id of uploaded) {
    const file = await parts.files.claim(cx, owner, id)
    if (file) files.push(file)
  }
  for (const sent of form.files) {
    try {
      files.push(await parts.files.store(cx, owner, sent))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refusal ??= error.texts
    }
  }
  return { files, refusal }
}

function showPart(at: AtStep, part: MatterPart, refusal: Texts | null): string {
  const { parts, page, p, draft } = at
  const faults = refusal ? [{ field: 'files', words: 'fault.file-refused' }] : []
  const errors = refusal
    ? { files: { text: page.pick(refusal), visuallyHiddenText: page.say('fault.hidden') } }
    : errorsOf([], page.say)
  const data = {
    p,
    part,
    of: p.set === null ? null : part.procedure.name,
    faults,
    errors,
    heading: page.pick(part.name),
    place: placeOf('giay-to', p, draft),
    back: filingAddress(p, 'giay-to'),
    files: filesOf(draft, part),
    typed: { note: draft.parts[part.key]?.note ?? '' },
    limit: limitOf(parts),
    resumable: parts.files.resumable,
    draft_days,
  }
  return page.show('filing-part', data, { personal: true, ...(refusal ? { status: 422 } : {}) })
}
