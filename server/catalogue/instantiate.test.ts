import { it } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { budgetOf, instantiate } from './instantiate.ts'
import { processPacks } from './templates.ts'
import { fitOf } from './time-fit.ts'
import { casesOf } from './testing/cases.ts'
import type { Allow, AllowUnit } from './types.ts'

const packs = await processPacks()
const fit = packs.fit('2026-11-22')
const ids = ['dat-dai', 'xay-dung', 'ho-tich', 'chung-thuc', 'doanh-nghiep', 'ly-lich-tu-phap', 'chung']

for (const id of ids) {
  it(`${id}: every row of its table of cases`, () => {
    const rows = casesOf(`${id}.2026-01-01`)
    assert.ok(rows.length > 1)
    for (const [legal = '', minutes, steps] of rows) {
      const cutOff = /chốt (\d\d:\d\d)/.exec(legal)?.[1] ?? null
      const time = /^(\d+)([a-z]+)$/.exec(cutOff === null ? legal : '1wd')!
      const budget = budgetOf([{ amount: Number(time[1]), unit: time[2] as AllowUnit }], cutOff, fit)
      const process = instantiate(packs.template(id, '2026-11-22')!, budget.min, budget.coarsest, fit)
      const told = process?.steps
        .map((step) => `${step.key} ${step.allow.amount}${step.allow.unit}`)
        .join(', ')
      assert.deepEqual([String(budget.min), told], [minutes, steps], `${id} ${legal}`)
    }
  })
}

it('whatever the legal times, a default process fits the tightest or is not made', () => {
  const allow = fc.record({
    amount: fc.integer({ min: 1, max: 120 }),
    unit: fc.constantFrom<AllowUnit>('min', 'h', 'd', 'wd', 'm'),
  })
  fc.assert(
    fc.property(
      fc.constantFrom(...ids),
      fc.array(allow, { minLength: 1, maxLength: 3 }),
      (id, allows: Allow[]) => {
        const budget = budgetOf(allows, null, fit)
        const process = instantiate(packs.template(id, '2026-11-22')!, budget.min, budget.coarsest, fit)
        if (!process) return assert.ok(budget.min < 10, `${budget.min} minutes would have been enough`)
        for (const one of allows)
          assert.ok(fitOf(process, { channel: 'direct', allow: one, fees: [] }, fit).fits)
      },
    ),
    { numRuns: 500 },
  )
})
