import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UnknownUnit, unitsByDate, type Unit, type UnitKind } from './units.ts'

const unit = (
  code: string,
  parent: string | null,
  kind: UnitKind,
  from = '2025-07-01',
  to: string | null = null,
): Unit => ({ code, parent, kind, name: { vi: code, en: code }, adminCode: null, from, to, hours: 'office' })

const tree = unitsByDate([
  unit('H29', null, 'city', '2000-01-01'),
  unit('H29.1', 'H29', 'department'),
  unit('H29.1.2', 'H29.1', 'room'),
  unit('H29.14', 'H29', 'department'),
  unit('H29.14.1', 'H29.14', 'office'),
  unit('H29.25747', 'H29', 'commune'),
  unit('H29.25747.1', 'H29.25747', 'room'),
  unit('H29.25747.4', 'H29.25747', 'commune-centre'),
  unit('H29.99', 'H29', 'centre', '2025-07-01', '2026-01-01'),
  unit('H29.99.1', 'H29.99', 'branch', '2025-07-01', '2026-01-01'),
  unit('H29.99.1', 'H29.1', 'branch', '2026-01-01'),
])

test('a sibling whose code begins alike is not within', () => {
  const on = tree.at('2026-11-22')
  assert.equal(on.isWithin('H29.14', 'H29.1'), false)
  assert.equal(on.isWithin('H29.1.2', 'H29.1'), true)
  assert.equal(on.isWithin('H29.1', 'H29.1'), true)
  assert.equal(on.isWithin('H29', 'H29.1'), false)
  assert.deepEqual(on.subtree('H29.14'), ['H29.14', 'H29.14.1'])
})

test('the tree is the one of the date', () => {
  assert.deepEqual(tree.at('2025-12-31').ancestors('H29.99.1'), ['H29.99', 'H29'])
  assert.deepEqual(tree.at('2026-01-01').ancestors('H29.99.1'), ['H29.1', 'H29'])
  assert.equal(tree.at('2026-01-01').find('H29.99'), undefined)
  assert.equal(tree.at('2025-06-30').find('H29.1'), undefined)
  assert.deepEqual(tree.at('1999-01-01').all(), [])
})

test('two dates of one era share one snapshot', () => {
  assert.equal(tree.at('2026-03-01'), tree.at('2026-11-22'))
  assert.notEqual(tree.at('2025-12-31'), tree.at('2026-01-01'))
})

test('the household of a room is the whole body, not its branches', () => {
  const on = tree.at('2026-11-22')
  assert.equal(on.home('H29.25747.4'), 'H29.25747')
  assert.deepEqual(on.household('H29.25747.4'), ['H29.25747', 'H29.25747.1', 'H29.25747.4'])
  assert.deepEqual(on.household('H29.1'), ['H29.1', 'H29.1.2'])
})

test('what does not exist on the date has no subtree and is within nothing', () => {
  const on = tree.at('2026-11-22')
  assert.deepEqual(on.subtree('H29.99'), [])
  assert.equal(on.isWithin('H29.99', 'H29'), false)
  assert.deepEqual(on.household('H29.99'), [])
  assert.throws(() => on.get('H29.99'), UnknownUnit)
})

test('ten thousand units answer at once', () => {
  const many = [unit('H29', null, 'city')]
  for (let i = 0; i < 10_000; i++)
    many.push(unit(`H29.${i}`, i % 7 === 0 ? 'H29' : `H29.${i - (i % 7)}`, 'department'))
  const on = unitsByDate(many).at('2026-11-22')
  assert.equal(on.subtree('H29').length, 10_001)
  assert.equal(on.isWithin('H29.9999', 'H29.9996'), true)
})
