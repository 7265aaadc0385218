import { namedUuid } from '#kernel'
import type { Json, ReadEntry } from '#ledger'
import type { NoticeFacts } from '../facts.ts'

export const item = namedUuid('an item')

export function entryOf(of: {
  type: string
  data?: Json
  position?: number
  at?: Date
  stream?: string
}): ReadEntry {
  const position = of.position ?? 1
  const at = of.at ?? new Date('2026-11-23T02:00:00Z')
  return {
    stream: of.stream ?? item,
    seq: position,
    v: 1,
    actor: 'somebody',
    data: of.data ?? {},
    type: of.type,
    at,
    position,
  }
}

const desk = {
  vi: 'Trung tâm Phục vụ hành chính công phường Bến Thành',
  en: 'the public service centre of Bến Thành ward',
}

export const factsFor = (): NoticeFacts => ({
  contact: { channel: 'sms', to: '0903000111', lang: 'vi' },
  code: 'H29.14-261123-0001',
  procedure: { vi: 'Đăng ký khai sinh', en: 'Registration of a birth' },
  link: 'http://localhost:8080/tra-cuu',
  agency: desk,
  returnPlace: desk,
  officer: 'Trần Quốc Khải',
  answerBy: new Date('2026-11-24T02:00:00Z'),
  acceptedAt: new Date('2026-11-23T02:00:00Z'),
  appointment: new Date('2026-12-17T10:00:00Z'),
  missing: [
    { vi: 'Tờ khai', en: 'Form' },
    { vi: 'Mảnh trích đo', en: 'Survey' },
  ],
  words: { reason: 'Ranh giới chưa rõ.', guidance: 'Nộp tại bất kỳ bộ phận một cửa nào' },
})
