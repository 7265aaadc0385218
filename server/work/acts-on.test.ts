import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '#identity'
import { itemView } from './item-view.ts'
import { morning, testCity, type TestCity } from './testing/city.ts'
import { todayPage } from './today.ts'

let city: TestCity
before(async () => {
  city = await testCity()
})
after(() => city.close())

const later = (minutes: number): Date => new Date(morning.getTime() + minutes * 60_000)
const actsOf = async (by: Actor, id: string, minutes: number): Promise<string[]> =>
  (await itemView(city.office, by, id, later(minutes))).acts
const among = (acts: readonly string[], ...names: string[]): string[] =>
  names.filter((name) => acts.includes(name))
const onStep = ['take', 'release', 'complete-step', 'finish', 'rework', 'consult']

test('what is listed is what would succeed: taken once, given back by its holder, finished at the last step only', async () => {
  const { id } = await city.file(morning)
  const { clerk, official } = city
  const { lead } = await city.act(clerk, 'accept', id, later(5))
  assert.deepEqual(among(await actsOf(official, id, 6), ...onStep), ['take'], 'a queued step is taken first')
  await city.act(official, 'take', id, later(7), {}, { no: lead! })
  const held = await actsOf(official, id, 8)
  assert.deepEqual(among(held, 'take', 'release', 'complete-step', 'finish'), ['release', 'complete-step'])
  assert.deepEqual(among(await actsOf(city.head, id, 8), 'take', 'release', 'assign'), ['assign'])
  for (let step = lead!, minutes = 10; minutes < 100; minutes += 10) {
    const acts = await actsOf(official, id, minutes)
    if (acts.includes('finish')) {
      assert.ok(!acts.includes('complete-step'))
      await city.act(official, 'finish', id, later(minutes), { outcome: 'granted' })
      return
    }
    const by = acts.includes('complete-step') ? official : city.head
    const next = await city.act(by, 'complete-step', id, later(minutes), {}, { no: step })
    step = next.lead!
    const taker = (await actsOf(official, id, minutes + 1)).includes('take') ? official : city.head
    await city.act(taker, 'take', id, later(minutes + 2), {}, { no: step })
    if (taker === city.head) {
      const head = await actsOf(city.head, id, minutes + 3)
      assert.equal(among(head, 'complete-step', 'finish').length, 1)
      if (head.includes('finish')) return
    }
  }
  assert.fail('the dossier never came to its last step')
})

test('a step that nobody holds while its clock stands still is on the page of the unit’s queue', async () => {
  const { id } = await city.file(morning)
  await city.act(city.clerk, 'accept', id, later(5))
  await city.act(city.clerk, 'financial-duty', id, later(10), { kind: 'fee', reason: 'Lệ phí' })
  const codes = async (by: Actor): Promise<string[]> =>
    (await todayPage(city.office, by, 'paused', undefined, later(11))).rows.map((row) => row.item.id)
  assert.deepEqual(await codes(city.official), [id])
  const elsewhere = { ...city.official, posts: [{ ...city.official.posts[0]!, unit: 'H29.1' }] }
  assert.deepEqual(await codes(elsewhere), [])
})

test('work is given only to somebody who holds a post in the unit', async () => {
  const { id } = await city.file(morning)
  const { lead } = await city.act(city.clerk, 'accept', id, later(5))
  await assert.rejects(
    city.act(city.head, 'assign', id, later(6), { person: city.official.id }, { no: lead! }),
    { code: 'NotInUnit', field: 'person' },
  )
})

test('a desk and its body receive as one: the same unit, one row of numbers', async () => {
  const centre = city.office.tree
    .at('2026-03-03')
    .household(city.commune)
    .find((code) => city.office.tree.at('2026-03-03').get(code).kind === 'commune-centre')
  assert.ok(centre)
  const [one, two] = [await city.file(morning), await city.file(morning, { receivedAt: centre })]
  const view = await itemView(city.office, city.clerk, two.id, later(1))
  assert.equal(view.units.received.code, city.commune)
  const number = (code: string): number => Number(code.split('-').at(-1))
  assert.deepEqual([two.code.split('-')[0], number(two.code)], [city.commune, number(one.code) + 1])
})
