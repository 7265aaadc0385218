/** Where a value stands in a mould, as offsets. */
export type Hole = readonly number[]

/**
 * Bytes that hold one life, in which every sibling writes itself over the one before. Where a value stands is found by looking for the
 * bytes that the life which was lived has there; they hold 64 random bits at the least, or a moment to the millisecond, so that nothing
 * else is taken for them.
 */
export class Mould {
  readonly bytes: Buffer
  readonly #starts: number[] = []
  readonly #taken: Uint8Array
  readonly #found = new Map<string, Hole>()

  constructor(parts: readonly Uint8Array[]) {
    this.bytes = Buffer.concat(parts)
    this.#taken = new Uint8Array(this.bytes.length)
    let at = 0
    for (const part of parts) {
      this.#starts.push(at)
      at += part.length
    }
    this.#starts.push(at)
  }

  /** The part as it stands now: what is written over the mould shows in it. */
  part(index: number): Buffer {
    return this.bytes.subarray(this.#starts[index], this.#starts[index + 1])
  }

  /** Everywhere the value stands. Throws where it would share bytes with another: then it is not clear what stands there. */
  find(value: Buffer): Hole {
    const name = value.toString('latin1')
    const known = this.#found.get(name)
    if (known) return known
    const hole: number[] = []
    for (let at = this.bytes.indexOf(value); at >= 0; at = this.bytes.indexOf(value, at + value.length)) {
      hole.push(at)
      if (this.#taken.subarray(at, at + value.length).includes(1))
        throw new Error(`two values share byte ${at}`)
      this.#taken.fill(1, at, at + value.length)
    }
    this.#found.set(name, hole)
    return hole
  }

  /** As `find`, and throws when it stands nowhere. */
  get(value: Buffer): Hole {
    const hole = this.find(value)
    if (hole.length === 0) throw new Error('what is a life’s own stands nowhere in its rows')
    return hole
  }

  fill(hole: Hole, value: Uint8Array): void {
    for (const at of hole) this.bytes.set(value, at)
  }
}
