import { Type, type TSchema } from 'typebox'
import type { Refusal } from './errors.ts'

/** What the description of the API says of one route beyond its schemas. */
export interface ApiNote {
  /** An example of the body, where the route takes one. */
  sends?: unknown
  /** An example of the answer. Left out where the answer is empty. */
  answers?: unknown
  /** The shape of the answer, where no serialiser of the route holds it already. */
  shape?: TSchema
  /** What an answer is that is not JSON, such as `application/pdf`. */
  mime?: string
  /** Refusals of its own; those that follow from its schemas and from signing in are said once, in `server/openapi.ts`. */
  refuses?: readonly Refusal[]
  /** Open to people who are not signed in. */
  guests?: true
  /** For a route that says no summary of its own. */
  summary?: string
}

/** By method and path, as in `GET /api/items/:id`. `server/openapi.test.ts` demands one of every route and checks its examples. */
export type ApiNotes = Readonly<Record<string, ApiNote>>

/** What every refusal answers with. */
export const errorShape = Type.Object(
  {
    error: Type.Object({
      code: Type.String({ description: 'Stable code' }),
      message: Type.Object({ vi: Type.String(), en: Type.String() }),
      field: Type.Optional(Type.String({ description: 'The input at fault, as a path' })),
      facts: Type.Optional(Type.Object({}, { additionalProperties: true })),
      request: Type.String({ description: 'Number of the request, for whoever asks for help' }),
    }),
  },
  { title: 'Refusal', description: 'What happened, why and what to do now' },
)
