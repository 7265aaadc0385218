import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchedPieces, unaccented } from './unaccented.ts'

test('marks fall away, đ included', () => {
  assert.equal(unaccented('Đăng ký, cấp Giấy chứng nhận'), 'dang ky, cap giay chung nhan')
})

test('typed words without marks are found in the name, neighbours as one piece', () => {
  const hits = matchedPieces(
    'Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất lần đầu',
    'cap giay chung nhan lan dau',
  )
    .filter((piece) => piece.hit)
    .map((piece) => piece.text)
  assert.deepEqual(hits, ['cấp Giấy chứng nhận', 'lần đầu'])
})

test('the pieces put together are the name again', () => {
  const name = '  Cấp  đổi "Giấy" '
  assert.equal(
    matchedPieces(name, 'cap giay')
      .map((piece) => piece.text)
      .join(''),
    name,
  )
})

test('nothing typed, nothing found', () => {
  assert.ok(matchedPieces('Cấp đổi', ' ').every((piece) => !piece.hit))
})
