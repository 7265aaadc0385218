import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '#identity'
import { readStream } from '#ledger'
import { applyNotice, previewNotice } from './apply-notice.ts'
import { getItem } from './history.ts'
import { morning, testCity, type TestCity } from './testing/city.ts'

const later = (minutes: number): Date => new Date(morning.getTime() + minutes * 60_000)

/** Filed and accepted on Tuesday 3 March 2026; a day off is ordered for Thursday the 5th. */
const dayOff = {
  target: { pack: 'vn', year: 2026 },
  order: {
    notice: {
      id: 'thu-nghiem',
      title_vi: 'Thông báo thử nghiệm',
      title_en: 'Trial notice',
      status: 'issued' as const,
      evidence: 'unverified' as const,
      source: 'test',
    },
    days: [
      {
        date: '2026-03-05',
        kind: 'off' as const,
        name_vi: 'Nghỉ bão',
        name_en: 'Storm',
        notice: 'thu-nghiem',
      },
    ],
  },
}

describe('a calendar notice', () => {
  let city: TestCity
  let officer: Actor
  before(async () => {
    city = await testCity()
    officer = { ...city.head, posts: [{ ...city.head.posts[0]!, role: 'city-office' }] }
  })
  after(() => city.close())

  it('shows what it would move, moves it once, and journals old, new and by which notice', async () => {
    const filed = await city.file(morning, { procedure: '1.001022' })
    await city.act(city.clerk, 'accept', filed.id, later(15))
    const before = await getItem(city.office, filed.id)
    const preview = await previewNotice(city.office, officer, dayOff, later(30))
    assert.deepEqual(
      preview.moved.map((one) => one.item),
      [filed.id],
    )
    assert.equal((await getItem(city.office, filed.id)).version, before.version, 'a preview changes nothing')

    await applyNotice(city.office, officer, dayOff, later(40))
    assert.equal(await city.office.book.refresh(), true)
    const moved = await getItem(city.office, filed.id)
    assert.ok(moved.due_at! > before.due_at!)
    const last = (await readStream(city.db, filed.id)).at(-1)!
    assert.equal(last.type, 'deadline.moved')
    assert.deepEqual(last.data, {
      promise: 'appointment',
      old: before.due_at!.toISOString(),
      new: moved.due_at!.toISOString(),
      notices: ['thu-nghiem'],
    })
    assert.equal((await previewNotice(city.office, officer, dayOff, later(50))).moved.length, 0)
  })

  it('is refused to whoever may not apply one', async () => {
    await assert.rejects(async () => previewNotice(city.office, city.clerk, dayOff, morning), {
      code: 'NotPermitted',
    })
  })
})
