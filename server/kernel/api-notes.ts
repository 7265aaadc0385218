import type { TSchema } from 'typebox'
import type { Refusal } from './errors.ts'

/**
 * What the description of the API says of a route beyond its schemas. A route gives it as `config: { api: … }`; `server/openapi.test.ts`
 * demands it of every route and checks the examples against the shapes.
 */
export interface ApiNotes {
  /** An example of the body, where the route takes one. */
  sends?: unknown
  /** An example of the answer; a text for what is not JSON. Left out where the answer is empty. */
  answers?: unknown
  /** The shape of the answer, where no serialiser of the route holds it already. */
  shape?: TSchema
  /** What an answer that is not JSON is, such as `application/pdf`. */
  mime?: string
  /** Refusals of its own; those that follow from its schemas and from signing in are said once in `server/openapi.ts`. */
  refuses?: readonly Refusal[]
  /** Open to people who are not signed in. */
  guests?: true
}

declare module 'fastify' {
  interface FastifyContextConfig {
    api?: ApiNotes
  }
}
