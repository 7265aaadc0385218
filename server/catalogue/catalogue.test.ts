import { after, before, describe, it } from 'node:test'
import assert from 'node:assert/strict'
import type { Context, Database } from '#kernel'
import { inForce, searchProcedures, seedProcedures } from './index.ts'
import { catalogueHouse, type CatalogueHouse } from './testing/house.ts'

let house: CatalogueHouse
let db: Database
let cx: Context

before(async () => {
  house = await catalogueHouse()
  cx = house.cx
  db = cx.db
})
after(() => house.close())

describe('the procedures the clone carries', () => {
  it('are published through the same checks, and once', async () => {
    const first = await seedProcedures(cx)
    assert.ok(first.published >= 60)
    const second = await seedProcedures(cx)
    assert.deepEqual([second.published, second.kept.length], [0, first.published])
  })

  it('are found without marks, decomposed, and with old tone marks', async () => {
    for (const text of [
      'dang ky khai sinh',
      'Đăng ký khai sinh',
      'đăng ký khai sinh'.normalize('NFD'),
      '1.001193',
    ]) {
      const page = await searchProcedures(db, { text, on: '2026-11-22' })
      assert.ok(
        page.rows.slice(0, 3).some((row) => row.code === '1.001193'),
        `${text}: ${page.rows.map((row) => row.code).join(' ')}`,
      )
    }
    const page = await searchProcedures(db, { text: 'hoà giải', on: '2026-11-22' })
    assert.equal(page.rows[0]?.code, '1.012812')
  })

  it('are in force on their dates', async () => {
    const land = await inForce(db, '1.013978', '2026-11-22')
    assert.equal(land?.financialDuty, 'tax')
    assert.deepEqual(
      land?.process.steps.map((step) => `${step.key} ${step.allow.amount}${step.allow.unit}`),
      ['tham-tra 10wd', 'lay-y-kien 3wd', 'xet-duyet 2wd', 'ky 2wd'],
    )
    assert.equal(await inForce(db, '1.013978', '2020-01-01'), undefined)
  })
})
