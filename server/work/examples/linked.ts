import type { ApiNotes, Refusal } from '#kernel'
import { notInLinkedSet, unknownLinkedSet } from '../linked/refusals.ts'
import type { LinkedView } from '../linked/views.ts'
import { NotAcceptedYet } from '../receipt.ts'

const birth = { code: '1.001193', name: { vi: 'Thủ tục đăng ký khai sinh', en: 'Registering a birth' } }
const ward = { code: 'H29.26740', name: { vi: 'Phường Sài Gòn', en: 'Sai Gon Ward' } }
const set = {
  code: 'khai-sinh-thuong-tru',
  name: { vi: 'Liên thông khai sinh', en: 'Birth, linked' },
  evidence: 'unverified' as const,
  legalBasis: [{ text: 'Nghị định 63/2024/NĐ-CP', evidence: 'unverified' as const }],
  elsewhere: [],
}
const dossier = { id: '01a1f15a-7640-79f7-9018-f437422c39df', code: 'H29.26740-261119-0003' }
const filed = { id: '01a1f15a-7640-7a0b-8c11-d437422c39d0', code: 'H29.26740.LT-261119-0001' }

const linked: LinkedView = {
  ...filed,
  set,
  filedAt: '2026-11-19T01:10:00.000Z',
  whole: 'running',
  appointment: '2026-11-20T10:00:00.000Z',
  expected: null,
  late: [],
  members: [
    {
      procedure: birth,
      agency: ward,
      after: [],
      state: 'open',
      status: { code: 4, vi: 'Đang xử lý', en: 'In progress' },
      item: dossier,
      filedAt: '2026-11-19T01:10:00.000Z',
      appointment: '2026-11-20T10:00:00.000Z',
      expected: null,
      finishedAt: null,
      late: false,
      held: null,
    },
  ],
}

const linkedFiling = {
  set: set.code,
  channel: 'direct',
  receivedAt: ward.code,
  applicant: { kind: 'citizen', name: 'Trần Văn Bảy', number: '079085001234', phone: '0901234567' },
  notify: { channel: 'sms', to: '0901234567' },
  members: [{ procedure: birth.code, parts: [{ key: 'to-khai', originals: 1 }] }],
}

/** Linked procedures in the description of the API. */
export const linkedNotes = (filing: readonly Refusal[]): ApiNotes => ({
  'GET /api/linked-sets': {
    answers: { rows: [{ ...set, members: [{ procedure: birth, after: [] }] }] },
    guests: true,
  },
  'POST /api/linked-dossiers': {
    sends: linkedFiling,
    answers: {
      ...filed,
      secret: '7KQ2-M9PA',
      items: [
        {
          ...dossier,
          procedure: birth.code,
          status: 1,
          version: 1,
          answerBy: '2026-11-20T01:10:00.000Z',
        },
      ],
      waiting: [],
    },
    refuses: [...filing, unknownLinkedSet('khai-sinh'), notInLinkedSet(0)],
  },
  'GET /api/linked-dossiers/:code': { answers: linked },
  'GET /api/linked-dossiers/:code/receipt.pdf': {
    mime: 'application/pdf',
    refuses: [new NotAcceptedYet()],
  },
  'GET /api/items/:id/linked': { answers: { linked } },
})
