/** The one place that reads the wall clock. Everything else is given `now` as an argument. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** A clock that stands still, for tests and for replaying. */
export const fixedClock = (at: Date): Clock => {
  return () => new Date(at.getTime())
}

/** Milliseconds from an arbitrary start, for measuring how long something took; never a date. */
export const stopwatch = (): (() => number) => {
  const start = performance.now()
  return () => performance.now() - start
}
