import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Said, UnitLoad, UnitView } from '../../api/types.ts'
import { treeRows } from './tree.ts'

const unit = (code: string, parent: string | null, name: string): UnitView => ({
  code,
  parent,
  kind: 'room',
  name: { vi: name, en: name },
  adminCode: null,
})
const units = [
  unit('H29', null, 'Thành phố'),
  unit('H29.1', 'H29', 'Sở Nội vụ'),
  unit('H29.14', 'H29', 'Phường Bình Thạnh'),
  unit('H29.14.KT', 'H29.14', 'Phòng Kinh tế'),
]
const say = (said: Said): string => (typeof said === 'string' ? said : said.vi)
const load = (open: number): UnitLoad => ({ open, late: 1, dueToday: 0, unassigned: 0 })
const loads = { 'H29.14.KT': load(5), 'H29.14': load(2) }
const shape = (typed: string, busy = false): string[] =>
  treeRows(units, loads, { typed, busy }, say).map((row) => `${row.depth} ${row.unit.code}`)

test('units stand below their parent', () => {
  assert.deepEqual(shape(''), ['0 H29', '1 H29.1', '1 H29.14', '2 H29.14.KT'])
})

test('what is found without marks keeps the units above it', () => {
  assert.deepEqual(shape('phong kinh te'), ['0 H29', '1 H29.14', '2 H29.14.KT'])
  assert.deepEqual(shape('h29.1'), ['0 H29', '1 H29.1', '1 H29.14', '2 H29.14.KT'])
  assert.deepEqual(shape('không có'), [])
})

test('the work of a unit is added to the units above it', () => {
  const rows = treeRows(units, loads, { typed: '', busy: false }, say)
  assert.deepEqual(
    rows.map((row) => [row.unit.code, row.load.open, row.load.late]),
    [
      ['H29', 7, 2],
      ['H29.1', 0, 0],
      ['H29.14', 7, 2],
      ['H29.14.KT', 5, 1],
    ],
  )
})

test('units without open work can be left out', () => {
  assert.deepEqual(shape('', true), ['0 H29', '1 H29.14', '2 H29.14.KT'])
})
