import { Refusal } from '#kernel'

/** How often files may be handed in: so many at once, then one every so many seconds. */
interface Limit {
  burst: number
  every_s: number
}

/** A dossier has at most a few dozen papers; a desk's address is shared by its clerks, a household's by its people. */
const limits = { sender: { burst: 60, every_s: 2 }, address: { burst: 600, every_s: 0.2 } } as const
const kept = 20_000

export interface Pace {
  /** Counts one more file of this sender from this address. Refuses with `TooManyUploads` and the seconds to wait. */
  take(sender: string, address: string | undefined, now: Date): void
}

/** Counts live in this process: they keep one sender from filling the disk, and forget whoever has paused. */
export function uploadPace(): Pace {
  const senders = bucketsOf(limits.sender)
  const addresses = bucketsOf(limits.address)
  return {
    take(sender, address, now) {
      const wait_s = Math.max(
        senders.wait_s(sender, now),
        address === undefined ? 0 : addresses.wait_s(address, now),
      )
      if (wait_s > 0) throw new TooManyUploads(wait_s)
      senders.fill(sender, now)
      if (address !== undefined) addresses.fill(address, now)
    },
  }
}

/** Each key's level as the instant at which it will be empty again. */
function bucketsOf({ burst, every_s }: Limit): {
  wait_s(key: string, now: Date): number
  fill(key: string, now: Date): void
} {
  const empty_at = new Map<string, number>()
  const levelOf = (key: string, now: Date): number => Math.max(0, (empty_at.get(key) ?? 0) - now.getTime())
  return {
    wait_s: (key, now) =>
      Math.max(0, Math.ceil((levelOf(key, now) / 1000 - (burst - 1) * every_s) * 10) / 10),
    fill(key, now) {
      const level = levelOf(key, now)
      empty_at.delete(key)
      empty_at.set(key, now.getTime() + level + every_s * 1000)
      if (empty_at.size > kept) empty_at.delete(empty_at.keys().next().value!)
    },
  }
}

export class TooManyUploads extends Refusal {
  constructor(wait_s: number) {
    const seconds = Math.max(1, Math.ceil(wait_s))
    super(
      'TooManyUploads',
      {
        vi: `Bạn đang gửi quá nhiều tệp một lúc. Hãy thử lại sau ${seconds} giây; tệp đã gửi vẫn còn.`,
        en: `Too many files at once. Try again in ${seconds} seconds; what was sent is kept.`,
      },
      { kind: 'too-many', facts: { retry_after_s: seconds } },
    )
  }
}
