import { Type } from 'typebox'
import { requireActor } from '#identity'
import type { HttpServer } from '#kernel'
import { applyNotice, previewNotice } from './apply-notice.ts'
import type { Applied } from './calendar-book.ts'
import type { Office } from './office.ts'
import { errorReply, keyHeader } from './schemas.ts'

const notice = Type.Object(
  {
    /** Which pack it changes: `vn` with a year, or a city. */
    target: Type.Object(
      {
        pack: Type.String({ pattern: '^[a-z-]+$' }),
        year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100 })),
      },
      { additionalProperties: false },
    ),
    /** The notice and its days; checked against the schema of the packs, which names what does not fit. */
    order: Type.Object({}, { additionalProperties: true }),
  },
  { additionalProperties: false },
)

const texts = Type.Object({ vi: Type.String(), en: Type.String() })
const moves = Type.Object({
  moved: Type.Array(
    Type.Object({
      item: Type.String(),
      code: Type.String(),
      promise: Type.Union([Type.Literal('answer'), Type.Literal('appointment')]),
      old: Type.String(),
      new: Type.String(),
      why: texts,
    }),
  ),
  unchanged: Type.Integer(),
  refused: Type.Array(Type.Object({ item: Type.String(), code: Type.String(), why: texts })),
})

/** A notice that changes the calendar: first what it would move, then the moving. */
export function noticeRoutes(app: HttpServer, office: Office): void {
  const schema = {
    tags: ['calendar'],
    headers: keyHeader,
    body: notice,
    response: { 200: moves, '4xx': errorReply },
  }
  app.post(
    '/api/calendar/notices/preview',
    { schema: { ...schema, summary: 'What a calendar notice would move' } },
    (request) =>
      previewNotice(office, requireActor(request), request.body as unknown as Applied, request.now),
  )
  app.post(
    '/api/calendar/notices',
    { schema: { ...schema, summary: 'Apply a calendar notice' } },
    async (request) => {
      const moved = await applyNotice(
        office,
        requireActor(request),
        request.body as unknown as Applied,
        request.now,
      )
      await office.book.refresh()
      return moved
    },
  )
}
