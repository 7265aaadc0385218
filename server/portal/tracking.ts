/** Following a dossier: by code and secret, by the QR on the receipt, or signed in; and the applicant's own acts on it. */
import type { FastifyInstance } from 'fastify'
import { Refusal } from '#kernel'
import { contextOf, errorsOf, getForm } from './form.ts'
import { linkedBlock } from './linked-page.ts'
import { addressOf, find, get } from './opened.ts'
import { makeSlowness } from './slow.ts'
import { supplementRoutes } from './supplement.ts'
import { trackingPage } from './tracking-page.ts'
import { addGrant, endGrants, findVisit, getVisit } from './visit.ts'
import type { Fault } from './filing/check.ts'
import type { OpenPage } from './page.ts'
import type { PortalParts } from './ports.ts'

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export function trackingRoutes(app: FastifyInstance, parts: PortalParts, open: OpenPage): void {
  const slowness = makeSlowness(sleep)

  app.get('/tra-cuu', async (request, reply) => {
    const { ma } = request.query as { ma?: string }
    return reply.send(
      open(request, reply).show('track-find', { typed: { code: ma ?? '' }, errors: {}, faults: [] }),
    )
  })

  app.post('/tra-cuu', async (request, reply) => {
    const { typed } = await getForm(parts, request, ['code', 'secret'])
    const code = (typed['code'] ?? '').trim().toUpperCase()
    const secret = (typed['secret'] ?? '').trim()
    const faults: Fault[] = []
    if (code === '') faults.push({ field: 'code', words: 'fault.code' })
    if (secret === '') faults.push({ field: 'secret', words: 'fault.secret' })
    if (faults.length === 0) {
      await slowness.wait(request.ip, request.now)
      const opened = await parts.work.openByCode(contextOf(parts, request), code, secret)
      if (opened) {
        slowness.right(request.ip)
        await addGrant(parts, getVisit(parts, request, reply), opened, request.now)
        return reply.redirect(addressOf(opened.code), 303)
      }
      slowness.wrong(request.ip, request.now)
      faults.push({ field: 'code', words: 'fault.wrong-code' })
    }
    const page = open(request, reply)
    const data = { typed: { code }, errors: errorsOf(faults, page.say), faults }
    return reply.send(page.show('track-find', data, { personal: true, status: 422 }))
  })

  // The token is exchanged at once, so that it stays in no history and no log.
  app.get<{ Params: { token: string } }>('/tra-cuu/qr/:token', async (request, reply) => {
    await slowness.wait(request.ip, request.now)
    const opened = await parts.work.openByQr(contextOf(parts, request), request.params.token)
    void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    if (!opened) {
      slowness.wrong(request.ip, request.now)
      return reply.redirect('/tra-cuu', 303)
    }
    await addGrant(parts, getVisit(parts, request, reply), opened, request.now)
    return reply.redirect(addressOf(opened.code), 303)
  })

  app.post('/tra-cuu/thoat', async (request, reply) => {
    await getForm(parts, request, [])
    const visit = findVisit(parts, request)
    if (visit) await endGrants(parts, visit)
    return reply.redirect('/', 303)
  })

  dossierRoutes(app, parts, open)
  proofRoute(app, parts)
  supplementRoutes(app, parts, open)
}

function dossierRoutes(app: FastifyInstance, parts: PortalParts, open: OpenPage): void {
  app.get<{ Params: { code: string } }>('/tra-cuu/:code', async (request, reply) => {
    const found = await find(parts, request)
    if (!found)
      return reply.redirect(`/tra-cuu?ma=${encodeURIComponent(request.params.code.slice(0, 60))}`, 303)
    const d = found.tracking
    const page = open(request, reply)
    const { xong } = request.query as { xong?: string }
    const data = {
      d,
      view: trackingPage(page, d, request.now),
      linked: d.linked && linkedBlock(page, d.linked, d.code),
      granted: found.granted,
      canAnswer: d.waiting === 'supplement' && Boolean(d.inside?.supplement),
      done: xong === 'bo-sung' || xong === 'rut' ? xong : null,
    }
    return reply.send(page.show('track', data, { personal: true }))
  })

  app.get<{ Params: { code: string } }>('/tra-cuu/:code/giay-hen.pdf', async (request, reply) => {
    const { tracking } = await get(parts, request)
    const receipt = await parts.work.receipt(contextOf(parts, request), tracking.item)
    if (!receipt) throw new NoReceiptYet()
    void reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff')
    void reply.header(
      'content-disposition',
      `attachment; filename="${receipt.name.replace(/[^\w.-]/g, '_')}"`,
    )
    return reply.type('application/pdf').send(Buffer.from(receipt.bytes))
  })
}

/** What anybody who may follow the dossier may have: the same as the page shows, in hashes. */
function proofRoute(app: FastifyInstance, parts: PortalParts): void {
  app.get<{ Params: { code: string } }>('/tra-cuu/:code/bang-chung.json', async (request, reply) => {
    const { tracking } = await get(parts, request)
    const by = parts.signIn.applicant(request)
    const { name, proof } = await parts.work.proof(contextOf(parts, request), tracking.item, by)
    void reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff')
    void reply.header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`)
    return reply.send(proof)
  })
}

class NoReceiptYet extends Refusal {
  constructor() {
    super(
      'NoReceiptYet',
      {
        vi: 'Giấy hẹn có sau khi hồ sơ được tiếp nhận. Trang theo dõi sẽ có nút tải khi đó.',
        en: 'The receipt is made when the dossier is accepted. The tracking page will then offer it.',
      },
      { kind: 'not-found' },
    )
  }
}
