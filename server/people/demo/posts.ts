import type { Texts } from '#kernel'
import type { CityPack } from '../city.ts'
import type { PostRole } from '../posts.ts'
import type { Unit } from '../units.ts'

/** A post of the demonstration and how many people hold it. */
export interface PostPlan {
  unit: string
  role: PostRole
  name: Texts
  seats: number
}

type Plan = [role: PostRole, seats: number, vi: string, en: string]

const cityRole: Record<'city-office' | 'home-affairs' | 'it' | 'inspector', Plan> = {
  'city-office': ['city-office', 3, 'Chuyên viên Văn phòng UBND thành phố', 'Officer of the City Office'],
  'home-affairs': ['home-affairs', 3, 'Chuyên viên Cải cách hành chính', 'Administrative Reform Officer'],
  it: ['it', 2, 'Quản trị hệ thống', 'System Administrator'],
  inspector: ['inspector', 3, 'Thanh tra viên', 'Inspector'],
}

const commune: Plan[] = [['leader', 1, 'Chủ tịch Ủy ban nhân dân', 'Chair of the People’s Committee']]
const centreOfCommune: Plan[] = [
  ['unit-head', 1, 'Giám đốc Trung tâm', 'Director of the Centre'],
  ['clerk', 2, 'Cán bộ một cửa', 'One-stop Clerk'],
]
const roomsOfCommune: Record<string, Plan[]> = {
  '1': [['case-official', 4, 'Công chức Tư pháp - Hộ tịch', 'Justice and Civil Status Official']],
  '2': [
    ['unit-head', 1, 'Trưởng phòng', 'Head of Room'],
    ['case-official', 4, 'Công chức Địa chính - Xây dựng', 'Land and Construction Official'],
  ],
  '3': [
    ['deputy-head', 1, 'Phó Trưởng phòng', 'Deputy Head of Room'],
    ['case-official', 4, 'Công chức Văn hóa - Xã hội', 'Culture and Social Affairs Official'],
  ],
}
const department: Plan[] = [['leader', 1, 'Giám đốc', 'Director']]
const roomsOfDepartment: Record<string, Plan[]> = {
  '1': [
    ['deputy-head', 1, 'Phó Chánh Văn phòng', 'Deputy Head of Office'],
    ['clerk', 2, 'Cán bộ một cửa', 'One-stop Clerk'],
  ],
  '2': [
    ['unit-head', 1, 'Trưởng phòng', 'Head of Room'],
    ['case-official', 5, 'Chuyên viên', 'Specialist'],
  ],
}
const centre: Plan[] = [
  ['unit-head', 1, 'Giám đốc Trung tâm', 'Director of the Centre'],
  ['clerk', 4, 'Cán bộ một cửa', 'One-stop Clerk'],
  ['cashier', 2, 'Thu ngân', 'Cashier'],
  ['hotline', 4, 'Điện thoại viên 1022', 'Hotline 1022 Agent'],
]
const branch: Plan[] = [
  ['unit-head', 1, 'Trưởng chi nhánh', 'Head of Branch'],
  ['clerk', 3, 'Cán bộ một cửa', 'One-stop Clerk'],
  ['cashier', 1, 'Thu ngân', 'Cashier'],
]

/** The posts of every unit of a demonstration city: some 3,300 people for the whole of Ho Chi Minh City. */
export function postPlans(pack: CityPack, units: readonly Unit[]): PostPlan[] {
  const kinds = new Map(units.map((unit) => [unit.code, unit.kind]))
  const roles = new Map(pack.departments.list.map((one) => [`${pack.e_id.code}.${one.no}`, one.role]))
  return units.flatMap((unit) =>
    plansOf(unit, unit.parent === null ? undefined : kinds.get(unit.parent), roles).map(
      ([role, seats, vi, en]) => ({
        unit: unit.code,
        role,
        name: { vi, en },
        seats,
      }),
    ),
  )
}

function plansOf(
  unit: Unit,
  parentKind: Unit['kind'] | undefined,
  roles: Map<string, keyof typeof cityRole | undefined>,
): Plan[] {
  const last = unit.code.slice(unit.code.lastIndexOf('.') + 1)
  switch (unit.kind) {
    case 'city':
      return [['leader', 1, 'Chủ tịch Ủy ban nhân dân thành phố', 'Chair of the City People’s Committee']]
    case 'department': {
      const role = roles.get(unit.code)
      return role ? [...department, cityRole[role]] : department
    }
    case 'centre':
      return centre
    case 'branch':
      return branch
    case 'area-team':
      return [['clerk', 2, 'Cán bộ một cửa', 'One-stop Clerk']]
    case 'commune':
      return commune
    case 'commune-centre':
      return centreOfCommune
    case 'room':
    case 'office':
      return (parentKind === 'commune' ? roomsOfCommune : roomsOfDepartment)[last] ?? []
  }
}
