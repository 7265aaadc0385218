import type { Filing } from '#work'
import type { Chance } from './chance.ts'

const families = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Huỳnh',
  'Phan',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
]
const middles = ['Văn', 'Thị', 'Minh', 'Ngọc', 'Quốc', 'Thanh', 'Hữu', 'Bích', 'Đức', 'Kim']
const given = [
  'An',
  'Bình',
  'Châu',
  'Dũng',
  'Giang',
  'Hà',
  'Hạnh',
  'Hiếu',
  'Hoa',
  'Khánh',
  'Lan',
  'Linh',
  'Long',
  'Mai',
  'Nam',
  'Nga',
  'Phúc',
  'Quân',
  'Sơn',
  'Tâm',
  'Thảo',
  'Trang',
  'Tuấn',
  'Vân',
  'Yến',
]

/** A person who does not exist, with a number that is well formed. */
export function applicantOf(chance: Chance): Filing['applicant'] {
  const year = chance.between(45, 99)
  return {
    kind: 'citizen',
    name: `${chance.pick(families)} ${chance.pick(middles)} ${chance.pick(given)}`,
    number: `0790${String(year).padStart(2, '0')}${String(chance.between(0, 999_999)).padStart(6, '0')}`,
    phone: `09${String(chance.between(0, 99_999_999)).padStart(8, '0')}`,
  }
}
