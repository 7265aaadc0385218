import { Type } from 'typebox'
import { requireActor } from '#identity'
import type { HttpServer } from '#kernel'
import { append } from '#ledger'
import { itemList, searchItems, searchMark, type Wanted } from './list.ts'
import type { Office } from './office.ts'
import { unitLoads } from './unit-load.ts'
import { todayPage, type Which } from './today.ts'

const tags = ['work']
const strict = { additionalProperties: false }
const cursor = Type.Optional(Type.String({ maxLength: 80 }))
const which = Type.Optional(Type.Union([Type.Literal('mine'), Type.Literal('queue'), Type.Literal('paused')]))

const wanted = Type.Object(
  {
    status: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
    unit: Type.Optional(Type.String({ maxLength: 35 })),
    procedure: Type.Optional(Type.String({ maxLength: 60 })),
    cursor,
  },
  strict,
)
const question = Type.Object({ q: Type.String({ minLength: 2, maxLength: 100 }) }, strict)

/** How much each unit has to do, within the reader's sight. */
export function loadRoutes(app: HttpServer, office: Office): void {
  app.get(
    '/api/unit-loads',
    { schema: { tags, summary: 'Open, late and unassigned steps by unit, within my sight' } },
    async (request) => ({
      loads: await unitLoads(office, requireActor(request), request.now),
    }),
  )
}

/** Lists page by key and hold only rows within the reader's permits. */
export function listRoutes(app: HttpServer, office: Office): void {
  app.get(
    '/api/today',
    {
      schema: {
        tags,
        summary: 'My open steps in the order in which they become late',
        querystring: Type.Object({ which, cursor }, strict),
      },
    },
    (request) => {
      const { which: list = 'mine', cursor: from } = request.query
      return todayPage(office, requireActor(request), list as Which, from, request.now)
    },
  )
  app.get(
    '/api/items',
    { schema: { tags, summary: 'Items in my sight, newest first', querystring: wanted } },
    (request) => itemList(office, requireActor(request), request.query as Wanted, request.now),
  )
  app.get(
    '/api/search',
    {
      schema: {
        tags,
        summary: 'Find dossiers by code, name, number or phone; each search is logged',
        querystring: question,
      },
    },
    async (request) => {
      const actor = requireActor(request)
      const rows = await searchItems(office, actor, request.query.q, request.now)
      const fact = {
        type: 'person.searched',
        v: 1,
        data: { mark: searchMark(office, request.query.q), found: rows.length },
      }
      await append({ db: office.db, now: request.now }, `searches/${actor.id}`, [fact], actor.id)
      return { rows, next: null }
    },
  )
}
