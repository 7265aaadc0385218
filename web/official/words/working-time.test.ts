import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowance, remaining, workingHours, workingTime } from './working-time.ts'

test('working time is said in days, hours and minutes, without empty parts', () => {
  const cases: [number, string, string][] = [
    [0, '0 phút', '0 minutes'],
    [1, '1 phút', '1 minute'],
    [50, '50 phút', '50 minutes'],
    [60, '1 giờ', '1 hour'],
    [200, '3 giờ 20 phút', '3 hours 20 minutes'],
    [480, '1 ngày', '1 day'],
    [530, '1 ngày 50 phút', '1 day 50 minutes'],
    [1250, '2 ngày 4 giờ 50 phút', '2 days 4 hours 50 minutes'],
    [-200, '3 giờ 20 phút', '3 hours 20 minutes'],
  ]
  for (const [minutes, vi, en] of cases) {
    assert.equal(workingTime(minutes, 'vi'), vi)
    assert.equal(workingTime(minutes, 'en'), en)
  }
})

test('hours alone never turn into days', () => {
  assert.equal(workingHours(3550, 'vi'), '59 giờ 10 phút')
  assert.equal(workingHours(4800, 'vi'), '80 giờ')
})

test('what is left and what is late are told apart by the word', () => {
  assert.equal(remaining(50, 'vi'), 'còn 50 phút')
  assert.equal(remaining(-220, 'vi'), 'trễ 3 giờ 40 phút')
  assert.equal(remaining(-60, 'en'), '1 hour late')
})

test('an allowance is spoken of in days with a comma, or in hours up to half a day', () => {
  assert.equal(allowance(720, 'vi'), '1,5 ngày')
  assert.equal(allowance(720, 'en'), '1.5 days')
  assert.equal(allowance(480, 'en'), '1 day')
  assert.equal(allowance(190, 'vi'), '3 giờ 10 phút')
  assert.equal(allowance(240, 'vi'), '4 giờ')
})
