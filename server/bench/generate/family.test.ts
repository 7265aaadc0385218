import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDatabase, type Database, type KeyRing } from '#kernel'
import { openParty } from '#work'
import { testDatabase, type TestDatabase } from '../../kernel/testing/database.ts'
import { prepareCity } from '../prepare.ts'
import { lotOf, ownOf, siblings } from './chances.ts'
import { Counters } from './counters.ts'
import { Family } from './family.ts'
import { live, type Lived } from './live.ts'
import { siblingsFrom } from './siblings.ts'
import { openWorld, type World } from './world.ts'

const now = new Date('2026-11-20T09:00:00+07:00')
const keys: KeyRing = {
  current: 'k1',
  keys: new Map([
    ['k1', new Uint8Array(32).fill(1)],
    ['lookup', new Uint8Array(32).fill(2)],
  ]),
}
const seed = 11
const families = 300
const items = families * siblings

let place: TestDatabase
let db: Database
let world: World
before(async () => {
  place = await testDatabase()
  db = openDatabase(place.url)
  await prepareCity({ db, keys, now }, 'hcmc', 'small')
  world = await openWorld({ db, keys, city: 'hcmc', now, span_days: 280 })
})
after(async () => {
  await db.close()
  await place.close()
})

const verbsOf = (lived: Lived): string[] =>
  lived.commands.map(({ said }) => (JSON.parse(said) as { verb: string }).verb)

test('whatever the course, a sibling that was made is the sibling that was lived, byte for byte', () => {
  const seen = new Set<string>()
  for (let from = 0; from < items; from += siblings) {
    const first = live(world, lotOf(seed, from), items, () => 1)
    const family = new Family(keys, first)
    for (const verb of [...verbsOf(first), first.item.closed_at ? 'closed' : 'open']) seen.add(verb)
    for (const [last, item] of [from + 1, from + siblings - 1].entries()) {
      assert.equal(family.become(item, ownOf(seed, item), last + 2), true)
      const applicant = openParty(
        keys,
        family.applicant['id'] as string,
        family.applicant['sealed'] as Buffer,
      )
      const lived = live(world, lotOf(seed, item), items, () => last + 2)
      assert.deepEqual(applicant, openParty(keys, lived.item.party, lived.party.sealed))
      assert.ok(family.standsFor(lived), `item ${item}: ${verbsOf(lived).join(', ')}`)
    }
  }
  assert.deepEqual(
    'accept closed complete-step financial-duty finish notice-sent open pay refuse request-supplement return submit supplement take withdraw'.split(
      ' ',
    ),
    [...seen].toSorted(),
  )
})

test('a mould is told from a life that it is not', () => {
  const family = new Family(
    keys,
    live(world, lotOf(seed, 0), items, () => 1),
  )
  family.become(1, ownOf(seed, 1), 2)
  assert.equal(family.standsFor(live(world, lotOf(seed, 1), items, () => 3)), false)
  assert.equal(family.standsFor(live(world, lotOf(seed, 2), items, () => 2)), false)
  assert.equal(family.standsFor(live(world, lotOf(seed, siblings), items, () => 1)), false)
})

test('an item whose code has another length is lived', () => {
  const family = new Family(
    keys,
    live(world, lotOf(seed, 0), items, () => 9_999),
  )
  assert.equal(family.become(1, ownOf(seed, 1), 10_000), false)
})

test('a family is as many items as are left', () => {
  const counters = new Counters()
  const made = [...siblingsFrom(world, { seed, items: 19, keys }, 16, counters)]
  assert.equal(made.length, 3)
  assert.deepEqual(
    [...counters.rows()].map(({ last }) => last),
    [3],
  )
})
