import type { ColumnType, CopyTarget } from './copy.ts'

const epoch_ms = 946_684_800_000
const day_ms = 86_400_000
const oids = { 'uuid[]': 2950, 'bytea[]': 17 } as const
/** Bytes of UTF-8 that one unit of a text takes at the most. */
const mostText = 3

/** Turns rows into the tuples of PostgreSQL's binary COPY: a count of columns, then each value behind its length. */
export class Encoder {
  readonly #columns: [string, ColumnType][]
  #bytes = Buffer.allocUnsafe(16 * 1024)
  #at = 0

  constructor(target: CopyTarget) {
    this.#columns = Object.entries(target.columns)
  }

  /** Values by column: a missing one is null. */
  add(row: Readonly<Record<string, unknown>>): this {
    this.#room(2)
    this.#at = this.#bytes.writeInt16BE(this.#columns.length, this.#at)
    for (const [name, type] of this.#columns) {
      const value: unknown = row[name]
      if (value === null || value === undefined) this.#int4(-1)
      else this.#value(type, value)
    }
    return this
  }

  /** The tuples since the last time; good until the next row. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#at)
    this.#at = 0
    return taken
  }

  #value(type: ColumnType, value: unknown): void {
    switch (type) {
      case 'text':
        return this.#text(value as string)
      case 'bytea':
        return this.#blob(value as Buffer)
      case 'uuid':
        return this.#uuid(value as string)
      case 'int2':
        this.#int4(2)
        this.#room(2)
        this.#at = this.#bytes.writeInt16BE(value as number, this.#at)
        return
      case 'int4':
        this.#int4(4)
        return this.#int4(value as number)
      case 'date':
        this.#int4(4)
        return this.#int4((Date.parse(value as string) - epoch_ms) / day_ms)
      case 'int8':
        return this.#int8(value as number)
      case 'time':
        return this.#int8(pgTime((value as Date).getTime()))
      case 'uuid[]':
      case 'bytea[]':
        return this.#list(type, value as readonly (string | Buffer)[])
    }
  }

  #text(value: string): void {
    this.#room(4 + value.length * mostText)
    const written = this.#bytes.write(value, this.#at + 4)
    this.#at = this.#bytes.writeInt32BE(written, this.#at) + written
  }

  #blob(value: Uint8Array): void {
    this.#int4(value.length)
    this.#room(value.length)
    this.#bytes.set(value, this.#at)
    this.#at += value.length
  }

  #uuid(value: string): void {
    this.#int4(16)
    this.#room(16)
    this.#at += this.#bytes.write(value.replaceAll('-', ''), this.#at, 16, 'hex')
  }

  #int4(value: number): void {
    this.#room(4)
    this.#at = this.#bytes.writeInt32BE(value, this.#at)
  }

  #int8(value: number): void {
    this.#int4(8)
    this.#room(8)
    this.#at = writeInt8(this.#bytes, value, this.#at)
  }

  #list(type: 'uuid[]' | 'bytea[]', values: readonly (string | Buffer)[]): void {
    const head = values.length === 0 ? [0, 0, oids[type]] : [1, 0, oids[type], values.length, 1]
    const size = (value: string | Buffer): number => 4 + (typeof value === 'string' ? 16 : value.length)
    const length = values.reduce((sum, value) => sum + size(value), head.length * 4)
    for (const number of [length, ...head]) this.#int4(number)
    for (const value of values) {
      if (typeof value === 'string') this.#uuid(value)
      else this.#blob(value)
    }
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(2 * (this.#bytes.length + bytes))
    larger.set(this.#bytes.subarray(0, this.#at))
    this.#bytes = larger
  }
}

/** Microseconds since PostgreSQL's epoch. */
export const pgTime = (at_ms: number): number => (at_ms - epoch_ms) * 1000

/** A whole number as eight bytes; gives the place behind them. */
export function writeInt8(into: Buffer, value: number, at: number): number {
  const high = Math.floor(value / 4_294_967_296)
  into.writeInt32BE(high, at)
  return into.writeUInt32BE(value - high * 4_294_967_296, at + 4)
}
