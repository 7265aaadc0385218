import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyNotice, dayStatus, openCalendars, packsWithNotice } from './index.ts'
import type { Order } from './index.ts'
import { packs, refused } from './testing/calendar.ts'

const notice = {
  id: 'cv-1',
  title_vi: 'Công văn thử',
  title_en: 'Test letter',
  status: 'issued',
  evidence: 'verified',
  source: 'made for this test',
} as const
const year = packs.days_off.get('vn')?.find((pack) => pack.effective_from === '2026-01-01')
assert.ok(year)

test('new dates replace what the pack said of them; the rest of a range stands', () => {
  const order: Order = {
    notice,
    days: [
      {
        date: '2026-02-20',
        kind: 'work',
        swapped_with: '2026-02-23',
        name_vi: 'Làm bù',
        name_en: 'Make-up',
        notice: 'cv-1',
      },
      {
        date: '2026-02-23',
        kind: 'off',
        swapped_with: '2026-02-20',
        name_vi: 'Nghỉ',
        name_en: 'Off',
        notice: 'cv-1',
      },
    ],
  }
  const next = openCalendars(packsWithNotice(packs, { pack: 'vn', year: 2026 }, order)).of('hcmc')
  assert.equal(dayStatus(next, '2026-02-19').working, false)
  assert.equal(dayStatus(next, '2026-02-20').working, true)
  assert.equal(dayStatus(next, '2026-02-23').working, false)
  assert.equal(
    year.days.some((day) => day.notice === 'cv-1'),
    false,
  )
})

test('a notice that undoes half a swap is refused: the other half would hang', () => {
  const half: Order = {
    notice,
    days: [{ date: '2026-01-10', kind: 'off', name_vi: 'Nghỉ', name_en: 'Off', notice: 'cv-1' }],
  }
  assert.throws(() => applyNotice(year, half), refused('PackRefused'))
})

test('unknown fields, unknown packs and dates of another year are refused by name', () => {
  const day = { date: '2026-05-05', kind: 'off', name_vi: 'Nghỉ', name_en: 'Off', notice: 'cv-1' } as const
  const extra: Order = Object.assign({ notice, days: [day] }, { reason: 'because' })
  assert.throws(() => applyNotice(year, extra), refused('PackRefused', 'reason'))
  assert.throws(
    () => applyNotice(year, { notice, days: [{ ...day, date: '2027-05-05' }] }),
    refused('PackRefused', 'days.9.date'.replace('9', String(year.days.length))),
  )
  assert.throws(
    () => applyNotice(year, { notice, days: [{ ...day, date: '2026-02-30' }] }),
    refused('InstantRefused'),
  )
  assert.throws(
    () => packsWithNotice(packs, { pack: 'vn', year: 2030 }, { notice, days: [day] }),
    refused('PackRefused', 'pack'),
  )
})
