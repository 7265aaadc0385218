import { invalid, keyedHash, notFound, seal, uuidv7, type Context, type Refusal } from '#kernel'
import { note } from './entries.ts'
import { checkNewPassword, hashPassword, passwordMatches } from './passwords.ts'
import type { SignInRules } from './rules.ts'
import { foldUsername, WrongSignIn } from './sign-in.ts'
import { attemptKeys, clearAttempts, countAttempt } from './slow-down.ts'
import { newTotp, totpStep } from './totp.ts'

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
  text: 'update identity.accounts set totp = $2, totp_last_step = $3 where id = $1',
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

const ofPerson = {
  name: 'identity.account-of-person',
  text: 'select id, username, password from identity.accounts where person = $1 and disabled_at is null order by id limit 1',
}

interface Own {
  id: string
  username: string
  password: string
}

/** The person's account, after asking the present password again: counted like a sign-in, so that an open screen is not enough. */
async function ownAccount(
  cx: Context,
  input: { person: string; current: string; address: string },
  rules: SignInRules,
): Promise<Own> {
  const [account] = await cx.db.rows<Own>(ofPerson, [input.person])
  if (!account) throw notFound({ vi: 'tài khoản có mật khẩu', en: 'An account with a password' })
  const keys = attemptKeys(cx, account.username, { address: input.address, device: null })
  await countAttempt(cx, keys, rules.slow_down)
  if (!(await passwordMatches(input.current, account.password))) throw new WrongSignIn()
  await clearAttempts(cx, keys)
  return account
}

/** The person's own change. The caller ends the sessions. */
export async function changeOwnPassword(
  cx: Context,
  input: { person: string; current: string; password: string; address: string },
  rules: SignInRules,
): Promise<void> {
  const { id, username } = await ownAccount(cx, input, rules)
  await changePassword(cx, { account: id, username, password: input.password, by: input.person }, rules)
}

/** A new second factor, shown once as a QR code. Nothing is asked for it until the person has proved that their app shows its digits. */
export async function offerSecondFactor(
  cx: Context,
  input: { person: string; current: string; address: string },
  rules: SignInRules,
): Promise<{ secret: string; address: string }> {
  return newTotp((await ownAccount(cx, input, rules)).username)
}

export async function confirmSecondFactor(
  cx: Context,
  input: { person: string; current: string; address: string; secret: string; totp: string },
  rules: SignInRules,
): Promise<void> {
  const account = await ownAccount(cx, input, rules)
  const step = totpStep(input.secret, input.totp, cx.now)
  if (step === undefined) {
    throw wrongDigits()
  }
  await setSecondFactor(cx, { account: account.id, secret: input.secret, step, by: input.person })
}

export const wrongDigits = (): Refusal =>
  invalid('totp', {
    vi: 'Mã 6 số không đúng. Hãy nhập mã đang hiện.',
    en: 'The six digits are not right. Enter those shown now.',
  })

/** From now on the account asks for six digits; the step of the code that confirmed it is used up. */
export async function setSecondFactor(
  cx: Context,
  input: { account: string; secret: string; step: number; by: string },
): Promise<void> {
  const { account, secret, step, by } = input
  await cx.db.rows(newSecondFactor, [account, seal(cx.keys, secret, `identity.totp:${account}`), step])
  await note(cx, `sign-in/${account}`, by, { type: 'identity.second-factor-set', data: { account } })
}

const newLink = {
  name: 'identity.link-official',
  text: `insert into identity.staff_links (issuer, subject_hash, person) values ($1, $2, $3)
         on conflict (issuer, subject_hash) do update set person = $3`,
}

/** From now on whoever the issuer calls `subject` signs in as this person. The subject itself is kept as a keyed hash only. */
export async function linkOfficial(
  cx: Context,
  input: { issuer: string; subject: string; person: string; by: string },
): Promise<void> {
  const { issuer, subject, person, by } = input
  await cx.db.rows(newLink, [issuer, keyedHash(cx.keys, 'subject', `${issuer}|${subject}`), person])
  await note(cx, `sign-in/${person}`, by, { type: 'identity.official-linked', data: { person } })
}

const personOf = {
  name: 'identity.person-of-username',
  text: 'select person from identity.accounts where username = $1',
}

export async function findPersonOf(cx: Context, username: string): Promise<string | undefined> {
  return (await cx.db.rows<{ person: string }>(personOf, [foldUsername(username)]))[0]?.person
}
