import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sha256 } from '#kernel'
import { today } from '#people'
import { openOffice, who, type Office } from './testing/office.ts'
import { watchChanges } from './watch.ts'

let office: Office
let unwatch: () => void
let told = 0
before(async () => {
  office = await openOffice()
  unwatch = watchChanges(office.identity, { log: assert.fail, onPosts: () => (told += 1), every_ms: 20 })
})
after(async () => {
  unwatch()
  await office.close()
})

async function until(what: string, check: () => Promise<boolean> | boolean): Promise<void> {
  for (let n = 0; n < 200; n++) {
    if (await check()) return
    await new Promise((done) => setTimeout(done, 20))
  }
  assert.fail(`did not happen: ${what}`)
}

const run = (text: string, values: unknown[] = []): Promise<unknown> => office.db.pool.query(text, values)

test('a session that another process ended is over here at once', async () => {
  const { sessions } = office.identity
  const token = await sessions.start(office.cx(), { kind: 'staff', actor: who('clerk'), method: 'local' })
  assert.equal((await sessions.find(office.cx(), token))?.id, who('clerk'))
  await run(`update identity.sessions set ended_at = $2, ended_why = 'signed-out' where token_hash = $1`, [
    sha256(token),
    office.clock.now,
  ])
  await until('the session ends', async () => (await sessions.find(office.cx(), token)) === undefined)
})

test('changed posts end the sessions of those concerned, and the others go on', async () => {
  const { sessions } = office.identity
  const [clerk, leader] = await Promise.all(
    ['clerk', 'leader'].map((role) =>
      sessions.start(office.cx(), { kind: 'staff', actor: who(role), method: 'local' }),
    ),
  )
  for (const token of [clerk!, leader!]) assert.ok(await sessions.find(office.cx(), token))
  await run(`update people.holdings set to_date = '2026-11-23' where person = $1`, [who('leader')])
  await run('update people.changes set posts = posts + 1')
  await until('the leader is out', async () => (await sessions.find(office.cx(), leader!)) === undefined)
  assert.ok(await sessions.find(office.cx(), clerk!))
  assert.equal(told, 1)
})

test('changed units are read again', async () => {
  await run(`update people.units set to_date = '2026-11-23' where code = 'H29.14'`)
  await run('update people.changes set units = units + 1')
  await until('the unit closes', () => office.units.at(today(office.clock.now)).find('H29.14') === undefined)
  assert.equal(told, 1)
})
