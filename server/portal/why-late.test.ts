import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lateDossier, runningDossier } from './testing/dossiers.ts'
import { formatIn } from './format.ts'
import { pick, sayIn } from './words.ts'
import { isLate, whyLateOf } from './why-late.ts'
import type { Page } from './page.ts'

const say = sayIn('vi')
const page: Page = {
  language: 'vi',
  say,
  format: formatIn('vi', 'Asia/Ho_Chi_Minh', say),
  pick: (texts) => pick(texts, 'vi'),
  show: () => '',
}

test('late is measured against the first appointment, and waiting does not hide it', () => {
  assert.equal(isLate(runningDossier), false)
  assert.equal(isLate(lateDossier), true)
  const extended = {
    ...runningDossier,
    appointment: new Date('2026-03-20T10:00:00Z'),
    remaining_working_min: null,
  }
  assert.equal(isLate({ ...extended, finishedAt: new Date('2026-03-17T03:00:00Z') }), true)
  assert.equal(isLate({ ...extended, finishedAt: new Date('2026-03-13T03:00:00Z') }), false)
})

test('a late dossier names who used more than was given, or who used most', () => {
  assert.deepEqual(whyLateOf(page, runningDossier), [])
  assert.deepEqual(whyLateOf(page, lateDossier), [
    'Thẩm định: Bà Nguyễn Thị Hoa đã dùng 13 ngày trong 7 ngày được giao.',
  ])
  const kept = { ...lateDossier, steps: runningDossier.steps }
  assert.deepEqual(whyLateOf(page, kept), [
    'Thẩm định: Bà Nguyễn Thị Hoa đã dùng 6 ngày 5 giờ 20 phút trong 7 ngày được giao, lâu nhất trong các bước.',
  ])
})
