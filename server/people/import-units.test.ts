import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openDatabase, type Database } from '#kernel'
import { testDatabase, type TestDatabase } from '../kernel/testing/database.ts'
import { importUnitsCommand } from './import-command.ts'
import type { UnitsReport } from './import-units.ts'
import { loadUnits } from './load.ts'

let made: TestDatabase
let db: Database
let folder: string
before(async () => {
  made = await testDatabase()
  db = openDatabase(made.url)
  folder = await mkdtemp(join(tmpdir(), 'sauro-units-'))
})
after(async () => {
  await db.close()
  await made.close()
  await rm(folder, { recursive: true })
})

type Wards = Record<string, string>
const release = (city: Wards, other: Wards): object[] => [
  province('79', 'Thành phố Hồ Chí Minh', city),
  province('15', 'Tỉnh Lào Cai', other),
]
const province = (Code: string, FullName: string, wards: Wards): object => ({
  Code,
  FullName,
  FullNameEn: 'X',
  Wards: Object.entries(wards).map(([code, name]) => ({
    Code: code,
    FullName: name,
    FullNameEn: `${code} Ward`,
  })),
})
const city: Wards = { '25747': 'Phường Thủ Dầu Một', '25792': 'Xã Long Hòa', '25750': 'Phường Phú Lợi' }
const other: Wards = {
  '02530': 'Xã Tân Tiến',
  '02540': 'Xã Tân Tiến',
  '00745': 'Xã Phó Bảng',
  '00746': 'Xã Mới',
}

async function run(
  name: string,
  content: unknown,
  ...argv: string[]
): Promise<{ code: number; report: UnitsReport; err: string }> {
  const file = join(folder, name)
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  const out: string[] = []
  const err: string[] = []
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) }
  const code = await importUnitsCommand([file, '--json', ...argv], io, () =>
    Promise.resolve({ db, config: { city: 'hcmc' } }),
  )
  return { code, report: JSON.parse(out[0] ?? '{}') as UnitsReport, err: err.join('\n') }
}

test('a first release opens everything, also two communes of one name', async () => {
  const { code, report } = await run('vn-2025-07-01.json', release(city, other))
  assert.equal(code, 0)
  assert.deepEqual(
    [report.provinces, report.communes, report.opened, report.sharedNames, report.from],
    [2, 7, 9, 2, '2025-07-01'],
  )
})

test('the same again changes nothing', async () => {
  const { report } = await run('vn-2025-07-01.json', release(city, other))
  assert.deepEqual(
    [report.opened, report.unchanged, report.renamed.length, report.closed.length],
    [0, 9, 0, 0],
  )
})

test('another spelling is the same unit, another letter a new name, a missing code a closed unit', async () => {
  const next = release(
    {
      '25747': 'phường Thủ Dầu Một',
      '25792': 'Xã Long Hoà',
      '25750': 'Phường Phú Lợi Đông',
      '25751': 'Xã Mới Lập',
    },
    { '02530': 'Xã Tân Tiến', '02540': 'Xã Tân Tiến', '00745': 'Xã Phố Bảng' },
  )
  const { report } = await run('vn-2026-04-30.json', next)
  assert.equal(report.respelt, 1)
  assert.deepEqual(report.renamed, [
    { code: '25750', was: 'Phường Phú Lợi', is: 'Phường Phú Lợi Đông' },
    { code: '00745', was: 'Xã Phó Bảng', is: 'Xã Phố Bảng' },
  ])
  assert.deepEqual(report.closed, [{ code: '00746', name: 'Xã Mới' }])
  assert.equal(report.city.renamed, 1)
  assert.equal(report.city.opened, 5)
  const units = await loadUnits(db)
  assert.equal(units.at('2026-04-29').get('H29.25750').name.vi, 'Phường Phú Lợi')
  assert.equal(units.at('2026-04-30').get('H29.25750').name.vi, 'Phường Phú Lợi Đông')
  assert.equal(units.at('2026-04-29').find('H29.25751'), undefined)
  assert.deepEqual(units.at('2026-04-30').subtree('H29.25751').length, 5)
})

test('a commune that leaves the city closes with its offices', async () => {
  const next = release(
    { '25747': 'Phường Thủ Dầu Một', '25792': 'Xã Long Hòa', '25750': 'Phường Phú Lợi Đông' },
    { '02530': 'Xã Tân Tiến', '02540': 'Xã Tân Tiến', '00745': 'Xã Phố Bảng', '25751': 'Xã Mới Lập' },
  )
  const { report } = await run('next.json', next, '--from', '2027-01-01')
  assert.deepEqual(report.moved, [{ code: '25751', was: '79', is: '15' }])
  assert.equal(report.city.closed, 5)
  const units = await loadUnits(db)
  assert.equal(units.at('2026-12-31').subtree('H29.25751').length, 5)
  assert.equal(units.at('2027-01-01').find('H29.25751.4'), undefined)
})

test('an older release, a part of the list, and a file with faults are refused whole', async () => {
  const older = await run('vn-2025-07-01.json', release(city, other))
  assert.deepEqual([older.code, older.err.includes('older')], [1, true])
  const part = await run('part.json', [province('15', 'Tỉnh Lào Cai', other)], '--from', '2027-06-01')
  assert.deepEqual([part.code, part.err.includes('part of the list')], [1, true])
  const faults = [
    ...release({ '2574': 'Phường Ngắn', '25750': 'Thị trấn Cũ' }, { '25750': 'Xã A', '00001': 'Xã B' }),
    province('20', 'Tỉnh Trống', {}),
    province('15', 'Tỉnh Hai Lần', { '00002': 'Xã C' }),
    7,
  ]
  const wrong = await run('wrong.json', faults, '--from', '2027-06-01')
  assert.equal(wrong.code, 1)
  for (const part of [
    '[0].Wards[0]',
    '[0].Wards[1]',
    '[2].Wards',
    '[3]: code 15 was already given',
    '[4]: not an object',
    'nothing was loaded',
  ])
    assert.ok(wrong.err.includes(part), part)
  assert.equal((await run('text.json', 'no json', '--from', '2027-06-01')).code, 1)
})

test('a wrong call says how to call', async () => {
  assert.equal((await run('nodate.json', [])).code, 2)
  assert.equal((await run('vn-2025-07-01.json', [], '--colour')).code, 2)
})
