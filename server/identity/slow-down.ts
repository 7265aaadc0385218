import ipaddr from 'ipaddr.js'
import { keyedHash, Refusal, type Context } from '#kernel'
import type { SignInRules } from './rules.ts'

type Limits = SignInRules['slow_down']

/** Seconds to wait after so many failures in a row. */
export function waitAfter(failures: number, rules: Limits, free: number = rules.free_failures): number {
  if (failures <= free) return 0
  return Math.min(rules.longest_wait_s, rules.first_wait_s * rules.factor ** (failures - free - 1))
}

const counted = {
  name: 'identity.count-attempt',
  text: `insert into identity.attempts as a (key, failures, last_at, not_before) values ($1, 1, $2, $2)
    on conflict (key) do update set
      failures = case when a.last_at < $2::timestamptz - make_interval(mins => $3) then 1 else a.failures + 1 end,
      last_at = $2,
      not_before = $2::timestamptz + make_interval(secs => case
        when a.last_at < $2::timestamptz - make_interval(mins => $3) or a.failures + 1 <= $4 then 0
        else least($5, $6 * power($7::float8, least(60, a.failures - $4)))
      end)
    where a.not_before <= $2
    returning failures`,
}
const when = {
  name: 'identity.attempt-wait',
  text: 'select not_before from identity.attempts where key = $1',
}
const cleared = {
  name: 'identity.clear-attempts',
  text: `with gone as (delete from identity.attempts where key = $1)
    update identity.attempts set failures = greatest(0, failures - 1) where key = $2`,
}

/** Where a try comes from: a device that has signed in to this account before stands for itself, all others for their address. */
export interface Source {
  address: string
  device: string | null
}

export function attemptKeys(
  cx: Context,
  username: string,
  source: Source,
): { account: Buffer; source: Buffer } {
  const from = source.device === null ? `address:${network(source.address)}` : `device:${source.device}`
  return {
    account: keyedHash(cx.keys, 'attempt', `${username}|${from}`),
    source: keyedHash(cx.keys, 'attempt', `|${from}`),
  }
}

/**
 * Counts a try before the password is looked at, so that many at once cannot outrun the count; `clearAttempts` takes it back
 * when the try was right. Refuses with `TooManyAttempts` while that account must wait **from that source**.
 */
export async function countAttempt(
  cx: Context,
  keys: { account: Buffer; source: Buffer },
  rules: Limits,
): Promise<number> {
  await count(cx, keys.source, rules, rules.source_free_failures)
  return count(cx, keys.account, rules, rules.free_failures)
}

async function count(cx: Context, key: Buffer, rules: Limits, free: number): Promise<number> {
  const rows = await cx.db.rows<{ failures: number }>(counted, [
    key,
    cx.now,
    rules.forget_after_min,
    free,
    rules.longest_wait_s,
    rules.first_wait_s,
    rules.factor,
  ])
  if (rows[0]) return rows[0].failures
  const [row] = await cx.db.rows<{ not_before: Date }>(when, [key])
  throw new TooManyAttempts(
    Math.max(1, Math.ceil(((row?.not_before.getTime() ?? 0) - cx.now.getTime()) / 1000)),
  )
}

/** A right try: the account is as new from there; of the source only this try is taken back, else one own account would hide many tries. */
export async function clearAttempts(cx: Context, keys: { account: Buffer; source: Buffer }): Promise<void> {
  await cx.db.rows(cleared, [keys.account, keys.source])
}

/** Of an IPv6 address the first 64 bits: one household has all the rest. */
function network(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv6'
    ? parsed.toNormalizedString().split(':').slice(0, 4).join(':')
    : parsed.toString()
}

export class TooManyAttempts extends Refusal {
  constructor(retry_after_s: number) {
    super(
      'TooManyAttempts',
      {
        vi: `Đã thử sai nhiều lần từ nơi này. Hãy đợi ${retry_after_s} giây rồi thử lại.`,
        en: `There were too many wrong tries from here. Wait ${retry_after_s} seconds and try again.`,
      },
      { kind: 'too-many', facts: { retry_after_s } },
    )
  }
}
