import type { ApiNotes } from '#kernel'
import { codeRefusals, filingRefusals } from '#work'
import { nationally, type NationalFiling } from './inbound.ts'

const sent: NationalFiling = {
  MaHoSo: '000.00.01.H29-260303-0001',
  MaTTHC: '1.001193',
  KenhThucHien: '2',
  NgayTiepNhan: '20260303074500',
  DonViTiepNhan: 'H29.26740',
  ChuHoSo: {
    LoaiDoiTuong: '1',
    HoTen: 'Trần Văn Bảy',
    SoDinhDanh: '079085001234',
    SoDienThoai: '0901234567',
  },
  ThanhPhanHoSo: [{ MaThanhPhan: 'to-khai', SoBanChinh: 1 }],
}

/** The national portal's route in the description of the API; its refusals name the national fields. */
export const apiNotes: ApiNotes = {
  'POST /api/national/dossiers': {
    sends: sent,
    answers: { MaHoSo: sent.MaHoSo, TrangThaiHoSo: '1', id: '01a1f15a-7640-79f7-9018-f437422c39df' },
    refuses: [...filingRefusals, ...codeRefusals].map(nationally),
  },
}
