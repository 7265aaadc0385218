/**
 * The only place of the console that asks the machine for the time. The server's clock is the true one: each answer
 * that carries the time corrects ours, so that a wrong clock on a desk does not make an item look late.
 */
let ahead_ms = 0

export function correctClock(serverNow: string): void {
  ahead_ms = Date.parse(serverNow) - Date.now()
}

export function nowIso(): string {
  return new Date(Date.now() + ahead_ms).toISOString()
}

export function nowMs(): number {
  return Date.now() + ahead_ms
}
