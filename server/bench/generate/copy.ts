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
const end = Buffer.from([0xff, 0xff])

/** One COPY in PostgreSQL's binary form, on a connection of its own: cheaper than text on both sides. */
export class Copier {
  readonly #stream: CopyStreamQuery
  #page = Buffer.allocUnsafe(pageBytes)
  #at = 0
  bytes = 0

  constructor(client: pg.Client, target: CopyTarget) {
    const names = Object.keys(target.columns).join(', ')
    this.#stream = client.query(copyFrom(`copy ${target.table} (${names}) from stdin (format binary)`))
    this.put(header)
  }

  /** Whole tuples, as an `Encoder` makes them. A full page goes out by itself; `drained` waits for the server. */
  put(tuples: Uint8Array): void {
    if (this.#at + tuples.length > this.#page.length) {
      this.#flush()
      this.#page = Buffer.allocUnsafe(Math.max(pageBytes, tuples.length))
    }
    this.#page.set(tuples, this.#at)
    this.#at += tuples.length
  }

  /** Whether more was given than the server has taken. */
  get isBehind(): boolean {
    return this.#stream.writableNeedDrain
  }

  async drained(): Promise<void> {
    if (this.isBehind) await once(this.#stream, 'drain')
  }

  async end(): Promise<void> {
    this.put(end)
    this.#flush()
    this.#stream.end()
    await once(this.#stream, 'finish')
  }

  #flush(): void {
    if (this.#at === 0) return
    this.bytes += this.#at
    this.#stream.write(this.#page.subarray(0, this.#at))
    this.#at = 0
  }
}
