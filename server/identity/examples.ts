import { invalid, type ApiNotes } from '#kernel'
import { SecondFactorNeeded, WrongSignIn } from './sign-in.ts'
import { TooManyAttempts } from './slow-down.ts'
import { weakPassword } from './passwords.ts'
import { wrongDigits } from './accounts.ts'

const person = '742ed03f-8e0c-89f9-8828-0b7d7dbc944b'
const post = 'faf1e48d-6843-8bc9-ba5b-eebcee7bbfcd'
const me = {
  actor: {
    kind: 'staff',
    id: person,
    name: 'Châu Minh Cường',
    posts: [
      {
        id: post,
        unit: 'H29.26740.1',
        role: 'case-official',
        unitName: { vi: 'Văn phòng HĐND và UBND', en: 'Office of the People’s Council and Committee' },
        roleName: { vi: 'Công chức chuyên môn', en: 'Case official' },
      },
    ],
  },
  permits: [{ verb: 'work.complete-step', scope: 'own' }],
  csrf: 'TDFnWI4XMYFx1YMU8H0jJQ',
  signIn: ['local'],
}
const people = {
  people: [
    {
      id: person,
      name: 'Châu Minh Cường',
      posts: [{ id: post, unit: 'H29.26740.1', role: 'case-official' }],
    },
  ],
}
const current = 'mat-khau-hien-tai'
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const again = [new WrongSignIn(), new TooManyAttempts(30)]

/** The identity and people routes in the description of the API. */
export const apiNotes: ApiNotes = {
  'GET /api/me': { answers: me, guests: true },
  'POST /api/session': {
    sends: { username: 'justice', password: 'sau-ro-thi-diem' },
    answers: me,
    refuses: [...again, new SecondFactorNeeded()],
    guests: true,
  },
  'DELETE /api/session': {},
  'POST /api/me/password': {
    sends: { current, password: 'mot-cau-dai-de-nho' },
    refuses: [...again, weakPassword(12)],
  },
  'POST /api/me/second-factor': {
    sends: { current },
    answers: { secret, address: `otpauth://totp/Sau%20Ro:justice?secret=${secret}` },
    refuses: again,
  },
  'POST /api/me/second-factor/confirmation': {
    sends: { current, secret, totp: '123456' },
    refuses: [...again, wrongDigits()],
  },
  'POST /api/tokens': {
    sends: { label: 'Cổng Dịch vụ công quốc gia', unit: 'H29', verbs: ['work.submit'], days: 90 },
    answers: { id: '01a2046b-7906-71bc-823e-8c4a409c8094', token: 'sauro_4Qm0example' },
    refuses: [invalid('verbs', { vi: 'Không có quyền "work.fly".', en: 'There is no permit "work.fly".' })],
  },
  'DELETE /api/tokens/:id': {},
  'GET /api/units': {
    answers: {
      date: '2026-11-23',
      units: [
        {
          code: 'H29.26740',
          parent: 'H29',
          kind: 'commune',
          name: { vi: 'Phường Sài Gòn', en: 'Sai Gon Ward' },
          adminCode: '26740',
        },
      ],
    },
    guests: true,
  },
  'GET /api/units/:code/people': { answers: people },
  'GET /api/staff': { answers: people },
}
