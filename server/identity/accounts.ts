import { notFound, seal, uuidv7, type Context } from '#kernel'
import { note } from './entries.ts'
import { checkNewPassword, hashPassword, passwordMatches } from './passwords.ts'
import type { SignInRules } from './rules.ts'
import { foldUsername, WrongSignIn } from './sign-in.ts'
import { attemptKeys, clearAttempts, countAttempt } from './slow-down.ts'
import { newTotp } from './totp.ts'

const madeAccount = {
  name: 'identity.make-account',
  text: 'insert into identity.accounts (id, person, username, password) values ($1, $2, $3, $4)',
}
const newPassword = {
  name: 'identity.change-password',
  text: 'update identity.accounts set password = $2 where id = $1 returning person',
}
const newSecondFactor = {
  name: 'identity.set-second-factor',
  text: 'update identity.accounts set totp = $2, totp_last_step = 0 where id = $1 returning username',
}

export async function makeAccount(
  cx: Context,
  input: { person: string; username: string; password: string; by: string },
  rules: SignInRules,
): Promise<string> {
  const username = foldUsername(input.username)
  checkNewPassword(input.password, username, rules.passwords)
  const id = uuidv7(cx.now)
  await cx.db.rows(madeAccount, [
    id,
    input.person,
    username,
    await hashPassword(input.password, rules.passwords),
  ])
  const data = { account: id, person: input.person }
  await note(cx, `sign-in/${id}`, input.by, { type: 'identity.account-made', data })
  return id
}

/** The caller ends the person's sessions everywhere. Gives the person. */
export async function changePassword(
  cx: Context,
  input: { account: string; username: string; password: string; by: string },
  rules: SignInRules,
): Promise<string> {
  checkNewPassword(input.password, input.username, rules.passwords)
  const hash = await hashPassword(input.password, rules.passwords)
  const [row] = await cx.db.rows<{ person: string }>(newPassword, [input.account, hash])
  if (!row) throw new Error(`no account ${input.account}`)
  await note(cx, `sign-in/${input.account}`, input.by, {
    type: 'identity.password-changed',
    data: { account: input.account },
  })
  return row.person
}

/** Gives an account a new second factor; the answer is shown once, as a QR code. */
export async function setSecondFactor(
  cx: Context,
  account: string,
  username: string,
  by: string,
): Promise<{ secret: string; address: string }> {
  const made = newTotp(username)
  await cx.db.rows(newSecondFactor, [account, seal(cx.keys, made.secret, `identity.totp:${account}`)])
  await note(cx, `sign-in/${account}`, by, { type: 'identity.second-factor-set', data: { account } })
  return made
}

const ofPerson = {
  name: 'identity.account-of-person',
  text: 'select id, username, password from identity.accounts where person = $1 and disabled_at is null order by id limit 1',
}

/** The person's own change: the present password is asked, and counted like a sign-in. The caller ends the sessions. */
export async function changeOwnPassword(
  cx: Context,
  input: { person: string; current: string; password: string; address: string },
  rules: SignInRules,
): Promise<void> {
  const [account] = await cx.db.rows<{ id: string; username: string; password: string }>(ofPerson, [
    input.person,
  ])
  if (!account) throw notFound({ vi: 'tài khoản có mật khẩu', en: 'An account with a password' })
  const keys = attemptKeys(cx, account.username, { address: input.address, device: null })
  await countAttempt(cx, keys, rules.slow_down)
  if (!(await passwordMatches(input.current, account.password))) throw new WrongSignIn()
  await clearAttempts(cx, keys)
  const { id, username } = account
  await changePassword(cx, { account: id, username, password: input.password, by: input.person }, rules)
}
