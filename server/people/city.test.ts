import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { citiesFolder, readCity, unitsOfCity } from './city.ts'
import { unitsByDate } from './units.ts'

for (const name of ['hcmc', 'hai-phong']) {
  const units = unitsOfCity(readCity(name))
  const tables = readTables(name)

  test(`${name}: the signed examples`, () => {
    for (const [code, kind, parent, vi, hours] of tables[0]!) {
      const unit = units.find((one) => one.code === code)
      assert.deepEqual(
        [unit?.kind, unit?.parent ?? '–', unit?.name.vi, unit?.hours],
        [kind, parent, vi, hours],
        code,
      )
    }
    for (const [kind, count] of tables[1]!) {
      assert.equal(units.filter((unit) => unit.kind === kind).length, Number(count), kind)
    }
  })

  test(`${name}: codes are unique, fit an e-id, and every parent exists`, () => {
    const codes = new Set(units.map((unit) => unit.code))
    assert.equal(codes.size, units.length)
    for (const unit of units) {
      assert.match(unit.code, /^[A-Y]\d\d(\.\d+)*$/)
      assert.ok(unit.code.length <= 35)
      assert.ok(unit.parent === null || codes.has(unit.parent), unit.code)
      assert.equal(unit.name.vi, unit.name.vi.normalize('NFC'))
    }
    const root = units[0]!.code
    assert.equal(unitsByDate(units).at('2026-11-22').subtree(root).length, units.length)
  })
}

test('names in English need no marks', () => {
  const commune = unitsOfCity(readCity('hcmc')).find((unit) => unit.adminCode === '25747')
  assert.deepEqual(commune?.name, { vi: 'Phường Thủ Dầu Một', en: 'Thu Dau Mot Ward' })
})

/** The rows of each table in the cases file. */
function readTables(name: string): string[][][] {
  const tables: string[][][] = []
  let inside = false
  for (const line of readFileSync(`${citiesFolder}/${name}.cases.md`, 'utf8').split('\n')) {
    if (line.startsWith('|') && !inside) tables.push([])
    inside = line.startsWith('|')
    if (inside) {
      const cells = line.split('|').slice(1, -1)
      tables.at(-1)!.push(cells.map((cell) => cell.trim()))
    }
  }
  return tables.map((table) => table.slice(2))
}
