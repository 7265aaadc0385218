import { Type } from 'typebox'
import { invalid, type Clock, type Database, type HttpServer, type Refusal } from '#kernel'
import { anchorOf, type Block } from './block.ts'
import { rootOfSpan } from './sealer.ts'

export interface LedgerParts {
  db: Database
  clock: Clock
  /** The instants at which a day of the city begins and ends; undefined for a day there is not. */
  spanOfDay(day: string): { from: Date; to: Date } | undefined
}

const Day = Type.Object(
  { day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', examples: ['2026-11-22'] }) },
  { additionalProperties: false },
)
const dayRoot = Type.Object({
  day: Type.String(),
  ended: Type.Boolean({ description: 'Whether the day is over; until then its root still changes' }),
  root: Type.Union([Type.String(), Type.Null()], {
    description: 'Merkle root over the hashes of the blocks sealed that day; null when there were none',
  }),
  blocks: Type.Integer(),
  from_position: Type.Union([Type.Integer(), Type.Null()]),
  to_position: Type.Union([Type.Integer(), Type.Null()]),
})
const tags = ['ledger']

const blocksOfDay = {
  name: 'ledger.blocks-of-span',
  text: 'select * from ledger.blocks where sealed_at >= $1 and sealed_at < $2 order by block',
}

/** What anybody may have, so that nobody need believe us: a day's root, and the blocks under it. Hashes and counts only. */
export function routes(app: HttpServer, parts: LedgerParts): void {
  app.get(
    '/api/ledger/days/:day',
    {
      schema: {
        tags,
        summary: 'The root of a day: one hash for all that was sealed',
        params: Day,
        response: { 200: dayRoot },
      },
    },
    async (request, reply) => {
      const { day } = request.params
      const { from, to } = spanOf(parts, day)
      const ended = to <= parts.clock()
      const found = await rootOfSpan(parts.db, from, to)
      void reply.header('cache-control', cacheOf(ended))
      return found
        ? { day, ended, ...found }
        : { day, ended, root: null, blocks: 0, from_position: null, to_position: null }
    },
  )
  app.get(
    '/api/ledger/days/:day/anchors.jsonl',
    { schema: { tags, summary: 'The blocks of a day as lines of an anchor file', params: Day } },
    async (request, reply) => {
      const { day } = request.params
      const { from, to } = spanOf(parts, day)
      const blocks = await parts.db.rows<Block>(blocksOfDay, [from, to])
      return reply
        .type('application/jsonl; charset=utf-8')
        .header('cache-control', cacheOf(to <= parts.clock()))
        .header('content-disposition', `attachment; filename="anchors-${day}.jsonl"`)
        .send(blocks.map((block) => `${JSON.stringify(anchorOf(block))}\n`).join(''))
    },
  )
}

/** What a day that is over held never changes. */
const cacheOf = (ended: boolean): string => (ended ? 'public, max-age=86400' : 'no-store')

function spanOf(parts: LedgerParts, day: string): { from: Date; to: Date } {
  const span = parts.spanOfDay(day)
  if (span) return span
  throw noSuchDay()
}

export const noSuchDay = (): Refusal =>
  invalid('day', { vi: 'Không có ngày này.', en: 'There is no such day.' }, 'NoSuchDay')
