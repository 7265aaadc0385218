import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatIn } from './format.ts'
import { sayIn } from './words.ts'

const vi = formatIn('vi', 'Asia/Ho_Chi_Minh', sayIn('vi'))
const en = formatIn('en', 'Asia/Ho_Chi_Minh', sayIn('en'))
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

test('dates are those of the city, whatever the machine’s zone', () => {
  const lateEvening = new Date('2026-03-15T17:30:00Z')
  assert.equal(vi.date(lateEvening), '16/03/2026')
  assert.equal(vi.day(lateEvening), '16/03')
  assert.equal(plain(vi.weekday(lateEvening)), 'thứ Hai 16/03/2026')
  assert.equal(en.weekday(lateEvening), 'Monday 16/03/2026')
  assert.equal(vi.moment(lateEvening), '00:30, 16/03/2026')
})

test('money, counts and sizes are written as people write them', () => {
  assert.equal(plain(vi.money(1_500_000)), '1.500.000 đ')
  assert.equal(vi.count(26_010), '26.010')
  assert.equal(en.count(26_010), '26,010')
  assert.equal(vi.size(250_000), '250 kB')
  assert.equal(vi.size(2_400_000), '2,4 MB')
})

test('periods are words, never a bare number', () => {
  assert.equal(vi.allow({ amount: 10, unit: 'working_day' }), '10 ngày làm việc')
  assert.equal(en.allow({ amount: 1, unit: 'month' }), '1 month')
  const table: [number, string][] = [
    [0, '0 phút'],
    [60, '1 giờ'],
    [290, '4 giờ 50 phút'],
    [480, '1 ngày'],
    [1250, '2 ngày 4 giờ 50 phút'],
    [-75, '1 giờ 15 phút'],
  ]
  for (const [minutes, words] of table) assert.equal(vi.working(minutes, 480), words)
  assert.equal(en.working(541, 480), '1 day 1 hour 1 minute')
})
