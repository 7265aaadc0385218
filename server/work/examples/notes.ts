import { namedFileRefusals } from '#documents'
import type { ApiNotes } from '#kernel'
import { exampleProof, proofShape } from '#ledger'
import { FiledElsewhere } from '../central-services.ts'
import { badCursor } from '../cursor.ts'
import {
  channelNotOffered,
  CodesUsedUp,
  CodeTaken,
  communeNeeded,
  NotACode,
  partMissing,
  procedureNotInForce,
  subjectNotEligible,
  UnknownPart,
  UnknownUnit,
} from '../refusals.ts'
import { DossiersOpen } from '../erase-person.ts'
import { erasurePlanShape } from '../erasure-plan.ts'
import { NoRepresentative } from '../person-traces.ts'
import { NotAcceptedYet } from '../receipt.ts'
import { isAct } from '../status.ts'
import { itemVerbs } from '../verbs.ts'
import {
  historyShape,
  itemPageShape,
  itemShape,
  loadsShape,
  storyShape,
  timeShape,
  todayShape,
  unmaskedShape,
} from '../views.ts'
import { noteOfAct } from './acts.ts'
import { linkedNotes } from './linked.ts'
import {
  dossierId,
  exampleHistory,
  exampleItem,
  exampleRow,
  exampleStory,
  exampleTime,
  exampleWork,
} from './shown.ts'

const filing = {
  procedure: '1.001193',
  channel: 'direct',
  receivedAt: 'H29.26740',
  applicant: {
    kind: 'citizen',
    name: 'Trần Văn Bảy',
    number: '079085001234',
    phone: '0901234567',
    address: '12 Lê Lợi, phường Sài Gòn',
  },
  parts: [{ key: 'to-khai', originals: 1 }],
  notify: { channel: 'sms', to: '0901234567' },
  lang: 'vi',
}

const central = {
  vi: 'Cổng Dịch vụ công quốc gia',
  en: 'the national portal',
  url: 'https://dichvucong.gov.vn',
}

export const filingRefusals = [
  procedureNotInForce('9.999999'),
  channelNotOffered(),
  subjectNotEligible(),
  communeNeeded(),
  partMissing({ vi: 'Giấy chứng sinh', en: 'Certificate of birth' }),
  new UnknownPart('parts.0.key', 'giay-khac'),
  new UnknownUnit('receivedAt', 'H29.999'),
  new FiledElsewhere(central),
  new CodesUsedUp('H29.26740', 9999),
]

/** Only systems bring codes of their own. */
export const codeRefusals = [new NotACode(), new CodeTaken('000.00.01.H29-260303-0001')]

const page = { shape: itemPageShape, answers: { rows: [exampleRow], next: null } }
const notice = {
  target: { pack: 'vn', year: 2026 },
  order: {
    id: 'hoan-doi-2026',
    name: 'Hoán đổi ngày làm việc',
    citation: 'Công văn của Bộ Nội vụ',
    days: [{ date: '2026-12-31', off: true }],
  },
}
const moves = {
  moved: [
    {
      item: dossierId,
      code: exampleItem.code,
      promise: 'appointment',
      old: '2026-12-31T10:00:00.000Z',
      new: '2027-01-04T10:00:00.000Z',
      why: { vi: 'Ngày 31/12/2026 được nghỉ', en: '31/12/2026 is a day off' },
    },
  ],
  unchanged: 41,
  refused: [],
}

const acts = itemVerbs.flatMap(({ verb, path }) =>
  isAct(verb) ? [[`POST /api/items/:id/${path}`, noteOfAct(verb, dossierId)] as const] : [],
)

/** The work routes in the description of the API. */
export const apiNotes: ApiNotes = {
  'POST /api/dossiers': {
    sends: filing,
    answers: {
      id: dossierId,
      code: exampleItem.code,
      secret: '7KQ2-M9PA',
      status: 1,
      version: 1,
      answerBy: exampleItem.answerBy,
    },
    refuses: [...filingRefusals, ...namedFileRefusals],
  },
  ...Object.fromEntries(acts),
  'GET /api/items/:id': { shape: itemShape, answers: exampleItem },
  'GET /api/items/:id/time': { shape: timeShape, answers: exampleTime },
  'GET /api/items/:id/history': { shape: historyShape, answers: { entries: exampleHistory } },
  'GET /api/deadline-story/:id': { shape: storyShape, answers: { story: exampleStory } },
  'GET /api/items/:id/receipt.pdf': { mime: 'application/pdf', refuses: [new NotAcceptedYet()] },
  'GET /api/items/:id/proof.json': { shape: proofShape, answers: exampleProof },
  'POST /api/items/:id/unmasking': {
    sends: { reason: 'Gọi lại để hẹn giờ trả kết quả' },
    shape: unmaskedShape,
    answers: {
      applicant: { kind: 'citizen', name: 'Lê Thị Khánh', number: '079085000908', phone: '0901234315' },
      through: null,
    },
  },
  'GET /api/today': {
    shape: todayShape,
    answers: { now: '2026-11-23T01:00:00.000Z', rows: [exampleWork], next: null },
    refuses: [badCursor()],
  },
  'GET /api/items': { ...page, refuses: [badCursor()] },
  'GET /api/search': page,
  'GET /api/unit-loads': {
    shape: loadsShape,
    answers: { loads: { 'H29.26740': { open: 5, late: 1, dueToday: 3, unassigned: 0 } } },
  },
  'POST /api/items/:id/erasure': {
    sends: { reason: 'Người nộp yêu cầu xóa dữ liệu cá nhân' },
    answers: {
      id: dossierId,
      version: 9,
      status: 10,
      appointment: exampleItem.appointment,
      lead: null,
      codes: [exampleItem.code],
      represented: [],
      accounts: 1,
    },
    refuses: [new DossiersOpen([exampleItem.code]), new NoRepresentative()],
  },
  'GET /api/items/:id/erasure': {
    shape: erasurePlanShape,
    answers: {
      applicant: { dossiers: [exampleItem.code], represented: [], open: [] },
      representative: null,
    },
  },
  ...linkedNotes(filingRefusals),
  'POST /api/calendar/notices/preview': { sends: notice, answers: moves },
  'POST /api/calendar/notices': { sends: notice, answers: moves },
}
