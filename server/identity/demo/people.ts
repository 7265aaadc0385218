import type { ApplicantDetails } from '../applicants.ts'

/** Somebody who can be chosen at the demonstration's identity provider. Nobody of them exists. */
export interface DemoPerson extends ApplicantDetails {
  subject: string
}

const address = 'Phường Sài Gòn, Thành phố Hồ Chí Minh'
const none = { email: null, birthDate: null }

/** Numbers are of the right form and given to nobody: the place code 000 does not exist, nor do tax codes that begin with 00. */
export const demoPeople: readonly DemoPerson[] = [
  {
    subject: 'demo-lan',
    kind: 'citizen',
    name: 'Võ Ngọc Lan',
    number: '000190012345',
    birthDate: '1990-05-12',
    phone: '0900000101',
    email: 'lan@example.vn',
    address,
  },
  {
    subject: 'demo-tung',
    kind: 'citizen',
    name: 'Đặng Thanh Tùng',
    number: '000075023456',
    birthDate: '1975-11-03',
    phone: '0900000102',
    email: null,
    address,
  },
  {
    subject: 'demo-ba-sau',
    kind: 'citizen',
    name: 'Huỳnh Thị Sáu',
    number: '000152000789',
    birthDate: '1952-02-20',
    phone: '0900000103',
    email: null,
    address,
  },
  {
    subject: 'demo-ho-kinh-doanh',
    kind: 'household-business',
    name: 'Hộ kinh doanh Bánh mì Cô Ba',
    number: '0012345678',
    phone: '0900000104',
    address,
    ...none,
  },
  {
    subject: 'demo-cong-ty',
    kind: 'business',
    name: 'Công ty TNHH Mô Phỏng Sáu Rõ',
    number: '0098765432',
    phone: '0900000105',
    address,
    ...none,
  },
]
