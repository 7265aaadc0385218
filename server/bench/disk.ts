import { statfs } from 'node:fs/promises'
import { Refusal } from '#kernel'

/** What one generated item takes at the most while indexes are built, measured at 1,000,000 and rounded up. */
export const bytesPerItem = 9_000

/** Refuses what would not fit, leaving a tenth of the disk free. */
export async function refuseUnlessFits(folder: string, items: number, copies = 1): Promise<void> {
  const { bavail, bsize, blocks } = await statfs(folder)
  const free = Math.max(0, bavail * bsize - (blocks * bsize) / 10)
  const needed = items * bytesPerItem * copies
  if (needed > free) throw new WouldNotFit(folder, items, needed, free)
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1)

export class WouldNotFit extends Refusal {
  constructor(folder: string, items: number, needed: number, free: number) {
    super(
      'WouldNotFit',
      {
        vi: `${items} hồ sơ cần khoảng ${gigabytes(needed)} GB, còn dùng được ${gigabytes(free)} GB ở ${folder}. Hãy giảm --items hoặc dọn đĩa.`,
        en: `${items} items need about ${gigabytes(needed)} GB and ${gigabytes(free)} GB may be used at ${folder}. Ask for fewer --items or make room.`,
      },
      { facts: { needed, free } },
    )
  }
}
