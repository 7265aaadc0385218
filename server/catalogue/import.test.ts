import { after, before, it } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context, Database } from '#kernel'
import { needs, sharedData } from '../kernel/testing/needs.ts'
import {
  findDraft,
  importProcedures,
  importProceduresCommand,
  saveDraft,
  searchProcedures,
  seedProcedures,
} from './index.ts'
import type { ImportRow } from './import.ts'
import { catalogueHouse, type CatalogueHouse } from './testing/house.ts'

const header =
  'ma_thu_tuc,ten_thu_tuc,bo,linh_vuc,cap_thuc_hien,loai_thu_tuc,doi_tuong,co_quan_tham_quyen,co_quan_thuc_hien,so_quyet_dinh,url,so_kenh,so_thanh_phan_uoc_luong,ket_qua'
const channelHeader = 'ma_thu_tuc,kenh,thoi_gian,don_vi,phi,tien_te,mo_ta'
const rows = [
  '9.000001,Cấp giấy thử nghiệm ở xã,bo,Lĩnh vực thử,Cấp xã,,Công dân Việt Nam,,UBND cấp xã,1/QĐ,,1,1,Giấy',
  '9.000002,Cấp giấy thử nghiệm ở tỉnh,bo,Lĩnh vực thử,Cấp tỉnh,,Doanh nghiệp,,Sở Thử,1/QĐ,,1,1,',
  '9.000003,Cấp giấy thử nghiệm ở bộ,bo,Lĩnh vực thử,Cấp bộ,,Doanh nghiệp,,Bộ Thử,1/QĐ,,1,1,Giấy',
]
const channels = ['9.000001,Trực tiếp,3,Ngày làm việc,0,VND,Miễn phí', '9.000002,Trực tiếp,1,,,,không có']

let house: CatalogueHouse
let db: Database
let cx: Context

before(async () => {
  house = await catalogueHouse()
  cx = house.cx
  db = cx.db
})
after(() => house.close())

const load = (lines: string[], channelLines: string[] = channels) =>
  importProcedures(cx, {
    procedures: { name: 'p.csv', text: [header, ...lines].join('\n') },
    channels: { name: 'c.csv', text: [channelHeader, ...channelLines].join('\n') },
    by: 'test',
  })
const brief = (found: ImportRow[]) =>
  found.map((one) => `${one.code} ${one.outcome} ${one.lacks.join(' ')}`.trim())

it('loads drafts that name what they lack, and changes nothing the second time', async () => {
  const first = await load(rows)
  assert.deepEqual(brief(first.rows), [
    '9.000001 new legalBasis parts',
    '9.000002 new legalBasis parts result competent channels.direct.allow',
    '9.000003 new',
  ])
  const second = await load(rows)
  assert.deepEqual(second.outcomes, { new: 0, unchanged: 3, changed: 0, kept: 0, published: 0 })
  assert.deepEqual(
    brief(second.rows),
    brief(first.rows).map((line) => line.replace('new', 'unchanged')),
    'and still says what they lack',
  )
  const [{ n }] = (await db.rows<{ n: number }>(
    { name: 't.imports', text: 'select count(*)::int as n from catalogue.imports' },
    [],
  )) as [{ n: number }]
  assert.equal(n, 1)
})

it('keeps what somebody works on, replaces what nobody touched, and keeps what is gone', async () => {
  const draft = (await findDraft(db, '9.000001'))!
  await saveDraft(cx, {
    body: { ...draft.body, legalBasis: [{ text: 'Luật', evidence: 'unverified' }] },
    revision: draft.revision,
    by: 'a',
  })
  const report = await load([rows[0]!.replace('ở xã', 'tại xã'), rows[1]!.replace('ở tỉnh', 'tại tỉnh')])
  assert.deepEqual(
    report.rows.map((one) => one.outcome),
    ['kept', 'changed'],
  )
  assert.deepEqual(report.absent, ['9.000003'])
  assert.equal((await findDraft(db, '9.000001'))?.body.legalBasis.length, 1)
  assert.equal((await findDraft(db, '9.000002'))?.body.name.vi, 'Cấp giấy thử nghiệm tại tỉnh')
})

it('loads nothing at all when one row is wrong', async () => {
  await assert.rejects(load([...rows, '9.000009,Mới,bo,Thử,Cấp huyện,,Công dân,,x,x,,1,1,x']), {
    code: 'ImportRefused',
  })
  assert.equal(await findDraft(db, '9.000009'), undefined)
})

it('drafts are not public; what ministries handle is found and marked', async () => {
  const page = await searchProcedures(db, { text: 'giay thu nghiem', on: '2026-11-22' })
  assert.deepEqual(
    page.rows.map((row) => [row.code, row.place, row.version]),
    [['9.000003', 'elsewhere', null]],
  )
  assert.match(page.rows[0]?.why ?? '', /Bộ Thử/)
  const here = await searchProcedures(db, { text: 'giay thu nghiem', on: '2026-11-22', elsewhere: false })
  assert.equal(here.total, 0)
})

it('the command tells wrong words from wrong files', async () => {
  const said: string[] = []
  const io = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) }
  const never = () => Promise.reject(new Error('opened too early'))
  assert.equal(await importProceduresCommand(['--help'], io, never), 0)
  assert.equal(await importProceduresCommand(['x.csv'], io, never), 2)
  assert.match(said.at(-1) ?? '', /--channels/)
  assert.equal(await importProceduresCommand(['x.csv', '--channels', 'y.csv'], io, never), 2)
  assert.match(said.at(-1) ?? '', /x\.csv/)
  assert.equal(await importProceduresCommand(['x.csv', '--chanels', 'y.csv'], io, never), 2)
})

it('what was imported before is published by the clone’s own text, and stays so at the next import', async () => {
  const birth = rows[0]!.replace('9.000001', '1.001193')
  const before = await load([birth], [])
  assert.deepEqual(brief(before.rows), ['1.001193 new legalBasis parts channels'])
  const seeded = await seedProcedures(cx)
  assert.ok(!seeded.kept.includes('1.001193'))
  assert.equal(await findDraft(db, '1.001193'), undefined)
  assert.deepEqual(brief((await load([birth], [])).rows), ['1.001193 unchanged'])
  assert.deepEqual(brief((await load([birth.replace('ở xã', 'khác')], [])).rows), ['1.001193 published'])
  const page = await searchProcedures(db, { text: '1.001193', on: '2026-11-22' })
  assert.equal(page.rows[0]?.name.vi, 'Thủ tục đăng ký khai sinh')
})

needs(
  'shared-data',
  'all 2,642 real procedures are loaded, with what each lacks, beside those the clone carries',
  async () => {
    const seeded = await seedProcedures(cx)
    const read = (name: string) => ({
      name,
      text: readFileSync(join(sharedData, 'procedures', name), 'utf8'),
    })
    const input = { procedures: read('procedures.csv'), channels: read('procedure_channels.csv'), by: 'test' }
    const report = await importProcedures(cx, input)
    assert.deepEqual(report.read, { procedures: 2642, channels: 7102 })
    assert.equal(report.outcomes.new + report.outcomes.published, 2642)
    assert.equal(report.outcomes.published, seeded.published + seeded.kept.length)
    assert.deepEqual(report.places, { here: 1596, elsewhere: 1039, never: 7 })
    const find = (code: string) => report.rows.find((row) => row.code === code)
    assert.deepEqual(find('1.012538')?.lacks, [
      'legalBasis',
      'parts',
      'channels.direct.allow',
      'channels.online.allow',
      'channels.post.allow',
    ])
    assert.ok(find('1.012538')?.notes.includes('time-by-stage-or-case'))
    assert.deepEqual(find('1.013225')?.notes, ['fee-decided-by-peoples-council', 'time-differs-by-channel'])
    assert.ok(find('2.000815')?.notes.includes('fees-in-two-currencies'))
    assert.deepEqual((await importProcedures(cx, input)).outcomes.unchanged, 2642)
  },
)
