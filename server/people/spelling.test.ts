import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionOf, englishName, folded, spelling, tidy } from './spelling.ts'

test('a moved tone mark or a capital is the same spelling', () => {
  for (const [one, other] of [
    ['Phường Yên Hòa', 'Phường Yên Hoà'],
    ['Xã Lạc Thủy', 'Xã Lạc Thuỷ'],
    ['Xã Bắc Sơn', 'xã Bắc Sơn'],
    ['Đắk Lắk'.normalize('NFD'), 'Đắk Lắk'],
  ])
    assert.equal(spelling(one!), spelling(other!))
})

test('another tone, letter or kind is another name', () => {
  for (const [one, other] of [
    ['Xã Phó Bảng', 'Xã Phố Bảng'],
    ['Xã Hòa An', 'Xã Hóa An'],
    ['Xã Tân Tiến', 'Phường Tân Tiến'],
    ['Đa Phước', 'Da Phước'],
  ])
    assert.notEqual(spelling(one!), spelling(other!))
})

test('what people type without marks finds both forms of Đ', () => {
  assert.equal(folded('Ðặng Thị Ngọc-Ánh'), 'dang thi ngoc anh')
  assert.equal(folded('Đặng Thị Ngọc Ánh'.normalize('NFD')), 'dang thi ngoc anh')
})

test('a stored name has one form and nothing hidden in it', () => {
  assert.equal(tidy('  Ðỗ\u202e  Văn\u200b\tA\u0007n ').normalize('NFC'), 'Đỗ Văn A n')
  assert.equal(tidy('Hòa'.normalize('NFD')), 'Hòa'.normalize('NFC'))
})

test('the three kinds of communes', () => {
  assert.equal(divisionOf('Đặc khu Côn Đảo'), 'special-zone')
  assert.equal(englishName('Đặc khu Côn Đảo'), 'Con Dao Special Zone')
  assert.equal(englishName('xã Bắc Sơn'), 'Bac Son Commune')
  assert.throws(() => divisionOf('Thành phố Huế'), /begins with neither/)
})
