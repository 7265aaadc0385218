import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { verify } from '#ledger'
import { eraseParty } from './erase-party.ts'
import { getItem, historyOf } from './history.ts'
import { itemView } from './item-view.ts'
import { morning, testCity, type TestCity } from './testing/city.ts'

let city: TestCity
before(async () => {
  city = await testCity()
})
after(() => city.close())

const later = (minutes: number): Date => new Date(morning.getTime() + minutes * 60_000)
const heads = [{ name: 'work.items', sql: 'select id as stream, seq, head from work.items' }]

const distinctive = {
  name: 'Nguyễn Thị Sao Băng',
  number: '079085991237',
  phone: '0987654321',
  address: '17 hẻm Bằng Lăng Tím',
  email: 'saobang@vidu.example',
  reason: 'Thiếu dấu giáp lai trang mười bảy',
  guidance: 'Mang bản chính đến quầy số chín mươi chín',
  question: 'Thửa ấy có vướng lộ giới đường sắt không',
  words: 'Xin nhận kết quả vào sáng sớm',
  helper: 'Đoàn viên Lê Thị Hạc Giấy',
  receipt: 'BIENLAI-77-XYZ',
} as const

async function handled(): Promise<string> {
  const { id } = await city.file(morning, {
    applicant: {
      kind: 'citizen',
      name: distinctive.name,
      number: distinctive.number,
      phone: distinctive.phone,
      address: distinctive.address,
      email: distinctive.email,
    },
    words: distinctive.words,
    tag: { channel: 'youth-union', helper: distinctive.helper },
  })
  const { clerk, official } = city
  const ask = { missing: ['to-khai'], reason: distinctive.reason, guidance: distinctive.guidance }
  await city.act(clerk, 'request-supplement', id, later(5), ask)
  await city.act(clerk, 'supplement', id, later(10), { parts: [] })
  const { lead } = await city.act(clerk, 'accept', id, later(15))
  const consultation = { unit: city.commune, question: distinctive.question, allow: '1wd' }
  await city.act(official, 'take', id, later(16), {}, { no: lead! })
  await city.act(official, 'consult', id, later(20), consultation)
  await city.act(official, 'financial-duty', id, later(25), { kind: 'fee', reason: distinctive.reason })
  await city.act(clerk, 'pay', id, later(30), { receipt: distinctive.receipt })
  return id
}

/** Every column that can hold a text, of every table there is, as one text per row. */
async function everything(): Promise<{ place: string; text: string }[]> {
  const columns = await city.db.rows<{ schema: string; table: string; column: string; type: string }>(
    {
      name: 'test.columns',
      text: `select c.table_schema as schema, c.table_name as table, c.column_name as column, c.data_type as type
               from information_schema.columns c join information_schema.tables t
                    on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
              where c.table_schema not in ('pg_catalog', 'information_schema')
                and c.data_type in ('text', 'json', 'jsonb', 'bytea', 'character varying', 'ARRAY')`,
    },
    [],
  )
  assert.ok(columns.length > 50, 'the whole database is searched')
  const found: { place: string; text: string }[] = []
  for (const { schema, table, column, type } of columns) {
    const value = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`
    const rows = await city.db.rows<{ text: string }>(
      {
        name: `test.dump.${schema}.${table}.${column}`.slice(0, 60),
        text: `select ${value} as text from "${schema}"."${table}" where "${column}" is not null`,
      },
      [],
    )
    found.push(...rows.map(({ text }) => ({ place: `${schema}.${table}.${column}`, text })))
  }
  return found
}

/** A text as a database may show it: itself, and its bytes as PostgreSQL and as JSON escape them. */
const disguises = (text: string): string[] => [
  text,
  JSON.stringify(text).slice(1, -1),
  [...Buffer.from(text)]
    .map((byte) => (byte < 128 ? String.fromCharCode(byte) : `\\${byte.toString(8)}`))
    .join(''),
  Buffer.from(text).toString('hex'),
  Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1),
]

test('no name, number, phone, address or typed word lies readable in any column of any table', async () => {
  await handled()
  const all = await everything()
  assert.ok(
    all.some((one) => one.place === 'ledger.entries.body' && one.text.includes('supplement.requested')),
  )
  for (const [what, text] of Object.entries(distinctive)) {
    const seen = all.filter((one) =>
      disguises(text).some((form) => one.text.toLowerCase().includes(form.toLowerCase())),
    )
    assert.deepEqual([...new Set(seen.map((one) => one.place))], [], `${what} is readable`)
  }
})

test('an erased applicant is gone from screens, and the chain stands', async () => {
  const id = await handled()
  const other = await handled()
  const { party } = await getItem(city.office, id)
  assert.equal((await eraseParty(city.cx(later(60)), [party])).parties, 1)
  const item = await getItem(city.office, id)
  const view = await itemView(city.office, city.clerk, id, later(61))
  assert.equal(view.applicant.name, '(đã xóa)')
  assert.equal(view.applicant.number, null)
  const lines = await historyOf(city.office, item)
  const spoken = lines.flatMap((line) => Object.values(line.words))
  assert.ok(spoken.length >= 5)
  assert.ok(spoken.every((word) => word === '(đã xóa)'))
  assert.deepEqual((await verify(city.db, { heads, thorough: true })).broken, [])
  const [row] = await city.db.rows<Record<string, unknown>>(
    { name: 'test.party', text: 'select * from work.parties where id = $1' },
    [party],
  )
  assert.deepEqual(
    [row!['sealed'], row!['number_hash'], row!['phone_hash'], row!['name_hashes']],
    [null, null, null, []],
  )
  assert.deepEqual(row!['erased_at'], later(60))
  // Nobody else is touched, and the dossier itself goes on.
  assert.equal((await itemView(city.office, city.clerk, other, later(61))).applicant.name, distinctive.name)
  const no = item.steps.find((step) => step.done_at === null && step.duty === 'lead')!.no
  assert.equal((await city.act(city.official, 'complete-step', id, later(90), {}, { no })).status, 4)
  // A second time changes nothing, least of all when it was.
  await eraseParty(city.cx(later(99)), [party])
  const [again] = await city.db.rows<{ erased_at: Date }>(
    { name: 'test.party', text: 'select * from work.parties where id = $1' },
    [party],
  )
  assert.deepEqual(again!.erased_at, later(60))
})
