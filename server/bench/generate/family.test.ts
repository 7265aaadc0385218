import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDatabase, type Database, type KeyRing } from '#kernel'
import { openParty } from '#work'
import { testDatabase, type TestDatabase } from '../../kernel/testing/database.ts'
import { prepareCity } from '../prepare.ts'
import { familySize, lotOf, type Lot } from './chances.ts'
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
const items = 1_500
const size = familySize(items)

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

const lot = (item: number): Lot => lotOf(seed, item, items)
const lived = (item: number, last: number): Lived => live(world, lot(item), () => last)
const verbsOf = ({ commands }: Lived): string[] =>
  commands.map(({ said }) => (JSON.parse(said) as { verb: string }).verb)

test('whatever the course, a sibling that was made is the sibling that was lived, byte for byte', () => {
  const seen = new Set<string>()
  for (let from = 0; from < items; from += size) {
    const first = lived(from, 1)
    for (const verb of [...verbsOf(first), first.item.closed_at ? 'closed' : 'open']) seen.add(verb)
    const family = new Family(keys, first)
    for (let turn = 1; turn < size; turn += 1) {
      assert.equal(family.become(lot(from + turn), turn + 1), true)
      const { id, sealed } = family.applicant as { id: string; sealed: Buffer }
      const expected = lived(from + turn, turn + 1)
      assert.deepEqual(
        openParty(keys, id, sealed),
        openParty(keys, expected.item.party, expected.party.sealed),
      )
      assert.ok(family.standsFor(expected), `item ${from + turn}: ${verbsOf(expected).join(', ')}`)
    }
  }
  const all =
    'accept closed complete-step financial-duty finish notice-sent open pay refuse request-supplement return submit supplement take withdraw'
  assert.equal([...seen].toSorted().join(' '), all)
})

test('a mould is told from a life that it is not', () => {
  const family = new Family(keys, lived(0, 1))
  const stands = (item: number, last: number): boolean => {
    assert.equal(family.become(lot(1), 2), true)
    return family.standsFor(lived(item, last))
  }
  assert.deepEqual([stands(1, 2), stands(1, 3), stands(2, 2), stands(size, 2)], [true, false, false, false])
})

test('an item whose code has another length is lived', () => {
  assert.equal(new Family(keys, lived(0, 9_999)).become(lot(1), 10_000), false)
})

test('a family is as many items as are left', () => {
  const counters = new Counters()
  assert.equal([...siblingsFrom(world, { seed, items: 8, keys }, 6, counters)].length, 2)
  assert.deepEqual(
    [...counters.rows()].map((row) => row['last']),
    [2],
  )
})
