import { once } from 'node:events'
import type pg from 'pg'
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams'

export type ColumnType =
  'uuid' | 'text' | 'int2' | 'int4' | 'int8' | 'bytea' | 'time' | 'date' | 'uuid[]' | 'bytea[]'

/** A table and the columns that are copied into it, in order. */
export interface CopyTarget {
  table: string
  columns: Readonly<Record<string, ColumnType>>
}

const pageBytes = 256 * 1024
const header = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const epoch_ms = 946_684_800_000
const day_ms = 86_400_000
const oids = { 'uuid[]': 2950, 'bytea[]': 17 } as const

/** One COPY in PostgreSQL's binary form, on a connection of its own: cheaper than text on both sides. */
export class Copier {
  readonly #stream: CopyStreamQuery
  readonly #columns: [string, ColumnType][]
  #page = Buffer.allocUnsafe(pageBytes)
  #at = 0
  bytes = 0

  constructor(client: pg.Client, target: CopyTarget) {
    this.#columns = Object.entries(target.columns)
    const names = this.#columns.map(([name]) => name).join(', ')
    this.#stream = client.query(copyFrom(`copy ${target.table} (${names}) from stdin (format binary)`))
    this.#room(header.length)
    this.#at += header.copy(this.#page, this.#at)
  }

  /** Values by column: a missing one is null. A full page goes out by itself; `drained` waits for the server. */
  add(row: Readonly<Record<string, unknown>>): void {
    this.#room(2)
    this.#at = this.#page.writeInt16BE(this.#columns.length, this.#at)
    for (const [name, type] of this.#columns) {
      const value: unknown = row[name]
      if (value === null || value === undefined) {
        this.#room(4)
        this.#at = this.#page.writeInt32BE(-1, this.#at)
      } else this.#value(type, value)
    }
  }

  async drained(): Promise<void> {
    if (this.#stream.writableNeedDrain) await once(this.#stream, 'drain')
  }

  async end(): Promise<void> {
    this.#room(2)
    this.#at = this.#page.writeInt16BE(-1, this.#at)
    this.#flush()
    this.#stream.end()
    await once(this.#stream, 'finish')
  }

  #value(type: ColumnType, value: unknown): void {
    switch (type) {
      case 'text':
        return this.#text(value as string)
      case 'bytea':
        return this.#bytes(value as Buffer)
      case 'uuid':
        return this.#uuid(value as string)
      case 'int2':
        this.#room(6)
        this.#at = this.#page.writeInt32BE(2, this.#at)
        this.#at = this.#page.writeInt16BE(value as number, this.#at)
        return
      case 'int4':
        return this.#int4(value as number)
      case 'date':
        return this.#int4((Date.parse(value as string) - epoch_ms) / day_ms)
      case 'int8':
        return this.#int8(value as number)
      case 'time':
        return this.#int8(((value as Date).getTime() - epoch_ms) * 1000)
      case 'uuid[]':
      case 'bytea[]':
        return this.#list(type, value as readonly (string | Buffer)[])
    }
  }

  #text(value: string): void {
    const most = value.length * 3
    this.#room(4 + most)
    const written = this.#page.write(value, this.#at + 4)
    this.#at = this.#page.writeInt32BE(written, this.#at) + written
  }

  #bytes(value: Uint8Array): void {
    this.#room(4 + value.length)
    this.#at = this.#page.writeInt32BE(value.length, this.#at)
    this.#page.set(value, this.#at)
    this.#at += value.length
  }

  #uuid(value: string): void {
    this.#room(20)
    this.#at = this.#page.writeInt32BE(16, this.#at)
    this.#at += this.#page.write(value.replaceAll('-', ''), this.#at, 16, 'hex')
  }

  #int4(value: number): void {
    this.#room(8)
    this.#at = this.#page.writeInt32BE(4, this.#at)
    this.#at = this.#page.writeInt32BE(value, this.#at)
  }

  #int8(value: number): void {
    this.#room(12)
    const high = Math.floor(value / 4_294_967_296)
    this.#at = this.#page.writeInt32BE(8, this.#at)
    this.#at = this.#page.writeInt32BE(high, this.#at)
    this.#at = this.#page.writeUInt32BE(value - high * 4_294_967_296, this.#at)
  }

  #list(type: 'uuid[]' | 'bytea[]', values: readonly (string | Buffer)[]): void {
    this.#room(24)
    const head = values.length === 0 ? [0, 0, oids[type]] : [1, 0, oids[type], values.length, 1]
    const size = (value: string | Buffer): number => 4 + (typeof value === 'string' ? 16 : value.length)
    const length = values.reduce((sum, value) => sum + size(value), head.length * 4)
    for (const number of [length, ...head]) this.#at = this.#page.writeInt32BE(number, this.#at)
    for (const value of values) {
      if (typeof value === 'string') this.#uuid(value)
      else this.#bytes(value)
    }
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#page.length) return
    this.#flush()
    this.#page = Buffer.allocUnsafe(Math.max(pageBytes, bytes))
    this.#at = 0
  }

  #flush(): void {
    if (this.#at === 0) return
    this.bytes += this.#at
    this.#stream.write(this.#page.subarray(0, this.#at))
    this.#at = 0
  }
}
