import type { Texts } from '#kernel'

/** What a post is for. Processes name the role of each step; permits are given to roles, never to people. */
export const postRoles = [
  'clerk',
  'case-official',
  'unit-head',
  'deputy-head',
  'leader',
  'city-office',
  'home-affairs',
  'hotline',
  'inspector',
  'it',
  'cashier',
] as const
export type PostRole = (typeof postRoles)[number]

/** Vị trí việc làm: a place in a unit that somebody fills. */
export interface Post {
  id: string
  unit: string
  role: PostRole
  name: Texts
}

/** Holds the post, stands in for somebody who is away, or is seconded (biệt phái) to it from another unit. */
export type HoldingKind = 'holds' | 'stands-in' | 'seconded'

/** One person in one post on a given date, as permits need it. */
export interface HeldPost {
  id: string
  unit: string
  role: PostRole
}

export const roleNames: Record<PostRole, Texts> = {
  clerk: { vi: 'Cán bộ một cửa', en: 'One-stop clerk' },
  'case-official': { vi: 'Công chức chuyên môn', en: 'Case official' },
  'unit-head': { vi: 'Trưởng đơn vị', en: 'Head of unit' },
  'deputy-head': { vi: 'Phó trưởng đơn vị', en: 'Deputy head of unit' },
  leader: { vi: 'Lãnh đạo', en: 'Leader' },
  'city-office': { vi: 'Văn phòng UBND thành phố', en: 'City Office' },
  'home-affairs': { vi: 'Nội vụ', en: 'Home affairs' },
  hotline: { vi: 'Tổng đài 1022', en: 'Hotline 1022' },
  inspector: { vi: 'Kiểm tra công vụ', en: 'Inspector' },
  it: { vi: 'Quản trị hệ thống', en: 'System administrator' },
  cashier: { vi: 'Thu ngân', en: 'Cashier' },
}
