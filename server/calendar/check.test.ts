import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readPack } from './check.ts'
import { loadPacks, PACK_FOLDER } from './load.ts'
import { packsOf } from './load.ts'
import { openCalendars } from './open.ts'
import { packs, refused } from './testing/calendar.ts'

const year = readFileSync(join(PACK_FOLDER, 'vn.2026-01-01.yaml'), 'utf8')
const city = readFileSync(join(PACK_FOLDER, 'hcmc.yaml'), 'utf8')

const broken = (source: string, from: string, to: string): (() => unknown) => {
  assert.ok(source.includes(from), from)
  return () => readPack('pack.yaml', source.replace(from, to))
}

test('an unknown key is refused by its name, wherever it stands', () => {
  assert.throws(broken(year, 'weekend:', 'holidays: []\nweekend:'), refused('PackRefused', 'holidays'))
  assert.throws(
    broken(year, '    kind: work', '    kind: work\n    paid: true'),
    refused('PackRefused', 'days.2.paid'),
  )
  assert.throws(
    broken(city, '      mon: [', "      sat: ['08:00-09:00']\n      mon: ["),
    refused('PackRefused', 'office_hours.0.hours.sat'),
  )
  assert.throws(() => readPack('pack.yaml', 'kind: lunar'), refused('PackRefused', 'kind'))
})

test('what is missing or wrong is named', () => {
  assert.throws(broken(year, 'evidence: secondary\nweekend', 'weekend'), refused('PackRefused', 'evidence'))
  assert.throws(
    broken(year, 'evidence: secondary\nweekend', 'evidence: sure\nweekend'),
    refused('PackRefused', 'evidence'),
  )
  assert.throws(broken(year, '    notice: nq-28-2026', '    notice: nq-0'), refused('PackRefused'))
  assert.throws(broken(year, '2026-11-24', '2026-09-01'), refused('PackRefused'))
  assert.throws(broken(year, '2026-11-24', '2027-11-24'), refused('PackRefused'))
  assert.throws(broken(year, '2026-11-24', '2026-11-31'), refused('InstantRefused'))
  assert.throws(
    broken(year, '    swapped_with: 2026-08-22', '    swapped_with: 2026-08-15'),
    refused('PackRefused'),
  )
  assert.throws(
    broken(city, "'13:00-17:00'", "'11:00-17:00'"),
    refused('PackRefused', 'office_hours.0.hours.mon'),
  )
})

test('a gap between years is refused, and so is a city that builds on nothing', () => {
  const years = [...(packs.days_off.get('vn') ?? [])]
  assert.throws(
    () => packsOf(years.filter((pack) => !pack.effective_from.startsWith('2025'))),
    refused('PackRefused', 'effective_from'),
  )
  assert.throws(() => packsOf([...packs.cities.values()]), refused('PackRefused', 'extends'))
})

test('the hash tells one state of the packs from another, and is the same for the same', () => {
  const one = openCalendars(loadPacks()).of('hcmc')
  assert.equal(one.pack_hash, openCalendars(packs).of('hcmc').pack_hash)
  assert.match(one.pack_hash, /^[0-9a-f]{64}$/)
  const other = packsOf([...(packs.days_off.get('vn') ?? []).slice(0, 3), ...packs.cities.values()])
  assert.notEqual(openCalendars(other).of('hcmc').pack_hash, one.pack_hash)
})
