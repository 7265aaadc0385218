import type { HttpServer } from '#kernel'
import type { NationalFiling } from '../inbound.ts'

/** Stands in for the National Public Service Portal: sends filings as it does, with its token. */
export const sender =
  (app: HttpServer, token: string) =>
  async (body: object): Promise<{ status: number; body: Record<string, unknown> }> => {
    const reply = await app.inject({
      method: 'POST',
      url: '/api/national/dossiers',
      headers: { authorization: `Bearer ${token}` },
      payload: body,
    })
    return { status: reply.statusCode, body: reply.json() }
  }

export const sent = (unit: string, code: string, change: Partial<NationalFiling> = {}): NationalFiling => ({
  MaHoSo: code,
  MaTTHC: '1.001193',
  KenhThucHien: '2',
  NgayTiepNhan: '20260303075500',
  DonViTiepNhan: unit,
  ChuHoSo: {
    LoaiDoiTuong: '1',
    HoTen: 'Trần Văn Bảy',
    SoDinhDanh: '079085001234',
    SoDienThoai: '0901234567',
  },
  ThanhPhanHoSo: [
    { MaThanhPhan: 'to-khai', SoBanChinh: 1 },
    { MaThanhPhan: 'giay-chung-sinh', SoBanChinh: 1 },
    { MaThanhPhan: 'giay-to-tuy-than', SoBanSao: 1 },
  ],
  ...change,
})
