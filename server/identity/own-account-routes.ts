import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { HttpServer } from '#kernel'
import { changeOwnPassword, confirmSecondFactor, offerSecondFactor } from './accounts.ts'
import { requireActor, type contextOf, type Identity } from './authenticate.ts'
import { confirmFactorBody, passwordBody, secondFactorAnswer, secondFactorBody } from './schemas.ts'

const tags = ['identity']
const none = Type.Null()

export type ContextOf = (request: FastifyRequest) => ReturnType<typeof contextOf>

/** What officials change of their own account. */
export function ownAccountRoutes(app: HttpServer, identity: Identity, cxOf: ContextOf): void {
  app.post(
    '/api/me/password',
    {
      schema: {
        tags,
        summary: 'Đổi mật khẩu / Change my password',
        body: passwordBody,
        response: { 204: none },
      },
    },
    async (request, reply) => {
      const actor = requireActor(request)
      await changeOwnPassword(
        cxOf(request),
        { person: actor.id, ...request.body, address: request.ip },
        identity.rules,
      )
      await identity.sessions.endAllOf(cxOf(request), actor.id, 'password-changed')
      identity.cookies.session.clear(reply)
      return reply.code(204).send(null)
    },
  )
  secondFactorRoutes(app, identity, cxOf)
}

function secondFactorRoutes(app: HttpServer, identity: Identity, cxOf: ContextOf): void {
  app.post(
    '/api/me/second-factor',
    {
      schema: {
        tags,
        summary: 'Bật xác thực hai lớp: nhận mã QR / Turn on a second factor: get its QR code',
        body: secondFactorBody,
        response: { 200: secondFactorAnswer },
      },
    },
    async (request) => {
      const actor = requireActor(request)
      const given = { person: actor.id, current: request.body.current, address: request.ip }
      return offerSecondFactor(cxOf(request), given, identity.rules)
    },
  )

  app.post(
    '/api/me/second-factor/confirmation',
    {
      schema: {
        tags,
        summary: 'Xác nhận bằng mã 6 số / Confirm it with six digits',
        body: confirmFactorBody,
        response: { 204: none },
      },
    },
    async (request, reply) => {
      const actor = requireActor(request)
      await confirmSecondFactor(
        cxOf(request),
        { person: actor.id, address: request.ip, ...request.body },
        identity.rules,
      )
      return reply.code(204).send(null)
    },
  )
}
