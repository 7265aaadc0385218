import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readStream } from '#ledger'
import { getItem, timeOf } from './history.ts'
import { itemView } from './item-view.ts'
import { morning, testCity, type TestCity } from './testing/city.ts'

const later = (minutes: number): Date => new Date(morning.getTime() + minutes * 60_000)

describe('a dossier lives', () => {
  let city: TestCity
  before(async () => {
    city = await testCity()
  })
  after(() => city.close())

  it('goes from filing to return, each act one fact, each minute one owner', async () => {
    const filed = await city.file(morning)
    assert.match(filed.code, new RegExp(`^${city.commune.replaceAll('.', '\\.')}-260303-\\d{4}$`))
    await city.act(city.clerk, 'accept', filed.id, later(20))
    for (let minute = 60; ; minute += 30) {
      const item = await getItem(city.office, filed.id)
      const lead = item.steps.find((step) => step.done_at === null)!
      const holder =
        lead.role === 'case-official' ? city.official : lead.role === 'clerk' ? city.clerk : city.head
      try {
        await city.act(holder, 'complete-step', filed.id, later(minute), {}, { no: lead.no })
      } catch (error) {
        assert.equal((error as { code: string }).code, 'FinishInstead')
        await city.act(holder, 'finish', filed.id, later(minute), { outcome: 'granted' })
        break
      }
    }
    await city.act(city.clerk, 'return', filed.id, later(600), { to: 'applicant' })
    const view = await itemView(city.office, city.clerk, filed.id, later(601))
    assert.equal(view.status.code, 10)
    const entries = await readStream(city.db, filed.id)
    assert.equal(entries[0]?.type, 'dossier.submitted')
    assert.equal((entries[0]!.data as { code: string }).code, filed.code)
    assert.equal(entries.at(-1)?.type, 'result.returned')
    const time = await timeOf(city.office, await getItem(city.office, filed.id), later(700))
    assert.equal(time.elapsed_min, 600)
    assert.equal(
      time.parts.reduce((sum, part) => sum + part.min, 0),
      600,
    )
  })
})
