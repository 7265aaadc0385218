/** Where the simulated provider keeps its short-lived things: in memory, the oldest leave when there are too many. */
type Payload = Record<string, unknown> & { grantId?: string; uid?: string; consumed?: number | boolean }

const most = 5000

export function memoryAdapter(): new (model: string) => object {
  const kept = new Map<string, Payload>()
  return class {
    readonly #model: string
    constructor(model: string) {
      this.#model = model
    }
    #key(id: string): string {
      return `${this.#model}:${id}`
    }
    upsert(id: string, payload: Payload): Promise<void> {
      if (kept.size >= most) kept.delete(kept.keys().next().value!)
      kept.set(this.#key(id), payload)
      return Promise.resolve()
    }
    find(id: string): Promise<Payload | undefined> {
      return Promise.resolve(kept.get(this.#key(id)))
    }
    findByUid(uid: string): Promise<Payload | undefined> {
      for (const [key, payload] of kept) {
        if (key.startsWith(`${this.#model}:`) && payload.uid === uid) return Promise.resolve(payload)
      }
      return Promise.resolve(undefined)
    }
    findByUserCode(): Promise<undefined> {
      return Promise.resolve(undefined)
    }
    consume(id: string): Promise<void> {
      const payload = kept.get(this.#key(id))
      if (payload) payload.consumed = true
      return Promise.resolve()
    }
    destroy(id: string): Promise<void> {
      kept.delete(this.#key(id))
      return Promise.resolve()
    }
    revokeByGrantId(grantId: string): Promise<void> {
      for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key)
      return Promise.resolve()
    }
  }
}
