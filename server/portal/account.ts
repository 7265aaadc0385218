/** Signing in and out, my dossiers, and the pages that explain. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { contextOf, getForm } from './form.ts'
import type { OpenPage } from './page.ts'
import type { PortalParts } from './ports.ts'

export function accountRoutes(app: FastifyInstance, parts: PortalParts, open: OpenPage): void {
  app.get('/dang-nhap', async (request, reply) => {
    const back = backOf(request)
    if (parts.signIn.applicant(request)) return reply.redirect(back, 303)
    return reply.send(
      open(request, reply).show('sign-in', { href: parts.signIn.href(back) }, { personal: true }),
    )
  })

  app.post('/dang-xuat', async (request, reply) => {
    await getForm(parts, request, [])
    await parts.signIn.signOut(request, reply)
    return reply.redirect('/', 303)
  })

  app.get('/ho-so-cua-toi', async (request, reply) => {
    const by = parts.signIn.applicant(request)
    if (!by) return reply.redirect('/dang-nhap?ve=/ho-so-cua-toi', 303)
    const rows = await parts.work.mine(contextOf(parts, request), by)
    return reply.send(open(request, reply).show('mine', { rows }, { personal: true }))
  })

  app.get('/ho-tro', async (request, reply) => reply.send(open(request, reply).show('help')))
  app.get('/tiep-can', async (request, reply) => reply.send(open(request, reply).show('accessibility')))
}

/** Where to go after signing in: a page of this portal, never another site. */
export function backOf(request: FastifyRequest): string {
  const { ve } = request.query as { ve?: unknown }
  if (typeof ve !== 'string' || !ve.startsWith('/')) return '/ho-so-cua-toi'
  const url = URL.canParse(ve, 'http://portal') ? new URL(ve, 'http://portal') : undefined
  if (!url || url.origin !== 'http://portal' || url.pathname.startsWith('//')) return '/ho-so-cua-toi'
  return `${url.pathname}${url.search}`
}
