import type { ProcedureVersion } from '#catalogue'
import type { Item } from '#work'

/** A dossier in national field names, as it is told back. Instants are `yyyyMMddHHmmss`, local time. */
export interface NationalView {
  MaHoSo: string
  MaTTHC: string
  KenhThucHien: string
  TrangThaiHoSo: string
  NgayTiepNhan: string | null
  NgayHenTra: string | null
  NgayKetThucXuLy: string | null
  ThoiGianGiaiQuyet: number | null
  DonViTinh: string | null
  DonViTiepNhan: string
  DonViXuLy: string
}

type Told = Pick<
  Item,
  | 'code'
  | 'procedure'
  | 'channel'
  | 'status'
  | 'accepted_at'
  | 'due_at'
  | 'finished_at'
  | 'closed_at'
  | 'received_unit'
  | 'competent_unit'
>

const units = { min: 'phút', h: 'giờ', d: 'ngày', wd: 'ngày làm việc', m: 'tháng' } as const
const channels = { 1: 'direct', 2: 'online', 3: 'post' } as const

/**
 * What the national portal is told. The first appointment is told, also after an apology: lateness is measured against it.
 * Handling ends when it was finished; else when it was refused, withdrawn or stopped (Decision 766, indicator 2.1).
 */
export function nationalView(item: Told, procedure: Pick<ProcedureVersion, 'channels'>): NationalView {
  const terms =
    procedure.channels.find((one) => one.channel === channels[item.channel]) ?? procedure.channels[0]
  return {
    MaHoSo: item.code,
    MaTTHC: item.procedure,
    KenhThucHien: String(item.channel),
    TrangThaiHoSo: String(item.status),
    NgayTiepNhan: stamp(item.accepted_at),
    NgayHenTra: stamp(item.due_at),
    NgayKetThucXuLy: stamp(item.finished_at ?? item.closed_at),
    ThoiGianGiaiQuyet: terms?.allow.amount ?? null,
    DonViTinh: terms ? units[terms.allow.unit] : null,
    DonViTiepNhan: item.received_unit,
    DonViXuLy: item.competent_unit,
  }
}

const east_ms = 7 * 3_600_000

const stamp = (at: Date | null): string | null =>
  at === null ? null : new Date(at.getTime() + east_ms).toISOString().slice(0, 19).replace(/[-T:]/g, '')
