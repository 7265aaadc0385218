import { Type, type Static, type TSchema } from 'typebox'
import { channels } from './facts.ts'

/** What the API shows of a message, said once. Instants are ISO text in UTC. */
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const instant = Type.String({ format: 'date-time' })
const written = orNull(Type.Object({ subject: Type.String(), text: Type.String() }))

export const noticeShape = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    item: Type.String({ format: 'uuid' }),
    template: Type.String(),
    status: orNull(Type.Integer()),
    channel: Type.Unsafe<(typeof channels)[number]>({ type: 'string', enum: [...channels] }),
    to: orNull(
      Type.String({
        description:
          'Masked: the last three signs of a number, the first letter and the house of an e-mail address',
      }),
    ),
    state: Type.String(),
    vi: written,
    en: written,
    attempts: Type.Integer(),
    happenedAt: instant,
    queuedAt: instant,
    sentAt: orNull(instant),
    readAt: orNull(instant),
    failure: orNull(Type.String()),
  },
  { title: 'OutboxMessage' },
)
export const outboxShape = Type.Object({ rows: Type.Array(noticeShape), next: orNull(Type.String()) })
export const messagesShape = Type.Object({ rows: Type.Array(noticeShape) })

export type NoticeView = Static<typeof noticeShape>
