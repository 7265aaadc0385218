/** Numbers of filings by receiving unit and local day, as `work.counters` keeps them. */
export class Counters {
  readonly #all = new Map<string, { unit: string; day: string; last: number }>()

  readonly take = (unit: string, day: string): number => {
    const key = `${unit}/${day}`
    let counter = this.#all.get(key)
    if (!counter) this.#all.set(key, (counter = { unit, day, last: 0 }))
    return (counter.last += 1)
  }

  rows(): Iterable<Readonly<Record<string, unknown>>> {
    return this.#all.values()
  }
}
