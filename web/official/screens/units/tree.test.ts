import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { UnitView } from '../../api/types.ts'
import { treeRows } from './tree.ts'

const unit = (code: string, parent: string | null, name: string): UnitView => ({
  code,
  parent,
  kind: 'room',
  name,
  adminCode: null,
})
const units = [
  unit('H29', null, 'Thành phố'),
  unit('H29.1', 'H29', 'Sở Nội vụ'),
  unit('H29.14', 'H29', 'Phường Bình Thạnh'),
  unit('H29.14.KT', 'H29.14', 'Phòng Kinh tế'),
]
const say = (said: unknown): string => String(said)
const shape = (typed: string): string[] =>
  treeRows(units, typed, say).map((row) => `${row.depth} ${row.unit.code}`)

test('units stand below their parent', () => {
  assert.deepEqual(shape(''), ['0 H29', '1 H29.1', '1 H29.14', '2 H29.14.KT'])
})

test('what is found without marks keeps the units above it', () => {
  assert.deepEqual(shape('phong kinh te'), ['0 H29', '1 H29.14', '2 H29.14.KT'])
  assert.deepEqual(shape('h29.1'), ['0 H29', '1 H29.1', '1 H29.14', '2 H29.14.KT'])
  assert.deepEqual(shape('không có'), [])
})
