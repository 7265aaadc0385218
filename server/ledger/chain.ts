import { hash as digest } from 'node:crypto'
import { canonical, isUuid } from '#kernel'
import type { Entry, Fact, Head } from './entry.ts'

/** What stands before the first entry of every stream. */
export const genesis = Buffer.alloc(32)

/**
 * Links facts to the end of a stream. Pure: the caller writes the entries and moves the head in the same statement, under the
 * version check that orders the stream.
 */
export function chain(
  head: Head,
  stream: string,
  facts: readonly Fact[],
  at: Date,
  actor: string,
): { entries: Entry[]; head: { seq: number; hash: Buffer } } {
  if (!isUuid(stream)) throw new TypeError(`a stream is a lower-case UUID, not "${stream}"`)
  const who = JSON.stringify(actor)
  const when = at.toISOString()
  let seq = head.seq
  let hash = head.hash ?? genesis
  const entries = facts.map((fact): Entry => {
    seq += 1
    const body = bodyOf(who, when, stream, seq, fact)
    hash = link(hash, body)
    return { stream, seq, body, hash }
  })
  return { entries, head: { seq, hash } }
}

/** The hash of an entry: sha256(hash before ‖ body in UTF-8). */
export function link(previous: Uint8Array, body: string): Buffer {
  const input = Buffer.allocUnsafe(32 + Buffer.byteLength(body))
  input.set(previous, 0)
  input.write(body, 32)
  // Asked for as a string of bytes: a buffer of its own for each hash took four times as long.
  return Buffer.from(digest('sha256', input, 'binary'), 'binary')
}

/** Written out by hand because its keys are known: this is canonical by construction and on the hot path. */
const bodyOf = (who: string, when: string, stream: string, seq: number, fact: Fact): string =>
  `{"actor":${who},"at":"${when}","data":${canonical(fact.data)},"seq":${seq},"stream":"${stream}","type":${JSON.stringify(fact.type)},"v":${fact.v}}`
