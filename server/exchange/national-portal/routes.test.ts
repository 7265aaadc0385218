import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getItem } from '#work'
import { nationalView } from './outward.ts'
import { portalCity, type PortalCity } from './testing/city.ts'
import { sender, sent } from './testing/sender.ts'

let city: PortalCity
let send: ReturnType<typeof sender>

before(async () => {
  city = await portalCity()
  send = sender(city.app, await city.token(city.commune))
})
after(() => city.close())

const errorOf = (reply: { body: Record<string, unknown> }): { code: string; field?: string } =>
  reply.body['error'] as { code: string; field?: string }

test('a national dossier keeps its code, and sent again it is the same one', async () => {
  const body = sent(city.commune, '000.00.01.H29-260303-0001')
  const first = await send(body)
  assert.equal(first.status, 201, JSON.stringify(first.body))
  assert.equal(first.body['MaHoSo'], body.MaHoSo)
  assert.deepEqual((await send(body)).body, first.body)
  const item = await getItem(city.office, String(first.body['id']))
  assert.equal(item.origin, 'national')
  assert.equal(item.channel, 2)
  assert.equal(item.received_unit, city.commune)
})

test('ten sends at once are one dossier', async () => {
  const body = sent(city.commune, '000.00.01.H29-260303-0002')
  const replies = await Promise.all(Array.from({ length: 10 }, () => send(body)))
  assert.deepEqual([...new Set(replies.map((one) => one.status))], [201])
  assert.equal(new Set(replies.map((one) => one.body['id'])).size, 1)
})

test('errors name the national field', async () => {
  const code = '000.00.01.H29-260303-0003'
  const holder = sent(city.commune, code).ChuHoSo
  const cases: [object, string, string][] = [
    [{ MaTTHC: '0.000000' }, 'ProcedureNotInForce', 'MaTTHC'],
    [{ DonViTiepNhan: 'X1' }, 'UnknownUnit', 'DonViTiepNhan'],
    [{ ThanhPhanHoSo: [] }, 'PartMissing', 'ThanhPhanHoSo'],
    [{ MaHoSo: 'so 7' }, 'NotACode', 'MaHoSo'],
    [{ NgayTiepNhan: '20990101000000' }, 'InvalidInput', 'NgayTiepNhan'],
    [{ Khac: 1 }, 'UnknownField', 'Khac'],
    [{ ChuHoSo: { ...holder, Tuoi: 40 } }, 'UnknownField', 'ChuHoSo.Tuoi'],
    [{ ChuHoSo: { LoaiDoiTuong: '1' } }, 'MissingField', 'ChuHoSo.HoTen'],
  ]
  for (const [change, wanted, field] of cases) {
    const reply = await send({ ...sent(city.commune, code), ...change })
    assert.deepEqual([errorOf(reply).code, errorOf(reply).field], [wanted, field])
  }
  const number = await send(sent(city.commune, code, { ChuHoSo: { ...holder, SoDinhDanh: '12' } }))
  assert.equal(errorOf(number).field, 'ChuHoSo.SoDinhDanh')
})

test('the same code with another content is refused by its name', async () => {
  const code = '000.00.01.H29-260303-0004'
  assert.equal((await send(sent(city.commune, code))).status, 201)
  const other = await send(sent(city.commune, code, { MaTTHC: '1.001193', KenhThucHien: '3' }))
  assert.equal(other.status, 409)
  assert.equal(errorOf(other).field, 'MaHoSo')
})

test('only a service with that permit, under its units', async () => {
  const body = sent(city.commune, '000.00.01.H29-260303-0005')
  assert.equal((await sender(city.app, 'sauro_wrong')(body)).status, 401)
  assert.equal((await sender(city.app, await city.token(city.other))(body)).status, 403)
})

test('what is told back follows the dossier: dates, first appointment, status, time allowed', async () => {
  const { body } = await send(sent(city.commune, '000.00.01.H29-260303-0006'))
  const id = String(body['id'])
  const allow = {
    channels: [{ channel: 'online' as const, allow: { amount: 1, unit: 'wd' as const }, fees: [] }],
  }
  const filed = nationalView(await getItem(city.office, id), allow)
  assert.deepEqual([filed.TrangThaiHoSo, filed.NgayTiepNhan, filed.NgayHenTra], ['1', null, null])
  await city.act('accept', id, new Date('2026-03-03T08:30:00+07:00'))
  const accepted = nationalView(await getItem(city.office, id), allow)
  assert.deepEqual(accepted, {
    MaHoSo: '000.00.01.H29-260303-0006',
    MaTTHC: '1.001193',
    KenhThucHien: '2',
    TrangThaiHoSo: '2',
    NgayTiepNhan: '20260303083000',
    NgayHenTra: '20260303170000',
    NgayKetThucXuLy: null,
    ThoiGianGiaiQuyet: 1,
    DonViTinh: 'ngày làm việc',
    DonViTiepNhan: city.commune,
    DonViXuLy: city.commune,
  })
  await city.act('withdraw', id, new Date('2026-03-03T09:00:00+07:00'))
  assert.equal(nationalView(await getItem(city.office, id), allow).NgayKetThucXuLy, '20260303090000')
})
