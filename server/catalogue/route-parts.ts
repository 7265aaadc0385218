import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import { permit, requireActor, type Verb } from '#identity'
import { idempotencyKey, notFound, type Clock, type Database, type KeyRing } from '#kernel'
import type { UnitTree } from '#people'
import { today as dateOfDay } from '#people'
import { code } from './schemas.ts'

export interface CatalogueParts {
  db: Database
  keys: KeyRing
  clock: Clock
  tree: UnitTree
}

export const tags = ['catalogue']
export const closed = { additionalProperties: false } as const
export const codeParams = Type.Object({ code }, closed)
export const keyHeader = Type.Object({
  'idempotency-key': Type.String({ format: 'uuid', description: 'The same key is the same act' }),
})

/** Who acts, once they may; the register belongs to the whole city. */
export function allow({ tree }: CatalogueParts, request: FastifyRequest, verb: Verb): string {
  const actor = requireActor(request)
  permit(actor, verb, {}, tree.at(dateOfDay(request.now)))
  return actor.id
}

export const keyOf = (request: { headers: Record<string, unknown> }): string =>
  idempotencyKey(request.headers)

export function absent(wanted: string): never {
  throw notFound({ vi: `thủ tục ${wanted} đang có hiệu lực`, en: `A procedure ${wanted} in force` })
}
