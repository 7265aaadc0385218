import { Secret, TOTP } from 'otpauth'

const period = 30

const code = (secret: Secret): TOTP =>
  new TOTP({ issuer: 'Sáu Rõ', algorithm: 'SHA1', digits: 6, period, secret })

/** A new second factor: its secret in base32 and the address an authenticator app reads from a QR code. */
export function newTotp(username: string): { secret: string; address: string } {
  const secret = new Secret({ size: 20 })
  const totp = code(secret)
  totp.label = username
  return { secret: secret.base32, address: totp.toString() }
}

export const totpAt = (secret: string, now: Date): string =>
  code(Secret.fromBase32(secret)).generate({ timestamp: now.getTime() })

/** The time step a six-digit code belongs to, one step early or late allowed; undefined when it is wrong. A step is accepted once. */
export function totpStep(secret: string, token: string, now: Date): number | undefined {
  if (!/^\d{6}$/.test(token)) return undefined
  const delta = code(Secret.fromBase32(secret)).validate({ token, timestamp: now.getTime(), window: 1 })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / period) + delta
}
