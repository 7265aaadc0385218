import { canonical } from '#kernel'

const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
const zero = 0x30
const nine = 0x39

export type Form = 'canonical' | 'not-canonical'

/**
 * Reads the body of an entry where it lies: whether it is canonical (RFC 8785), and what it says its stream and number are. One pass
 * over the bytes without making objects, because parsing and printing every body took ten times as long. What is rare (escapes,
 * fractions, keys beyond ASCII) it leaves to `canonical`. The bytes are known to be valid JSON: the column's type saw to that.
 */
export class BodyReader {
  form: Form = 'canonical'
  /** Number of the entry by its own account; -1 when it gives none. */
  seq = -1
  /** Where in the buffer the 36 letters of its stream begin; -1 when it gives none. */
  streamAt = -1
  /** Per depth: where the last key began and ended. Begin 0 is "no key yet", -1 an array. */
  private readonly keyAt: number[] = []
  private readonly keyEnd: number[] = []

  read(buffer: Buffer, from: number, to: number): void {
    this.form = 'canonical'
    this.seq = -1
    this.streamAt = -1
    if (!this.scan(buffer, from, to)) this.readSlowly(buffer, from, to)
  }

  /** False when something came up that needs the slow way. */
  private scan(buffer: Buffer, from: number, to: number): boolean {
    let depth = -1
    let expectKey = false
    let at = from
    while (at < to) {
      const byte = buffer[at]
      if (byte === quote) {
        const end = endOfString(buffer, at + 1, to)
        if (end < 0) return false
        if (expectKey) {
          if (!this.follows(buffer, depth, at + 1, end) || buffer[end + 1] !== colon) return false
          if (depth === 0) this.note(buffer, at + 1, end)
          expectKey = false
          at = end + 2
        } else at = end + 1
      } else if (byte === comma) {
        expectKey = (this.keyAt[depth] ?? -1) >= 0
        at += 1
      } else if (byte === openBrace || byte === openBracket) {
        depth += 1
        expectKey = byte === openBrace && buffer[at + 1] !== closeBrace
        this.keyAt[depth] = byte === openBrace ? 0 : -1
        at += 1
      } else if (byte === closeBrace || byte === closeBracket) {
        depth -= 1
        at += 1
      } else {
        at = endOfPlain(buffer, at, to)
        if (at < 0) return false
      }
    }
    return true
  }

  /** Whether this key stands after the one before it in its object; false also where bytes do not tell the order of UTF-16. */
  private follows(buffer: Buffer, depth: number, begin: number, end: number): boolean {
    const lastBegin = this.keyAt[depth] as number
    const lastEnd = this.keyEnd[depth] as number
    this.keyAt[depth] = begin
    this.keyEnd[depth] = end
    if (lastBegin === 0) return true
    const shorter = Math.min(lastEnd - lastBegin, end - begin)
    for (let i = 0; i < shorter; i += 1) {
      const last = buffer[lastBegin + i] as number
      const here = buffer[begin + i] as number
      if (last !== here) return last < here && last < 0x80
    }
    return lastEnd - lastBegin < end - begin
  }

  /** Keeps what the body says under "seq" and "stream" at its top. */
  private note(buffer: Buffer, begin: number, end: number): void {
    if (end - begin === 3 && buffer.toString('latin1', begin, end) === 'seq') {
      let seq = 0
      for (let at = end + 2; isDigit(buffer[at]); at += 1) seq = seq * 10 + (buffer[at] ?? 0) - zero
      this.seq = seq
    } else if (end - begin === 6 && buffer.toString('latin1', begin, end) === 'stream') {
      this.streamAt = buffer[end + 2] === quote && buffer[end + 39] === quote ? end + 3 : -1
    }
  }

  private readSlowly(buffer: Buffer, from: number, to: number): void {
    const text = buffer.toString('utf8', from, to)
    const value = JSON.parse(text) as { seq?: unknown; stream?: unknown }
    this.form = canonical(value) === text ? 'canonical' : 'not-canonical'
    this.seq = typeof value.seq === 'number' ? value.seq : -1
    const at = typeof value.stream === 'string' ? buffer.lastIndexOf(`"stream":"${value.stream}"`, to) : -1
    this.streamAt = at < from ? -1 : at + '"stream":"'.length
  }
}

/** Where the closing quote stands; -1 at an escape, which only the slow way understands. */
function endOfString(buffer: Buffer, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const byte = buffer[at]
    if (byte === quote) return at
    if (byte === backslash) return -1
  }
  return -1
}

/** The end of a whole number of at most 15 digits, or of true, false, null; -1 for anything else, white space included. */
function endOfPlain(buffer: Buffer, from: number, to: number): number {
  let at = from
  if (isDigit(buffer[at])) {
    while (at < to && isDigit(buffer[at])) at += 1
    if (at - from > 15 || (at - from > 1 && buffer[from] === zero)) return -1
  } else while (at < to && isLetter(buffer[at])) at += 1
  const after = buffer[at]
  return at > from && (after === comma || after === closeBrace || after === closeBracket) ? at : -1
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= zero && byte <= nine
const isLetter = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x61 && byte <= 0x7a
