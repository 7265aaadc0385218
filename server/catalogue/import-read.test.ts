import { it } from 'node:test'
import assert from 'node:assert/strict'
import { ImportRefused, readCatalogue, severalIn, type Mistake } from './import-read.ts'

const header =
  'ma_thu_tuc,ten_thu_tuc,bo,linh_vuc,cap_thuc_hien,loai_thu_tuc,doi_tuong,co_quan_tham_quyen,co_quan_thuc_hien,so_quyet_dinh,url,so_kenh,so_thanh_phan_uoc_luong,ket_qua'
const channelHeader = 'ma_thu_tuc,kenh,thoi_gian,don_vi,phi,tien_te,mo_ta'
const row = '9.000001,Cấp thử,bo,Đất đai,Cấp xã,,Công dân Việt Nam,,UBND,1/QĐ,,1,1,Giấy'

const read = (procedures: string, channels: string) =>
  readCatalogue({ name: 'p.csv', text: procedures }, { name: 'c.csv', text: channels })

function mistakesOf(procedures: string, channels: string): Mistake[] {
  try {
    read(procedures, channels)
  } catch (error) {
    if (error instanceof ImportRefused) return error.facts?.['mistakes'] as Mistake[]
    throw error
  }
  return []
}

it('names a missing and an unknown column', () => {
  const wrong = header.replace('linh_vuc', 'linhvuc')
  assert.deepEqual(
    mistakesOf(`${wrong}\n${row}`, channelHeader).map((one) => [one.line, one.column]),
    [
      [1, 'linh_vuc'],
      [1, 'linhvuc'],
    ],
  )
})

it('names every wrong cell with its line and takes nothing', () => {
  const channels = [
    channelHeader,
    '9.000001,Trực tiếp,3,Ngày làm việc,0,VND,ok',
    '9.000001,Bồ câu,3,Ngày làm việc,0,VND,x',
    '9.000001,Trực tiếp,ba,Tuần,1.5,đồng,x',
    '9.000002,Trực tiếp,3,Ngày,0,VND,x',
  ].join('\n')
  const found = mistakesOf(
    [header, row, row, row.replace('9.000001', 'abc').replace('Cấp xã', 'Cấp làng')].join('\n'),
    channels,
  )
  assert.deepEqual(
    found.map((one) => `${one.file}:${one.line} ${one.column}`),
    [
      'p.csv:4 ma_thu_tuc',
      'p.csv:4 cap_thuc_hien',
      'p.csv:3 ma_thu_tuc',
      'c.csv:3 kenh',
      'c.csv:4 don_vi',
      'c.csv:4 thoi_gian',
      'c.csv:4 phi',
      'c.csv:4 tien_te',
      'c.csv:5 ma_thu_tuc',
    ],
  )
})

it('says on which line the file stops being CSV', () => {
  const [mistake] = mistakesOf(`${header}\n${row}\n9.000002,"Cấp`, channelHeader)
  assert.match(mistake?.en ?? '', /QUOTE/)
})

it('a name may run over lines and columns may come in another order', () => {
  const shuffled = channelHeader.split(',').reverse().join(',')
  const files = read(
    `\ufeff${header}\n${row.replace('Cấp thử', '"Cấp\nthử"')}`,
    `${shuffled}\nx,VND,0,Ngày,5,Trực tuyến,9.000001`,
  )
  assert.equal(files.procedures[0]?.ten_thu_tuc, 'Cấp\nthử')
  assert.equal(files.channels.get('9.000001')?.[0]?.thoi_gian, '5')
})

it('commas in brackets separate nothing', () => {
  assert.deepEqual(severalIn('Tổ chức (không bao gồm doanh nghiệp, HTX), Công dân Việt Nam'), [
    'Tổ chức (không bao gồm doanh nghiệp, HTX)',
    'Công dân Việt Nam',
  ])
})
