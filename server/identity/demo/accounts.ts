import { namedUuid, type Config, type Context, type Texts } from '#kernel'
import { demoPerson, personNames, type CityPack, type PostRole } from '#people'
import { hashPassword } from '../passwords.ts'
import type { SignInRules } from '../rules.ts'

/** One sign-in of the demonstration, as `./sauro demo` prints it. */
export interface DemoSignIn {
  username: string
  password: string
  unit: string
  role: PostRole
  person: string
  name: string
  does: Texts
}

const password = 'sau-ro-thi-diem'

type Plan = [username: string, unit: string, role: PostRole, vi: string, en: string]

/** `~` stands for the demonstration's commune, `#` for the city's centre, `@` for the police, who decide the second of linked procedures. */
const plans: Plan[] = [
  [
    'clerk',
    '~.4',
    'clerk',
    'Tiếp nhận, trả kết quả ở một cửa phường',
    'Receives and returns at the ward’s counter',
  ],
  [
    'official',
    '~.2',
    'case-official',
    'Giải quyết hồ sơ đất đai, xây dựng',
    'Handles land and construction dossiers',
  ],
  [
    'justice',
    '~.1',
    'case-official',
    'Giải quyết hồ sơ hộ tịch, chứng thực',
    'Handles civil status and certification',
  ],
  ['head', '~.2', 'unit-head', 'Phân công, kiểm tra trong phòng', 'Assigns and checks in the room'],
  ['leader', '~', 'leader', 'Phê duyệt, xem cả phường', 'Approves, sees the whole ward'],
  ['city-clerk', '#', 'clerk', 'Tiếp nhận tại Trung tâm thành phố', 'Receives at the city’s centre'],
  [
    'city-office',
    '.1',
    'city-office',
    'Văn phòng UBND: thủ tục, theo dõi',
    'City Office: procedures, oversight',
  ],
  [
    'home-affairs',
    '.2',
    'home-affairs',
    'Sở Nội vụ: cải cách hành chính',
    'Home Affairs: administrative reform',
  ],
  ['hotline', '#', 'hotline', 'Tổng đài 1022', 'Hotline 1022'],
  ['inspector', '.12', 'inspector', 'Kiểm tra công vụ, xem nhật ký', 'Inspects public duty, reads the logs'],
  ['cashier', '#', 'cashier', 'Thu phí, lệ phí', 'Takes fees'],
  ['police', '@.2', 'case-official', 'Công an: giải quyết cư trú', 'Police: handles residence'],
  ['police-head', '@.2', 'unit-head', 'Công an: kiểm tra, trình ký', 'Police: checks before signing'],
  ['police-leader', '@', 'leader', 'Công an: ký kết quả', 'Police: signs results'],
  ['it', '.10', 'it', 'Tài khoản, mã truy cập', 'Accounts and tokens'],
]

const made = {
  name: 'identity.demo-accounts',
  text: `insert into identity.accounts (id, person, username, password)
    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
    on conflict do nothing`,
}

/** One printed sign-in per role. Only where the configuration says that this is the demonstration: the password is no secret. */
export async function seedDemoAccounts(
  cx: Context,
  pack: CityPack,
  rules: SignInRules,
  config: Pick<Config, 'demo'>,
): Promise<DemoSignIn[]> {
  if (!config.demo)
    throw new Error('sign-ins with a printed password are for the demonstration only (SAURO_DEMO=yes)')
  const rows = plans.map(([username, place, role, vi, en]) => {
    const unit = unitOf(pack, place)
    return { username, password, unit, role, person: demoPerson(unit, role), name: '', does: { vi, en } }
  })
  await makeMissing(cx, rows, rules)
  const names = await personNames(
    cx,
    rows.map((row) => row.person),
  )
  return rows.map((row) => ({ ...row, name: names.get(row.person) ?? '' }))
}

const present = { name: 'identity.demo-present', text: 'select id from identity.accounts where id = any($1)' }

async function makeMissing(cx: Context, rows: readonly DemoSignIn[], rules: SignInRules): Promise<void> {
  const ids = rows.map((row) => namedUuid(`demo/account/${row.username}`))
  if ((await cx.db.rows(present, [ids])).length === ids.length) return
  const hash = await hashPassword(password, rules.passwords)
  const people = rows.map((row) => row.person)
  await cx.db.rows(made, [ids, people, rows.map((row) => row.username), rows.map(() => hash)])
}

const police = 'Công an thành phố'

function unitOf(pack: CityPack, place: string): string {
  const root = pack.e_id.code
  if (place.startsWith('~')) return `${root}.${pack.demonstration.commune}${place.slice(1)}`
  if (place.startsWith('@')) {
    const one = pack.departments.list.find(({ vi }) => vi === police)
    if (!one) throw new Error(`the city pack names no ${police}`)
    return `${root}.${one.no}${place.slice(1)}`
  }
  return place === '#' ? `${root}.${pack.centre.no}` : `${root}${place}`
}
