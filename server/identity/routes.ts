import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { invalid, notFound, type HttpServer } from '#kernel'
import { today } from '#people'
import { contextOf, requireActor, type Identity } from './authenticate.ts'
import { note } from './entries.ts'
import { me } from './me.ts'
import { ownAccountRoutes, type ContextOf } from './own-account-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { permit } from './permit.ts'
import { isVerb } from './permits.ts'
import { idParams, meAnswer, signInBody, tokenAnswer, tokenBody } from './schemas.ts'
import { signIn } from './sign-in.ts'
import { makeToken, revokeToken } from './tokens.ts'

const tags = ['identity']
const none = Type.Null()

export function routes(app: HttpServer, identity: Identity): void {
  const cxOf: ContextOf = (request) => contextOf(request, identity.parts)

  app.get(
    '/api/me',
    {
      schema: {
        tags,
        summary: 'Tôi là ai, được làm gì / Who I am, what I may do',
        response: { 200: meAnswer },
      },
    },
    (request) => me(request, identity),
  )
  sessionRoutes(app, identity, cxOf)
  ownAccountRoutes(app, identity, cxOf)
  tokenRoutes(app, identity, cxOf)
  peopleRoutes(app, identity)
}

function sessionRoutes(app: HttpServer, identity: Identity, cxOf: ContextOf): void {
  app.post(
    '/api/session',
    {
      schema: {
        tags,
        summary: 'Cán bộ đăng nhập / An official signs in',
        body: signInBody,
        response: { 200: meAnswer },
      },
    },
    async (request, reply) => {
      const cx = cxOf(request)
      const device = identity.cookies.device.get(request)
      const done = await signIn(cx, { ...request.body, address: request.ip, device }, identity.rules)
      if (done.device !== null) {
        identity.cookies.device.set(reply, done.device, identity.rules.sessions.device_days * 86_400)
      }
      await beginSession(request, reply, identity, {
        kind: 'staff',
        actor: done.person,
        method: 'local',
        account: done.account,
      })
      return me(request, identity)
    },
  )

  app.delete(
    '/api/session',
    { schema: { tags, summary: 'Đăng xuất / Sign out', response: { 204: none } } },
    async (request, reply) => {
      const session = request.actor?.session
      if (session) {
        await identity.sessions.end(cxOf(request), session, 'signed-out')
        const data = { session }
        await note(cxOf(request), `sign-in/${request.actor!.id}`, request.actor!.id, {
          type: 'identity.signed-out',
          data,
        })
      }
      identity.cookies.session.clear(reply)
      return reply.code(204).send(null)
    },
  )
}

function tokenRoutes(app: HttpServer, identity: Identity, cxOf: ContextOf): void {
  app.post(
    '/api/tokens',
    {
      schema: {
        tags,
        summary: 'Cấp mã truy cập cho một hệ thống / Give a system a token',
        body: tokenBody,
        response: { 201: tokenAnswer },
      },
    },
    async (request, reply) => {
      const actor = requireActor(request)
      const { label, unit, verbs, days } = request.body
      const units = identity.parts.units.at(today(request.now))
      permit(actor, 'identity.manage', { unit }, units)
      if (!units.find(unit))
        throw invalid('unit', { vi: 'Không có đơn vị này.', en: 'There is no such unit.' })
      const known = verbs.filter(isVerb)
      const unknown = verbs.find((verb) => !isVerb(verb))
      if (unknown !== undefined) {
        throw invalid('verbs', { vi: `Không có quyền "${unknown}".`, en: `There is no permit "${unknown}".` })
      }
      const made = await makeToken(cxOf(request), { label, of: { unit }, verbs: known, days })
      const data = { token: made.id, person: null, unit, verbs: known }
      await note(cxOf(request), 'tokens', actor.id, { type: 'identity.token-made', data })
      return reply.code(201).send(made)
    },
  )

  app.delete(
    '/api/tokens/:id',
    {
      schema: {
        tags,
        summary: 'Thu hồi mã truy cập / Revoke a token',
        params: idParams,
        response: { 204: none },
      },
    },
    async (request, reply) => {
      const actor = requireActor(request)
      permit(actor, 'identity.manage', {}, identity.parts.units.at(today(request.now)))
      const { id } = request.params
      if (!(await revokeToken(cxOf(request), id))) throw notFound({ vi: 'mã truy cập', en: 'The token' })
      identity.tokens.forget()
      await note(cxOf(request), 'tokens', actor.id, { type: 'identity.token-revoked', data: { token: id } })
      return reply.code(204).send(null)
    },
  )
}

/** A new session under a new secret; the one the browser had is over. */
export async function beginSession(
  request: FastifyRequest,
  reply: FastifyReply,
  identity: Identity,
  who: { kind: 'staff' | 'applicant'; actor: string; method: string; account: string },
): Promise<void> {
  const cx = contextOf(request, identity.parts)
  if (request.actor?.session) await identity.sessions.end(cx, request.actor.session, 'signed-in-again')
  const token = await identity.sessions.start(cx, who)
  request.actor = await identity.sessions.find(cx, token)
  request.sessionToken = token
  identity.cookies.session.set(reply, token)
  const data = { account: who.account, session: request.actor?.session ?? null, method: who.method }
  await note(cx, `sign-in/${who.account}`, who.actor, { type: 'identity.signed-in', data })
}
