import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueAt, openCalendars, packsWithNotice, reproject } from './index.ts'
import type { Allow, OpenDeadline, Order } from './index.ts'
import { at, hcmc, packs } from './testing/calendar.ts'

const tet: Order = {
  notice: {
    id: 'tb-tet-2027',
    title_vi: 'Thông báo nghỉ Tết Đinh Mùi',
    title_en: 'Notice on Tết 2027',
    issued_on: '2026-11-20',
    status: 'issued',
    evidence: 'verified',
    source: 'made for this test',
  },
  days: [
    {
      date: '2027-02-04',
      to: '2027-02-12',
      kind: 'off',
      name_vi: 'Tết Nguyên đán',
      name_en: 'Lunar New Year',
      notice: 'tb-tet-2027',
    },
    {
      date: '2027-09-03',
      kind: 'off',
      name_vi: 'Quốc khánh',
      name_en: 'National Day',
      notice: 'tb-tet-2027',
    },
  ],
  withdraws: ['de-xuat-tet-2027'],
  status: 'issued',
}
const after = openCalendars(packsWithNotice(packs, { pack: 'vn', year: 2027 }, tet)).of('hcmc')

function open(id: string, from: string, allow: Allow): OpenDeadline {
  return { id, from: at(from), allow, pauses: [], due: dueAt(hcmc, at(from), allow) }
}

test('a notice moves the deadlines it touches, says why, and leaves the others alone', () => {
  const days = { amount: 5, unit: 'working_day' } as const
  const found = reproject(hcmc, after, [
    open('over-tet', '2027-02-01T10:00', days),
    open('before', '2027-01-04T10:00', days),
    open('hours', '2027-02-03T16:00', { amount: 2, unit: 'hour' }),
  ])
  assert.equal(found.unchanged, 1)
  assert.deepEqual(found.refused, [])
  assert.deepEqual(
    found.changes.map((change) => [change.id, change.old.due, change.new.due]),
    [
      // 2, 3/2 and 11, 12, 15/2 become 2, 3/2 and 15, 16, 17/2.
      ['over-tet', at('2027-02-15T17:00'), at('2027-02-17T17:00')],
      ['hours', at('2027-02-11T08:30'), at('2027-02-15T08:30')],
    ],
  )
  const why = found.changes[0]?.why ?? ''
  assert.match(why, /11\/02\/2027 nghỉ \(Tết Nguyên đán\), theo Thông báo nghỉ Tết Đinh Mùi/)
  assert.match(why, /12\/02\/2027/)
  assert.deepEqual(found.changes[0]?.notices, ['tb-tet-2027'])
  assert.equal(found.changes[0]?.new.late_from, at('2027-02-18T00:00'))
  assert.deepEqual(after.provisional_years, [])
})

test('nothing is changed in the calendar or the packs that were there', () => {
  assert.deepEqual(hcmc.provisional_years, [2027])
  assert.notEqual(after.pack_hash, hcmc.pack_hash)
  assert.equal(
    reproject(hcmc, hcmc, [open('same', '2027-02-01T10:00', { amount: 9, unit: 'calendar_day' })]).unchanged,
    1,
  )
})

test('a deadline the new calendar cannot tell is reported, not dropped', () => {
  const last = open('last', '2027-12-30T10:00', { amount: 1, unit: 'working_day' })
  const closed: Order = {
    notice: { ...tet.notice, id: 'dong-cua' },
    days: [{ date: '2027-12-31', kind: 'off', name_vi: 'Nghỉ', name_en: 'Off', notice: 'dong-cua' }],
  }
  const calendar = openCalendars(packsWithNotice(packs, { pack: 'vn', year: 2027 }, closed)).of('hcmc')
  const found = reproject(hcmc, calendar, [last])
  assert.deepEqual(
    found.refused.map((one) => [one.id, one.code]),
    [['last', 'BeyondCalendar']],
  )
})

test("a city's own notice on shorter hours moves an hour period and names the day", () => {
  const storm: Order = {
    notice: { ...tet.notice, id: 'bao-so-5', title_vi: 'Công văn nghỉ tránh bão', title_en: 'Storm closing' },
    days: [
      {
        date: '2026-10-07',
        kind: 'hours',
        hours: ['07:30-11:30'],
        name_vi: 'Nghỉ chiều tránh bão',
        name_en: 'Closed for the storm',
        notice: 'bao-so-5',
      },
    ],
  }
  const calendar = openCalendars(packsWithNotice(packs, { pack: 'hcmc' }, storm)).of('hcmc')
  const found = reproject(hcmc, calendar, [open('a', '2026-10-07T11:00', { amount: 1, unit: 'hour' })])
  assert.equal(found.changes[0]?.new.due, at('2026-10-08T08:00'))
  assert.match(found.changes[0]?.why ?? '', /07\/10\/2026 đổi giờ làm việc \(Nghỉ chiều tránh bão\)/)
})
