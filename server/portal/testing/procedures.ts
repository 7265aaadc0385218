/** Two procedures in force, as the catalogue gives them. */
import type { Procedure } from '../ports.ts'
import type { ProcedureSet } from '../ports-linked.ts'

export const land = { key: 'dat-dai', name: { vi: 'Đất đai', en: 'Land' } }
export const civil = { key: 'ho-tich', name: { vi: 'Hộ tịch', en: 'Civil status' } }

export const procedures: Procedure[] = [
  {
    code: '1.012753',
    name: {
      vi: 'Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất lần đầu',
      en: 'First land use right certificate',
    },
    field: land,
    levels: ['commune'],
    onlineLevel: 'partial',
    allow: { amount: 10, unit: 'working_day' },
    version: 3,
    legalBasis: [
      { text: 'Luật Đất đai 31/2024/QH15', evidence: 'verified' },
      { text: 'Nghị định 151/2025/NĐ-CP', evidence: 'secondary' },
    ],
    channels: [
      {
        channel: 'direct',
        allow: { amount: 10, unit: 'working_day' },
        fees: [{ amount: 100_000, currency: 'VND', note: 'trả khi nộp' }],
      },
      {
        channel: 'online',
        allow: { amount: 10, unit: 'working_day' },
        fees: [{ amount: 50_000, currency: 'VND', note: '' }],
      },
    ],
    parts: [
      {
        key: 'don',
        name: { vi: 'Đơn đăng ký đất đai', en: 'Application for land registration' },
        originals: 1,
        copies: 0,
        required: true,
        form: 'Mẫu 15',
        digitalSource: null,
      },
      {
        key: 'dat',
        name: { vi: 'Giấy tờ về quyền sử dụng đất', en: 'Papers on the land use right' },
        originals: 0,
        copies: 1,
        required: true,
        form: null,
        digitalSource: null,
      },
      {
        key: 'tuy-than',
        name: { vi: 'Giấy tờ tùy thân', en: 'Identity paper' },
        originals: 0,
        copies: 1,
        required: true,
        form: null,
        digitalSource: 'VNeID',
      },
      {
        key: 'trich-do',
        name: { vi: 'Mảnh trích đo', en: 'Extract of the survey' },
        originals: 0,
        copies: 1,
        required: false,
        form: null,
        digitalSource: null,
      },
    ],
    subjects: ['citizen', 'household-business'],
    result: { vi: 'Giấy chứng nhận quyền sử dụng đất', en: 'Land use right certificate' },
    partialReason: 'bản chính giấy tờ về đất nộp tại quầy khi nhận kết quả',
    sameDay: false,
    cutOff: null,
    competent: { level: 'commune' },
    steps: [
      { name: { vi: 'Nhận', en: 'Receive' }, allow: { amount: 4, unit: 'hour' } },
      { name: { vi: 'Thẩm định', en: 'Appraise' }, allow: { amount: 7, unit: 'working_day' } },
      { name: { vi: 'Ký', en: 'Sign' }, allow: { amount: 12, unit: 'hour' } },
      { name: { vi: 'Trả', en: 'Return' }, allow: { amount: 1, unit: 'working_day' } },
    ],
    fileable: true,
    notHere: null,
    from: '2025-07-01',
  },
  {
    code: '1.001193',
    name: { vi: 'Đăng ký khai sinh', en: 'Birth registration' },
    field: civil,
    levels: ['commune'],
    onlineLevel: 'full',
    allow: { amount: 1, unit: 'working_day' },
    version: 1,
    legalBasis: [{ text: 'Luật Hộ tịch 60/2014/QH13', evidence: 'verified' }],
    channels: [
      {
        channel: 'online',
        allow: { amount: 1, unit: 'working_day' },
        fees: [{ amount: 0, currency: 'VND', note: '' }],
      },
    ],
    parts: [
      {
        key: 'chung-sinh',
        name: { vi: 'Giấy chứng sinh', en: 'Certificate of birth' },
        originals: 1,
        copies: 0,
        required: true,
        form: null,
        digitalSource: null,
      },
    ],
    subjects: ['citizen'],
    result: { vi: 'Giấy khai sinh', en: 'Birth certificate' },
    partialReason: null,
    sameDay: true,
    cutOff: '15:00',
    competent: { level: 'commune' },
    steps: [],
    fileable: true,
    notHere: null,
    from: '2025-07-01',
  },
]

/** Birth first, then a land certificate that needs its result; a third body is named only. */
export const linkedSet: ProcedureSet = {
  code: 'khai-sinh-dat-dai',
  name: { vi: 'Liên thông khai sinh và đất đai', en: 'Birth and land, linked' },
  evidence: 'unverified',
  legalBasis: [{ text: 'Nghị định 118/2025/NĐ-CP', evidence: 'secondary' }],
  members: [
    { procedure: procedures[1]!, agency: null, after: [] },
    {
      procedure: procedures[0]!,
      agency: { vi: 'Văn phòng Đăng ký đất đai', en: 'Land registry' },
      after: [procedures[1]!.code],
    },
  ],
  elsewhere: [{ vi: 'Thẻ bảo hiểm y tế', en: 'Health insurance card' }],
}

/** One of its procedures is taken at a counter only. */
export const counterSet: ProcedureSet = {
  ...linkedSet,
  code: 'chi-tai-quay',
  name: { vi: 'Liên thông chỉ tại quầy', en: 'Linked, at the counter only' },
  members: linkedSet.members.map((member, index) =>
    index === 1 ? { ...member, procedure: { ...member.procedure, fileable: false } } : member,
  ),
}
