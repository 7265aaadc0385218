import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { systemClock, type Config, type Context, type Database, type KeyRing } from '#kernel'
import {
  addPerson,
  addPost,
  holdPost,
  installCity,
  loadUnits,
  postRoles,
  readCity,
  roleNames,
  today,
  type PostRole,
} from '#people'
import { findPersonOf, linkOfficial, makeAccount } from './accounts.ts'
import { readSignInRules } from './rules.ts'
import { foldUsername } from './sign-in.ts'

interface Io {
  out: (line: string) => void
  err: (line: string) => void
}

type Open = () => Promise<{ db: Database; keys: KeyRing; config: Pick<Config, 'city'> }>

const help = `./sauro account add --username NAME --name "HỌ TÊN" --unit CODE --role ROLE [--decision TEXT] [--json]
  Lập tài khoản cho một cán bộ: người, vị trí việc làm, mật khẩu mới in ra một lần.
  Makes an official's account: the person, a post, a new password that is printed once. The first one of an installation is
  usually --role it, who gives the others.
./sauro account link --username NAME --issuer URL --subject TEXT
  Cho cán bộ đăng nhập bằng hệ thống định danh của cơ quan. Lets that official sign in by an issuer as well.
  --unit      H29.10 …  ("/api/units" lists them)
  --role      ${postRoles.join(', ')}`

interface Asked {
  username: string
  name: string
  unit: string
  role: PostRole
  decision: string
  json: boolean
}

/** Exit code 0: made; 1: refused, nothing was made; 2: called wrongly. */
export async function accountCommand(argv: string[], io: Io, open: Open): Promise<number> {
  if (argv.includes('--help')) {
    io.out(help)
    return 0
  }
  if (argv[0] === 'link') return link(argv.slice(1), io, open)
  const asked = readArguments(argv)
  if (typeof asked === 'string') {
    io.err(`${asked}\n${help}`)
    return 2
  }
  const { db, keys, config } = await open()
  const cx: Context = { db, keys, now: systemClock(), requestId: 'command' }
  await installCity(db, readCity(config.city))
  const on = today(cx.now)
  if (!(await loadUnits(db)).at(on).find(asked.unit)) {
    io.err(`there is no unit ${asked.unit} on ${on}; nothing was made.`)
    return 1
  }
  if ((await db.rows(taken, [foldUsername(asked.username)])).length > 0) {
    io.err(`the user name ${foldUsername(asked.username)} is taken; nothing was made.`)
    return 1
  }
  const password = newPassword()
  const person = await makeOfficial(cx, asked, on, password)
  io.out(
    asked.json
      ? JSON.stringify({ person, username: foldUsername(asked.username), password })
      : `Tài khoản / account: ${foldUsername(asked.username)}\nMật khẩu / password: ${password}\nHãy đổi sau lần đăng nhập đầu. Change it after the first sign-in.`,
  )
  return 0
}

async function link(argv: string[], io: Io, open: Open): Promise<number> {
  const text = { type: 'string' } as const
  let values: { username?: string; issuer?: string; subject?: string }
  try {
    values = parseArgs({ args: argv, options: { username: text, issuer: text, subject: text } }).values
  } catch (error) {
    io.err(`${(error as Error).message}\n${help}`)
    return 2
  }
  const { username, issuer, subject } = values
  if (!username || !issuer || !subject || !URL.canParse(issuer)) {
    io.err(`--username, --issuer (an address) and --subject are needed\n${help}`)
    return 2
  }
  const { db, keys } = await open()
  const cx: Context = { db, keys, now: systemClock(), requestId: 'command' }
  const person = await findPersonOf(cx, username)
  if (person === undefined) {
    io.err(`there is no account ${foldUsername(username)}; nothing was linked.`)
    return 1
  }
  await linkOfficial(cx, { issuer, subject, person, by: 'system' })
  io.out(`${foldUsername(username)} ↔ ${issuer}`)
  return 0
}

const taken = { name: 'identity.username-taken', text: 'select from identity.accounts where username = $1' }

async function makeOfficial(cx: Context, asked: Asked, on: string, password: string): Promise<string> {
  const { username, name, unit, role, decision } = asked
  const person = await addPerson(cx, { name }, 'system')
  const post = await addPost(cx, { unit, role, name: roleNames[role], from: on })
  await holdPost(cx, { post, person, kind: 'holds', decision, from: on }, 'system')
  await makeAccount(cx, { person, username, password, by: 'system' }, readSignInRules(on))
  return person
}

function readArguments(argv: string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        username: { type: 'string' },
        name: { type: 'string' },
        unit: { type: 'string' },
        role: { type: 'string' },
        decision: { type: 'string', default: 'lập khi cài đặt' },
        json: { type: 'boolean', default: false },
      },
    })
    const { username, name, unit, role, decision, json } = values
    if (positionals.join() !== 'add') return 'an account is added ("add") or linked ("link")'
    if (!username || !name || !unit || !role) return '--username, --name, --unit and --role are needed'
    if (!/^[a-z0-9][a-z0-9._-]{1,63}$/.test(foldUsername(username))) {
      return 'a user name is 2 to 64 letters without marks, digits, dots, hyphens'
    }
    const known = postRoles.find((one) => one === role)
    return known ? { username, name, unit, role: known, decision, json } : `there is no role "${role}"`
  } catch (error) {
    return (error as Error).message
  }
}

/** Easy to read out and to type: no letter looks like another. 20 of 31 signs: 99 bits. */
function newPassword(): string {
  const signs = 'abcdefghjkmnpqrstuvwxyz23456789'
  return Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => signs[randomInt(signs.length)]).join(''),
  ).join('-')
}
