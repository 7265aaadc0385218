import { it } from 'node:test'
import assert from 'node:assert/strict'
import { fieldsPack } from './fields.ts'
import { channelsOf, fieldsIn, readProcedure, resultOf, subjectsOf } from './import-row.ts'
import type { ChannelRow, ProcedureRow } from './import-read.ts'
import { fieldKey } from './names.ts'

const channel = (
  kenh: string,
  thoi_gian: string,
  don_vi: string,
  more: Partial<ChannelRow> = {},
): ChannelRow => ({
  ma_thu_tuc: '9.000001',
  kenh,
  thoi_gian,
  don_vi,
  phi: '0',
  tien_te: 'VND',
  mo_ta: 'Miễn phí',
  line: 2,
  ...more,
})
const row = (more: Partial<ProcedureRow> = {}): ProcedureRow => ({
  ma_thu_tuc: '9.000001',
  ten_thu_tuc: 'Cấp giấy',
  bo: 'bo',
  linh_vuc: 'Đất đai',
  cap_thuc_hien: 'Cấp xã',
  loai_thu_tuc: '',
  doi_tuong: 'Công dân Việt Nam',
  co_quan_tham_quyen: '',
  co_quan_thuc_hien: 'Ủy ban nhân dân xã',
  so_quyet_dinh: '1/QĐ',
  url: '',
  so_kenh: '1',
  so_thanh_phan_uoc_luong: '3',
  ket_qua: 'Giấy',
  line: 2,
  ...more,
})
const pack = await fieldsPack()
const read = (of: Partial<ProcedureRow>, channels: ChannelRow[] = []) =>
  readProcedure(row(of), channels, pack, new Set())

it('keeps a time per channel', () => {
  const found = channelsOf([
    channel('Trực tuyến', '20', 'Ngày'),
    channel('Dịch vụ bưu chính', '20', 'Ngày'),
    channel('Trực tiếp', '15', 'Ngày'),
  ])
  assert.deepEqual(
    found.map((one) => [one.channel, one.allow]),
    [
      ['direct', { amount: 15, unit: 'd' }],
      ['online', { amount: 20, unit: 'd' }],
      ['post', { amount: 20, unit: 'd' }],
    ],
  )
})

it('does not add stages up and does not choose between cases', () => {
  const [direct] = channelsOf(
    ['2', '5', '3'].map((days, n) => channel('Trực tiếp', days, 'Ngày làm việc', { mo_ta: `bước ${n}` })),
  )
  assert.equal(direct?.allow, null)
  assert.deepEqual(
    direct?.given.map((one) => [one.amount, one.unit, one.note]),
    [
      [2, 'wd', 'bước 0'],
      [5, 'wd', 'bước 1'],
      [3, 'wd', 'bước 2'],
    ],
  )
  const [twice] = channelsOf([
    channel('Trực tiếp', '3', 'Ngày', { mo_ta: 'a' }),
    channel('Trực tiếp', '3', 'Ngày', { mo_ta: 'b' }),
  ])
  assert.equal(twice?.allow, null, 'three days and three days may be six')
  const [byFee] = channelsOf([
    channel('Trực tiếp', '3', 'Ngày', { phi: '2000' }),
    channel('Trực tiếp', '3', 'Ngày', { phi: '10', tien_te: 'USD' }),
  ])
  assert.deepEqual(byFee?.allow, { amount: 3, unit: 'd' })
  assert.deepEqual(
    byFee?.fees.map((fee) => [fee.amount, fee.currency]),
    [
      [2000, 'VND'],
      [10, 'USD'],
    ],
  )
})

it('guesses neither a unit nor a number', () => {
  const [direct, online] = channelsOf([channel('Trực tiếp', '1', ''), channel('Trực tuyến', '', '')])
  assert.deepEqual([direct?.allow, online?.allow], [null, null])
  assert.deepEqual(direct?.given[0], { amount: 1, unit: null, note: 'Miễn phí' })
  assert.equal(channelsOf([channel('Trực tiếp', '0', 'Ngày')])[0]?.allow, null)
})

it('a fee that the People’s Council decides is no zero', () => {
  const [direct] = channelsOf([
    channel('Trực tiếp', '3', 'Ngày', { mo_ta: 'Miễn phí(Theo quy định của Hội đồng nhân dân cấp tỉnh)' }),
  ])
  assert.equal(direct?.fees[0]?.amount, null)
  const [written] = channelsOf([
    channel('Trực tiếp', '3', 'Ngày', { phi: '', tien_te: '', mo_ta: '155 VNĐ(thẻ 155 USD)' }),
  ])
  assert.deepEqual(written?.fees, [], 'numbers inside running text are not read as amounts')
})

it('files nothing that ministries or other agencies handle, and no complaint', () => {
  assert.equal(read({ cap_thuc_hien: 'Cấp bộ' }).place, 'elsewhere')
  assert.equal(read({ cap_thuc_hien: 'Cơ quan khác' }).draft, null)
  assert.equal(read({ linh_vuc: 'Khiếu nại, tố cáo', cap_thuc_hien: 'Cấp xã' }).place, 'never')
  assert.equal(
    read({ ten_thu_tuc: 'Thủ tục giải quyết khiếu nại về trợ giúp pháp lý', cap_thuc_hien: 'Cấp tỉnh' })
      .place,
    'never',
  )
  const land = read({
    ten_thu_tuc: 'Đăng ký biến động theo kết quả giải quyết tranh chấp, khiếu nại, tố cáo về đất đai',
    cap_thuc_hien: 'Cấp tỉnh',
  })
  assert.equal(land.place, 'here', 'a name that mentions a complaint is none')
})

it('knows the competent unit only where the level leaves no choice', () => {
  assert.deepEqual(read({ cap_thuc_hien: 'Cấp xã' }).draft?.competent, { level: 'commune' })
  assert.equal(read({ cap_thuc_hien: 'Cấp tỉnh, Cấp xã' }).draft?.competent, null)
  assert.deepEqual(read({ cap_thuc_hien: 'Cấp bộ, Cấp tỉnh, Cấp xã' }).draft?.levels, ['city', 'commune'])
})

it('takes cells that hold several values apart, and names that hold commas not', () => {
  const known = new Set(['Đất đai', 'Hộ tịch', 'Kế toán, kiểm toán'].map(fieldKey))
  assert.deepEqual(fieldsIn('Đất đai, Hộ tịch', known), ['Đất đai', 'Hộ tịch'])
  assert.deepEqual(fieldsIn('Kế toán, kiểm toán', known), ['Kế toán, kiểm toán'])
  assert.deepEqual(
    subjectsOf('Cán bộ, công chức, viên chức, Tổ chức (không bao gồm doanh nghiệp, HTX), Hợp tác xã'),
    ['citizen', 'organisation', 'business'],
  )
  assert.equal(
    resultOf('Thông báo.Mã: KQ.G10.000921Giấy chứng nhậnMã: KQ.G01.000084Từ khóaX'),
    'Thông báo; Giấy chứng nhận',
  )
})
