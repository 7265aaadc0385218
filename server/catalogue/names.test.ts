import { it } from 'node:test'
import assert from 'node:assert/strict'
import { exactForm, fieldKey, foldedForm } from './names.ts'

it('one name however it was typed', () => {
  for (const [one, other] of [
    ['Hoà giải', 'Hòa giải'],
    ['hòa giải'.normalize('NFD'), 'Hoà  giải '],
    ['Uỷ ban', 'Ủy ban'],
    ['\u00d0ất đai', 'Đất đai'],
    ['quý', 'QUÝ'],
  ] as const)
    assert.equal(exactForm(one), exactForm(other))
  assert.notEqual(exactForm('hoa'), exactForm('hòa'))
})

it('and without its marks', () => {
  assert.equal(foldedForm('Đăng ký khai sinh'.normalize('NFD')), 'dang ky khai sinh')
  assert.equal(foldedForm("'; drop & | ! : *"), 'drop')
  assert.equal(
    fieldKey('Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)'),
    'thanh-lap-va-hoat-dong-doanh-nghiep-ho-kinh-doanh',
  )
})
