/** A value that JSON can say. Use `type`, not `interface`, for shapes that must fit it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** What a context writes: something that happened. `v` is the version of `data`'s shape. Ids and facts, never names or words that people typed. */
export interface Fact {
  type: string
  v: number
  data: Json
}

/** A fact in its place in a stream, ready to insert. `body` is the canonical text that `hash` covers. */
export interface Entry {
  stream: string
  seq: number
  body: string
  hash: Buffer
}

/** The last entry of a stream: `seq` 0 and `hash` null when nothing was written yet. */
export interface Head {
  seq: number
  hash: Buffer | null
}

/** An entry as read. `position` is null until the sequencer has numbered it. */
export interface ReadEntry {
  stream: string
  seq: number
  type: string
  v: number
  at: Date
  actor: string
  data: Json
  position: number | null
}
