import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readCity, seedDemoStaff } from '#people'
import { readSignInRules } from '../rules.ts'
import { openOffice, type Office } from '../testing/office.ts'
import { seedDemoAccounts, type DemoSignIn } from './accounts.ts'

let office: Office
let printed: DemoSignIn[]
const pack = readCity('hcmc')

before(async () => {
  office = await openOffice()
  const { db, keys } = office
  await seedDemoStaff(
    { db, keys },
    { ...pack, e_id: { ...pack.e_id, code: 'H31' } },
    { seed: 1, size: 'small' },
  )
  const other = { ...pack, e_id: { ...pack.e_id, code: 'H31' } }
  printed = await seedDemoAccounts(office.cx(), other, readSignInRules('2026-11-22'), { demo: true })
  await seedDemoAccounts(office.cx(), other, readSignInRules('2026-11-22'), { demo: true })
  await office.units.refresh()
})
after(() => office.close())

test('every printed sign-in works and has the role it says', async () => {
  for (const { username, password, role, unit, name } of printed) {
    const answer = await office.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { username, password },
    })
    assert.equal(answer.statusCode, 200, username)
    const { actor } = answer.json() as { actor: { name: string; posts: { unit: string; role: string }[] } }
    assert.equal(actor.name, name)
    assert.ok(name.length > 0)
    assert.ok(
      actor.posts.some((post) => post.role === role && post.unit === unit),
      username,
    )
  }
})

test('without the demonstration there are no printed passwords', async () => {
  await assert.rejects(
    seedDemoAccounts(office.cx(), pack, readSignInRules('2026-11-22'), { demo: false }),
    /demonstration only/,
  )
})
