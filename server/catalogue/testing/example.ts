import type { DraftBody } from '../types.ts'

/** A draft that lacks nothing, for tests; its process is the default one of its field. */
export const exampleDraft = (code: string): DraftBody => ({
  code,
  name: { vi: `Thủ tục thử ${code}`, en: '' },
  field: 'ho-tich',
  levels: ['commune'],
  legalBasis: [{ text: 'Luật Hộ tịch số 60/2014/QH13', evidence: 'unverified' }],
  channels: [{ channel: 'direct', allow: { amount: 3, unit: 'wd' }, fees: [], given: [] }],
  parts: [
    {
      key: 'to-khai',
      name: { vi: 'Tờ khai', en: 'Declaration' },
      originals: 1,
      copies: 0,
      required: true,
      form: null,
      digitalSource: null,
    },
  ],
  subjects: ['citizen'],
  result: { vi: 'Giấy', en: 'Paper' },
  onlineLevel: 'none',
  partialReason: null,
  sameDay: false,
  cutOff: null,
  afterSupplement: 'resume',
  financialDuty: 'none',
  competent: { level: 'commune' },
  process: null,
  sources: [],
})
