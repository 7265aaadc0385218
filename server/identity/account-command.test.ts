import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountCommand } from './account-command.ts'
import { openOffice, type Office } from './testing/office.ts'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office.close())

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = []
  const err: string[] = []
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) }
  const { db, keys } = office
  const code = await accountCommand(argv, io, () => Promise.resolve({ db, keys, config: { city: 'hcmc' } }))
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const first = ['add', '--username', 'Quan.Tri', '--name', 'Đỗ Thị Ánh', '--unit', 'H29.10', '--role', 'it']

test('the first account of an installation signs in with the password printed once', async () => {
  const made = await run(...first, '--json')
  assert.equal(made.code, 0)
  const { username, password, person } = JSON.parse(made.out) as Record<string, string>
  assert.equal(username, 'quan.tri')
  const { rows } = await office.db.pool.query<{ text: string }>(
    'select a::text as text from identity.accounts a',
  )
  assert.ok(rows.every((row) => !row.text.includes(password!)))
  // The command goes by the machine's clock, the office of this test stands still: let it be the same day.
  await office.db.pool.query(`update people.holdings set from_date = '2026-11-01' where person = $1`, [
    person,
  ])
  await office.db.pool.query(`update people.posts set from_date = '2026-11-01' where unit = 'H29.10'`)
  const answer = await office.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { username, password },
  })
  assert.equal(answer.statusCode, 200)
  assert.equal((answer.json() as { actor: { posts: { role: string }[] } }).actor.posts[0]?.role, 'it')
})

test('what cannot be is refused, and nothing is made', async () => {
  const people = async (): Promise<unknown> =>
    (await office.db.pool.query('select count(*) from people.people')).rows
  const before = await people()
  assert.deepEqual([(await run(...first)).code, (await run(...first)).err.includes('is taken')], [1, true])
  const elsewhere = first.map((word) =>
    word === 'H29.10' ? 'H29.9999' : word === 'Quan.Tri' ? 'other' : word,
  )
  assert.equal((await run(...elsewhere)).code, 1)
  assert.equal((await run(...first.slice(0, -1), 'king')).code, 2)
  assert.equal((await run('remove')).code, 2)
  assert.equal((await run('add', '--username', 'Trần')).code, 2)
  assert.equal((await run('--help')).code, 0)
  assert.deepEqual(await people(), before)
})

test('an official is linked to an issuer, a stranger is not', async () => {
  const link = ['link', '--issuer', 'https://sso.example.vn', '--subject', 'u1', '--username']
  assert.equal((await run(...link, 'quan.tri')).code, 0)
  assert.equal((await run(...link, 'quan.tri')).code, 0)
  assert.equal((await run(...link, 'nobody')).code, 1)
  assert.equal((await run('link', '--username', 'quan.tri', '--issuer', 'sso', '--subject', 'u1')).code, 2)
  const { rows } = await office.db.pool.query('select person from identity.staff_links')
  assert.equal(rows.length, 1)
})
