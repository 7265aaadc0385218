import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { promisify } from 'node:util'
import { invalid, type Refusal } from '#kernel'
import type { SignInRules } from './rules.ts'

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>
const tagLength = 32

/** Two at a time: each takes some 20 MB and half a core, and guests must not be able to make the office wait. */
const most = 2
let running = 0
const waiting: (() => void)[] = []

/** A password as `$argon2id$v=19$m=…,t=…,p=…$salt$tag`. */
export async function hashPassword(password: string, rules: SignInRules['passwords']): Promise<string> {
  const { memory_kib, passes, lanes } = rules.argon2id
  const salt = randomBytes(16)
  const tag = await inTurn(() => tagOf(password, salt, memory_kib, passes, lanes))
  return `$argon2id$v=19$m=${memory_kib},t=${passes},p=${lanes}$${text(salt)}$${text(tag)}`
}

export async function passwordMatches(password: string, hash: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash)
  if (!parts) throw new Error('a stored password is not an argon2id hash')
  const [, memory, passes, lanes, salt, expected] = parts
  const tag = await inTurn(() =>
    tagOf(password, Buffer.from(salt!, 'base64'), Number(memory), Number(passes), Number(lanes)),
  )
  const right = Buffer.from(expected!, 'base64')
  return right.length === tag.length && timingSafeEqual(right, tag)
}

/** Refuses a new password that is too short or is the user name; length is what counts, so nothing else is asked of it. */
export function checkNewPassword(password: string, username: string, rules: SignInRules['passwords']): void {
  if ([...password.normalize('NFC')].length < rules.shortest || password.toLowerCase().includes(username)) {
    throw weakPassword(rules.shortest)
  }
}

export const weakPassword = (shortest: number): Refusal =>
  invalid(
    'password',
    {
      vi: `Mật khẩu cần ít nhất ${shortest} ký tự và không chứa tên đăng nhập.`,
      en: `A password needs at least ${shortest} characters and must not contain the user name.`,
    },
    'WeakPassword',
  )

const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

const tagOf = (
  password: string,
  nonce: Buffer,
  memory: number,
  passes: number,
  parallelism: number,
): Promise<Buffer> =>
  derive('argon2id', { message: password.normalize('NFC'), nonce, memory, passes, parallelism, tagLength })

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= most) await new Promise<void>((go) => waiting.push(go))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}
