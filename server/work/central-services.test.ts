import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FiledElsewhere, readCentralServices, refuseCentral } from './central-services.ts'
import type { Filing } from './filing.ts'
import { readCases } from './testing/cases.ts'

const file = new URL('../../rules/sla/central-services.2026-07-20.cases.md', import.meta.url)

test('the table of cases', () => {
  const [list] = readCentralServices()
  const since = list!.effective_from
  const lists = [{ ...list!, procedures: ['1.001193'] }]
  const cases = readCases(file)
  assert.equal(cases.length, 5)
  for (const row of cases) {
    const filing = {
      procedure: row['listed'] === 'yes' ? '1.001193' : '1.000656',
      channel: row['channel'] as Filing['channel'],
    }
    const day = row['since the date'] === 'yes' ? since : '2026-07-19'
    const filed = (): void => refuseCentral(lists, filing, day)
    if (row['filed here'] === 'taken') assert.doesNotThrow(filed, JSON.stringify(row))
    else
      assert.throws(
        filed,
        (error) => error instanceof FiledElsewhere && error.facts?.['url'] === list!.where.url,
      )
  }
})

test('nothing is listed until the city names it', () => {
  assert.deepEqual(
    readCentralServices().flatMap((list) => list.procedures),
    [],
  )
})
