/** Names of people who do not exist, for the demonstration: common words of Vietnamese names, put together by chance. */
const families =
  'Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Lâm Mai Cao Châu Tạ Quách Thái Đoàn'.split(
    ' ',
  )
const women = {
  middle: 'Thị Thị Ngọc Thanh Thu Phương Kim Mỹ Bích Hồng Diệu Khánh'.split(' '),
  given:
    'An Anh Ánh Bích Châu Chi Diễm Dung Duyên Giang Hà Hạnh Hằng Hiền Hoa Huệ Hương Khanh Lan Liên Linh Loan Ly Mai My Nga Ngân Nhi Nhung Oanh Phượng Quyên Quỳnh Tâm Thảo Thi Thu Thư Thủy Trâm Trang Trinh Tuyết Uyên Vân Vy Xuân Yến'.split(
      ' ',
    ),
}
const men = {
  middle: 'Văn Văn Hữu Đức Minh Quang Thanh Công Quốc Ngọc Trung Anh'.split(' '),
  given:
    'An Bảo Bình Cường Danh Duy Dũng Đạt Định Đông Đức Hải Hậu Hiếu Hoàng Hòa Hùng Huy Khoa Khôi Kiên Lâm Long Lộc Luân Minh Nam Nghĩa Nhân Phát Phong Phú Phúc Quân Quý Sang Sơn Tài Tấn Thành Thắng Thiện Thịnh Tiến Toàn Trí Tuấn Tùng Việt Vinh'.split(
      ' ',
    ),
}

export type Chance = () => number

/** The same seed gives the same numbers everywhere (mulberry32). */
export function chance(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const pick = <T>(random: Chance, from: readonly T[]): T => from[Math.floor(random() * from.length)]!

export function personName(random: Chance): string {
  const kind = random() < 0.55 ? women : men
  return `${pick(random, families)} ${pick(random, kind.middle)} ${pick(random, kind.given)}`
}
