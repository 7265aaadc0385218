import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '#identity'
import { getItem } from './history.ts'
import { permitPrint } from './print-permit.ts'
import { morning, testCity, type TestCity } from './testing/city.ts'

let city: TestCity
before(async () => {
  city = await testCity()
})
after(() => city.close())

test('a receipt is printed by its desk and its holder, not by everybody who may read the dossier', async () => {
  const now = morning
  const filed = await city.file(now)
  await city.act(city.clerk, 'accept', filed.id, now)
  const item = await getItem(city.office, filed.id)
  const holding = { ...item, steps: item.steps.map((step) => ({ ...step, person: city.official.id })) }
  const as = (role: string): Actor => ({
    ...city.official,
    id: '0198b5a0-0000-7000-8000-0000000000cc',
    posts: [{ ...city.official.posts[0]!, role: role as 'clerk' }],
  })
  const print = (actor: Actor) => (): void => permitPrint(city.office, actor, [holding], now)
  for (const actor of [city.clerk, city.head, city.official]) assert.doesNotThrow(print(actor))
  for (const role of ['case-official', 'hotline', 'inspector', 'home-affairs', 'it'])
    assert.throws(print(as(role)), { code: 'NotPermitted' }, role)
  assert.throws(print({ ...city.official, posts: [] }), { code: 'NotPermitted' })
  assert.throws(() => permitPrint(city.office, city.clerk, [], now), { code: 'NotPermitted' })
})
