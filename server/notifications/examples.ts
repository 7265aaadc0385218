import type { ApiNotes } from '#kernel'
import { notFailed, notSentYet } from './routes.ts'
import { messagesShape, noticeShape, outboxShape, type NoticeView } from './views.ts'

const notice: NoticeView = {
  id: '01a2046b-7906-7a09-9176-1283cbd1fb2c',
  item: '01a1f15a-7640-79f7-9018-f437422c39df',
  template: 'dossier.accepted',
  status: 2,
  channel: 'sms',
  to: '•••287',
  state: 'sent',
  vi: {
    subject: 'Hồ sơ H29.26740-261119-0003 đã được tiếp nhận, hẹn trả 17:00 04/12/2026',
    text: 'Lúc 10:01 19/11/2026, Phường Sài Gòn đã tiếp nhận hồ sơ H29.26740-261119-0003.',
  },
  en: {
    subject: 'Dossier H29.26740-261119-0003 was accepted, result promised for 17:00 04/12/2026',
    text: 'Sai Gon Ward accepted dossier H29.26740-261119-0003 at 10:01 19/11/2026.',
  },
  attempts: 1,
  happenedAt: '2026-11-19T03:01:00.000Z',
  queuedAt: '2026-11-19T03:01:02.000Z',
  sentAt: '2026-11-19T03:01:03.000Z',
  readAt: null,
  failure: null,
}

/** Messages in the description of the API. */
export const apiNotes: ApiNotes = {
  'GET /api/outbox': { shape: outboxShape, answers: { rows: [notice], next: null } },
  'GET /api/items/:id/notices': { shape: messagesShape, answers: { rows: [notice] } },
  'POST /api/notices/:id/read': {
    shape: noticeShape,
    answers: { ...notice, readAt: '2026-11-19T04:00:00.000Z' },
    refuses: [notSentYet()],
  },
  'POST /api/notices/:id/retry': {
    shape: noticeShape,
    answers: { ...notice, state: 'queued', sentAt: null },
    refuses: [notFailed()],
  },
}
