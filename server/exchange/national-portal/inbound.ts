import { Type, type Static } from 'typebox'
import { Refusal, invalid } from '#kernel'
import type { Filing } from '#work'

const text = (most: number) => Type.String({ minLength: 1, maxLength: most })

/** A filing as the national portal words it. Every unknown field is refused by its name. */
export const nationalFiling = Type.Object(
  {
    MaHoSo: Type.String({ minLength: 1, maxLength: 60, examples: ['000.00.01.H29-260303-0001'] }),
    MaTTHC: text(60),
    /** 1 Trực tiếp, 2 Trực tuyến, 3 Bưu chính công ích; left out counts as 1. */
    KenhThucHien: Type.Optional(Type.Union([Type.Literal('1'), Type.Literal('2'), Type.Literal('3')])),
    /** `yyyyMMddHHmmss`, local time. */
    NgayTiepNhan: Type.Optional(Type.String({ pattern: '^[0-9]{14}$' })),
    DonViTiepNhan: text(35),
    DonViXuLy: Type.Optional(text(35)),
    ChuHoSo: Type.Object(
      {
        /** 1 Công dân, 2 Doanh nghiệp, 3 Tổ chức, 4 Hộ kinh doanh. */
        LoaiDoiTuong: Type.Union([
          Type.Literal('1'),
          Type.Literal('2'),
          Type.Literal('3'),
          Type.Literal('4'),
        ]),
        HoTen: text(200),
        SoDinhDanh: Type.Optional(text(20)),
        SoDienThoai: Type.Optional(text(20)),
        Email: Type.Optional(Type.String({ format: 'email', maxLength: 200 })),
        DiaChi: Type.Optional(text(300)),
      },
      { additionalProperties: false },
    ),
    ThanhPhanHoSo: Type.Array(
      Type.Object(
        {
          MaThanhPhan: text(80),
          SoBanChinh: Type.Optional(Type.Integer({ minimum: 0, maximum: 99 })),
          SoBanSao: Type.Optional(Type.Integer({ minimum: 0, maximum: 99 })),
        },
        { additionalProperties: false },
      ),
      { maxItems: 60 },
    ),
  },
  { additionalProperties: false },
)
export type NationalFiling = Static<typeof nationalFiling>

const channels = { '1': 'direct', '2': 'online', '3': 'post' } as const
const kinds = { '1': 'citizen', '2': 'business', '3': 'organisation', '4': 'household-business' } as const

/** In our own words. Refuses a time of receipt that has not come yet. */
export function filingOf(sent: NationalFiling, now: Date): Filing {
  checkReceipt(sent.NgayTiepNhan, now)
  const { ChuHoSo: holder } = sent
  return {
    procedure: sent.MaTTHC,
    channel: channels[sent.KenhThucHien ?? '1'],
    receivedAt: sent.DonViTiepNhan,
    ...(sent.DonViXuLy === undefined ? {} : { competent: sent.DonViXuLy }),
    applicant: {
      kind: kinds[holder.LoaiDoiTuong],
      name: holder.HoTen,
      ...(holder.SoDinhDanh === undefined ? {} : { number: holder.SoDinhDanh }),
      ...(holder.SoDienThoai === undefined ? {} : { phone: holder.SoDienThoai }),
      ...(holder.Email === undefined ? {} : { email: holder.Email }),
      ...(holder.DiaChi === undefined ? {} : { address: holder.DiaChi }),
    },
    parts: sent.ThanhPhanHoSo.map((part) => ({
      key: part.MaThanhPhan,
      originals: part.SoBanChinh ?? 0,
      copies: part.SoBanSao ?? 0,
    })),
    notify: { channel: 'none' },
  }
}

function checkReceipt(text: string | undefined, now: Date): void {
  if (text === undefined) return
  const iso = text.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6+07:00')
  const at = new Date(iso)
  if (Number.isNaN(at.getTime()) || at > now) {
    throw invalid('NgayTiepNhan', {
      vi: 'NgayTiepNhan phải là thời điểm đã qua, dạng yyyyMMddHHmmss.',
      en: 'NgayTiepNhan must be a moment that has passed, written yyyyMMddHHmmss.',
    })
  }
}

const names: Record<string, string> = {
  code: 'MaHoSo',
  'idempotency-key': 'MaHoSo',
  procedure: 'MaTTHC',
  channel: 'KenhThucHien',
  receivedAt: 'DonViTiepNhan',
  competent: 'DonViXuLy',
  applicant: 'ChuHoSo',
  kind: 'LoaiDoiTuong',
  name: 'HoTen',
  number: 'SoDinhDanh',
  phone: 'SoDienThoai',
  email: 'Email',
  address: 'DiaChi',
  parts: 'ThanhPhanHoSo',
  key: 'MaThanhPhan',
  originals: 'SoBanChinh',
  copies: 'SoBanSao',
}

/** The same refusal, naming the field as its sender knows it. */
export function nationally(refusal: Refusal): Refusal {
  if (refusal.field === undefined) return refusal
  const field = refusal.field
    .split('.')
    .map((name) => names[name] ?? name)
    .join('.')
  const { code, texts, kind, facts } = refusal
  return new Refusal(code, texts, { kind, field, ...(facts ? { facts } : {}) })
}
