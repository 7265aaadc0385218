import type { ApiNotes } from '#kernel'
import { BpmnRefused } from './bpmn-read.ts'
import { DraftInvalid } from './check-body.ts'
import { StaleDraft } from './draft.ts'
import { otherCode } from './edit-routes.ts'
import { AlreadyExpired, expiryBeforeStart, expiryInThePast } from './expire.ts'
import { PublicationRefused } from './publish.ts'
import { cursorInvalid } from './search.ts'
import type { DraftBody, ProcedureVersion } from './types.ts'

const code = '1.001193'
const birth: DraftBody = {
  code,
  name: { vi: 'Thủ tục đăng ký khai sinh', en: 'Registering a birth' },
  field: 'ho-tich',
  levels: ['commune'],
  legalBasis: [{ text: 'Luật Hộ tịch số 60/2014/QH13', evidence: 'unverified' }],
  channels: [
    {
      channel: 'direct',
      allow: { amount: 1, unit: 'wd' },
      fees: [{ amount: 0, currency: 'VND', note: '' }],
      given: [],
    },
  ],
  parts: [
    {
      key: 'to-khai',
      name: { vi: 'Tờ khai theo mẫu của thủ tục', en: 'Declaration on the form of this procedure' },
      originals: 1,
      copies: 0,
      required: true,
      form: 'Tờ khai hộ tịch',
      digitalSource: null,
    },
  ],
  subjects: ['citizen'],
  result: { vi: 'Giấy khai sinh', en: 'Birth certificate' },
  onlineLevel: 'full',
  partialReason: null,
  sameDay: true,
  cutOff: '15:00',
  afterSupplement: 'resume',
  financialDuty: 'none',
  competent: { level: 'commune' },
  process: null,
  sources: [],
}

const version: ProcedureVersion = {
  ...birth,
  channels: [{ channel: 'direct', allow: { amount: 1, unit: 'wd' }, fees: [] }],
  competent: { level: 'commune' },
  process: {
    id: 'ho-tich',
    version: 1,
    steps: [
      {
        key: 'kiem-tra',
        kind: 'work',
        name: { vi: 'Kiểm tra giấy tờ, ghi Sổ hộ tịch', en: 'Check the papers, enter the register' },
        role: 'case-official',
        at: 'competent',
        allow: { amount: 90, unit: 'min' },
        responsibility: { vi: 'Chịu trách nhiệm về nội dung ghi sổ', en: 'Answers for the entry' },
        duty: 'lead',
        product: { vi: 'Nội dung Sổ hộ tịch', en: 'Register entry' },
        authority: { text: 'Luật Hộ tịch số 60/2014/QH13', evidence: 'unverified' },
        next: [{ outcome: 'done', to: 'finish' }],
      },
    ],
  },
  version: 1,
  from: '2026-01-01',
  to: null,
  status: 'published',
}

const row = {
  code,
  name: birth.name,
  field: 'ho-tich',
  fieldName: { vi: 'Hộ tịch', en: 'Civil status' },
  levels: ['commune'],
  place: 'here',
  why: null,
  version: 1,
  onlineLevel: 'full',
  sameDay: true,
  allow: { amount: 1, unit: 'wd' },
}
const card = {
  code,
  name: birth.name.vi,
  field: 'ho-tich',
  levels: ['commune'],
  revision: 4,
  origin: 'import',
  missing: ['legalBasis'],
}
const draft = {
  body: birth,
  revision: 4,
  origin: 'person',
  missing: [],
  changedAt: '2026-11-20T03:00:00.000Z',
  changedBy: '742ed03f-8e0c-89f9-8828-0b7d7dbc944b',
}
const drawing =
  '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"><bpmn:process id="ho-tich"/></bpmn:definitions>'
const bpmn = 'application/bpmn+xml'
const lacking = {
  field: 'legalBasis',
  code: 'Missing',
  texts: { vi: 'Chưa ghi căn cứ pháp lý.', en: 'No legal basis is written.' },
  procedure: code,
}
const stale = new StaleDraft(code, 5)

/** The catalogue routes in the description of the API. */
export const apiNotes: ApiNotes = {
  'GET /api/procedures': {
    answers: { rows: [row], next: null, total: 1 },
    guests: true,
    refuses: [cursorInvalid()],
  },
  'GET /api/procedure-fields': {
    answers: [{ key: 'ho-tich', name: row.fieldName, procedures: 18 }],
    guests: true,
  },
  'GET /api/procedures/:code': { answers: version, guests: true },
  'GET /api/procedures/:code/versions/:version': { answers: version },
  'GET /api/procedure-drafts': { answers: [card] },
  'GET /api/procedures/:code/draft': { answers: draft },
  'PUT /api/procedures/:code/draft': {
    sends: { revision: 4, draft: birth },
    answers: { revision: 5, missing: [] },
    refuses: [stale, new DraftInvalid(code, [lacking]), otherCode],
  },
  'DELETE /api/procedures/:code/draft': {},
  'GET /api/procedures/:code/versions': { answers: [{ version: 1, from: '2026-01-01', to: null }] },
  'POST /api/procedures/:code/publication': {
    sends: { revision: 5, from: '2026-12-01' },
    answers: { version: 2 },
    refuses: [stale, new PublicationRefused([lacking])],
  },
  'POST /api/procedures/:code/expiry': {
    sends: { to: '2027-01-01' },
    answers: { version: 2 },
    refuses: [
      new AlreadyExpired(code, '2027-01-01'),
      expiryInThePast('2026-01-01'),
      expiryBeforeStart('2026-12-01'),
    ],
  },
  'GET /api/procedures/:code/process.bpmn': { mime: bpmn, answers: drawing, guests: true },
  'GET /api/procedures/:code/draft/process.bpmn': { mime: bpmn, answers: drawing },
  'PUT /api/procedures/:code/draft/process': {
    sends: { revision: 5, bpmn: drawing },
    answers: { revision: 6, missing: ['process.steps.0.authority'], ignored: ['textAnnotation note1'] },
    refuses: [
      stale,
      new BpmnRefused(
        { type: 'bpmn:ScriptTask', id: 'Task_2' },
        'phần tử này không có nghĩa ở đây.',
        'this element has no meaning here.',
      ),
    ],
  },
}
