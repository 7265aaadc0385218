import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import { requireActor } from '#identity'
import type { HttpServer } from '#kernel'
import { proveStream } from '#ledger'
import { calendarStory, historyOf, readable, timeOf } from './history.ts'
import { itemView } from './item-view.ts'
import type { Item } from './item.ts'
import type { Office } from './office.ts'
import { permitPrint } from './print-permit.ts'
import { printReceipt } from './receipt.ts'
import { itemParams, keyHeader } from './schemas.ts'
import { unmaskParty } from './unmask.ts'

export const why = Type.Object(
  { reason: Type.String({ minLength: 3, maxLength: 500 }) },
  { additionalProperties: false },
)

export const proofName = (item: Pick<Item, 'code'>): string => `bang-chung-${item.code}.json`

/** What there is to read of one item; whoever may not see it is refused before anything is read of it. */
export function readRoutes(app: HttpServer, office: Office): void {
  const schema = (summary: string) => ({ tags: ['work'], summary, params: itemParams })
  const asked = (request: FastifyRequest): Promise<Item> =>
    readable(office, requireActor(request), (request.params as { id: string }).id, request.now)

  app.get('/api/items/:id', { schema: schema('One item') }, (request) =>
    itemView(office, requireActor(request), request.params.id, request.now),
  )
  app.get(
    '/api/items/:id/time',
    { schema: schema('The time ledger: every minute with its owner') },
    async (request) => timeOf(office, await asked(request), request.now),
  )
  app.get(
    '/api/items/:id/history',
    { schema: schema('What happened, as the ledger holds it') },
    async (request) => ({
      entries: await historyOf(office, await asked(request)),
    }),
  )
  app.get(
    '/api/deadline-story/:id',
    { schema: schema('Why the appointment is what it is') },
    async (request) => ({
      story: await calendarStory(office, await asked(request), request.now),
    }),
  )
  downloads(app, office, schema, asked)
  app.post(
    '/api/items/:id/unmasking',
    {
      schema: {
        ...schema('Open the applicant’s number and phone; logged'),
        headers: keyHeader,
        body: why,
      },
    },
    (request) =>
      unmaskParty(office, requireActor(request), request.params.id, request.body.reason, request.now),
  )
}

function downloads(
  app: HttpServer,
  office: Office,
  schema: (summary: string) => { tags: string[]; summary: string; params: typeof itemParams },
  asked: (request: FastifyRequest) => Promise<Item>,
): void {
  app.get(
    '/api/items/:id/proof.json',
    { schema: schema('The proof of all entries of the item, to be checked without us') },
    async (request, reply) => {
      const item = await asked(request)
      return reply
        .header('content-disposition', `attachment; filename="${proofName(item)}"`)
        .header('cache-control', 'private, no-store')
        .send(await proveStream(office.db, item.id))
    },
  )
  app.get(
    '/api/items/:id/receipt.pdf',
    { schema: schema('Receipt and appointment (form 01), PDF') },
    async (request, reply) => {
      const actor = requireActor(request)
      const item = await asked(request)
      permitPrint(office, actor, [item], request.now)
      const paper = await printReceipt(office, item, actor, request.now)
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${paper.name}"`)
        .header('cache-control', 'private, no-store')
        .send(Buffer.from(paper.bytes))
    },
  )
}
