import { stopwatch } from '#kernel'

/** What came of one window: lifecycles that ended in it, what went wrong, how long each request took. */
export interface Window {
  per_s: number
  lifecycles: number
  errors: string[]
  request_ms: number[]
}

/** Runs `workers` loops side by side for so many seconds; a lifecycle begun in time is let end and counts by the time it took. */
export async function runWindow(
  seconds: number,
  workers: number,
  one: (worker: number, number: number, onReply: (ms: number) => void) => Promise<void>,
): Promise<Window> {
  const elapsed = stopwatch()
  const errors: string[] = []
  const request_ms: number[] = []
  let lifecycles = 0
  let begun = 0
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (elapsed() < seconds * 1000) {
        try {
          await one(worker, (begun += 1), (ms) => request_ms.push(ms))
          lifecycles += 1
        } catch (error) {
          errors.push((error as Error).message)
          if (errors.length > 1000) throw error
        }
      }
    }),
  )
  return { per_s: lifecycles / (elapsed() / 1000), lifecycles, errors, request_ms }
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

export const rounded = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits
