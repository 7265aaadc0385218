import { newSecret, Refusal, sha256, unseal, type Context } from '#kernel'
import { note } from './entries.ts'
import { hashPassword, passwordMatches } from './passwords.ts'
import type { SignInRules } from './rules.ts'
import { attemptKeys, clearAttempts, countAttempt } from './slow-down.ts'
import { totpStep } from './totp.ts'

interface Account {
  id: string
  person: string
  password: string
  totp: Buffer | null
  disabled_at: Date | null
}

const byUsername = {
  name: 'identity.account-by-username',
  text: 'select id, person, password, totp, disabled_at from identity.accounts where username = $1',
}
const stepUsed = {
  name: 'identity.use-totp-step',
  text: 'update identity.accounts set totp_last_step = $2 where id = $1 and totp_last_step < $2 returning id',
}
const knownDevice = {
  name: 'identity.known-device',
  text: `update identity.devices d set seen_at = $3 from identity.accounts a
          where d.token_hash = $1 and a.id = d.account and a.username = $2
            and d.seen_at > $3::timestamptz - make_interval(days => $4) returning d.account`,
}
const newDevice = {
  name: 'identity.new-device',
  text: 'insert into identity.devices (token_hash, account, seen_at) values ($1, $2, $3)',
}

export interface SignIn {
  username: string
  password: string
  totp?: string | undefined
  /** Network address of the asker, and the device cookie if it sent one. */
  address: string
  device?: string | undefined
}

export interface SignedIn {
  person: string
  account: string
  /** A new device cookie, when this device was not known for the account. */
  device: string | null
}

/** Stands in for accounts that do not exist, so that they take as long as those that do. */
let nobody: Promise<string> | undefined

/**
 * Checks user name, password and second factor of a local account. Refuses with `WrongSignIn` whatever of them is wrong, with
 * `SecondFactorNeeded` when all that lacks is the six digits, with `TooManyAttempts` when this source must wait.
 */
export async function signIn(cx: Context, input: SignIn, rules: SignInRules): Promise<SignedIn> {
  const username = foldUsername(input.username)
  const device = input.device === undefined ? null : sha256(input.device)
  const isKnown =
    device !== null &&
    (await cx.db.rows(knownDevice, [device, username, cx.now, rules.sessions.device_days])).length > 0
  const source = { address: input.address, device: isKnown ? device.toString('base64') : null }
  const keys = attemptKeys(cx, username, source)
  const failures = await countAttempt(cx, keys, rules.slow_down)
  const [account] = await cx.db.rows<Account>(byUsername, [username])
  nobody ??= hashPassword(newSecret(16), rules.passwords)
  const right = await passwordMatches(input.password, account?.password ?? (await nobody))
  if (!account) throw new WrongSignIn()
  if (!right || account.disabled_at)
    return refuse(cx, account, account.disabled_at ? 'disabled' : 'password', failures)
  await checkSecondFactor(cx, account, input.totp, failures)
  await clearAttempts(cx, keys)
  if (isKnown) return { person: account.person, account: account.id, device: null }
  const token = newSecret(32)
  await cx.db.rows(newDevice, [sha256(token), account.id, cx.now])
  return { person: account.person, account: account.id, device: token }
}

async function checkSecondFactor(
  cx: Context,
  account: Account,
  given: string | undefined,
  failures: number,
): Promise<void> {
  if (!account.totp) return
  if (given === undefined || given === '') throw new SecondFactorNeeded()
  const step = totpStep(unseal(cx.keys, account.totp, `identity.totp:${account.id}`), given, cx.now)
  const used = step !== undefined && (await cx.db.rows(stepUsed, [account.id, step])).length > 0
  if (!used) await refuse(cx, account, 'second-factor', failures)
}

async function refuse(
  cx: Context,
  account: Account,
  why: 'password' | 'second-factor' | 'disabled',
  failures: number,
): Promise<never> {
  await note(cx, `sign-in/${account.id}`, 'unknown', {
    type: 'identity.sign-in-failed',
    data: { account: account.id, why, failures },
  })
  throw new WrongSignIn()
}

export const foldUsername = (username: string): string => username.normalize('NFC').trim().toLowerCase()

export class WrongSignIn extends Refusal {
  constructor() {
    super(
      'WrongSignIn',
      {
        vi: 'Tên đăng nhập, mật khẩu hoặc mã xác thực không đúng. Hãy kiểm tra và thử lại.',
        en: 'The user name, password or code is not right. Check them and try again.',
      },
      { kind: 'unauthenticated' },
    )
  }
}

export class SecondFactorNeeded extends Refusal {
  constructor() {
    super(
      'SecondFactorNeeded',
      {
        vi: 'Nhập mã 6 số trong ứng dụng xác thực của bạn.',
        en: 'Enter the six digits of your authenticator app.',
      },
      { kind: 'unauthenticated', field: 'totp' },
    )
  }
}
