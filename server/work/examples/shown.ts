import type { HistoryLine, ItemRow, ItemView, StepView, StoryLineView, TimeView, WorkRow } from '../views.ts'

/** One dossier as the API shows it, for the description of the API. The people in it are made up. */
export const dossierId = '01a1f15a-7640-79f7-9018-f437422c39df'
export const officialId = '742ed03f-8e0c-89f9-8828-0b7d7dbc944b'
const clerk = { id: '721a10d6-b9b1-877e-a29d-7d66ca9e0cd6', name: 'Đinh Quốc Danh' }
const official = { id: officialId, name: 'Châu Minh Cường' }
const ward = { code: 'H29.26740', name: { vi: 'Phường Sài Gòn', en: 'Sai Gon Ward' } }
const office = {
  code: 'H29.26740.1',
  name: { vi: 'Văn phòng HĐND và UBND', en: 'Office of the People’s Council and Committee' },
}
const title = {
  vi: 'Thủ tục đăng ký kết hôn có yếu tố nước ngoài',
  en: 'Registering a marriage with a foreign element',
}
const status: ItemView['status'] = { code: 4, vi: 'Đang xử lý', en: 'In progress' }

export const exampleStep: StepView = {
  no: 1,
  key: 'kiem-tra',
  name: { vi: 'Kiểm tra giấy tờ, ghi Sổ hộ tịch', en: 'Check the papers, enter the register' },
  person: official,
  unit: office,
  role: 'case-official',
  duty: 'lead',
  state: 'open',
  openedAt: '2026-11-19T03:01:00.000Z',
  dueAt: '2026-12-02T10:00:00.000Z',
  doneAt: null,
  allowed_min: 4169,
  worked_min: null,
  responsibility: { vi: 'Chịu trách nhiệm về nội dung ghi sổ', en: 'Answers for the entry' },
  product: { vi: 'Nội dung Sổ hộ tịch và dự thảo trích lục', en: 'Register entry and draft extract' },
  authority: 'Luật Hộ tịch số 60/2014/QH13',
  outcome: null,
  outcomes: ['done', 'needs-supplement', 'refuse'],
}

export const exampleItem: ItemView = {
  id: dossierId,
  code: 'H29.26740-261119-0003',
  kind: 'dossier',
  version: 3,
  status,
  procedure: { code: '2.000806', version: 1, name: title },
  channel: 'direct',
  units: { received: ward, competent: ward, returned: ward },
  applicant: {
    name: 'Lê Thị Khánh',
    masked: false,
    kind: 'citizen',
    number: '07•••••••908',
    phone: '09•••••315',
    address: null,
  },
  filedAt: '2026-11-19T01:10:00.000Z',
  answerBy: '2026-11-20T01:10:00.000Z',
  acceptedAt: '2026-11-19T03:01:00.000Z',
  appointment: '2026-12-04T10:00:00.000Z',
  firstAppointment: '2026-12-04T10:00:00.000Z',
  lateFrom: '2026-12-04T17:00:00.000Z',
  late: false,
  finishedAt: null,
  outcome: null,
  remaining_working_min: 4320,
  steps: [exampleStep],
  pauses: [],
  parts: [
    {
      key: 'to-khai',
      name: { vi: 'Tờ khai đăng ký kết hôn', en: 'Declaration' },
      required: true,
      originals: 1,
      copies: 0,
      files: [],
    },
  ],
  supplementRequests: 0,
  acts: ['request-supplement', 'complete-step', 'rework', 'consult', 'release'],
}

export const exampleTime: TimeView = {
  elapsed_min: 200,
  parts: [
    {
      from: '2026-11-19T01:10:00.000Z',
      to: '2026-11-19T03:01:00.000Z',
      min: 111,
      working_min: 111,
      owner: { kind: 'desk', id: ward.code, name: ward.name.vi },
      step: 0,
      why: 'dossier.submitted',
    },
    {
      from: '2026-11-19T03:01:00.000Z',
      to: '2026-11-19T04:30:00.000Z',
      min: 89,
      working_min: 89,
      owner: { kind: 'official', id: official.id, name: official.name },
      step: 1,
      why: 'step.taken',
    },
  ],
}

export const exampleHistory: HistoryLine[] = [
  {
    at: '2026-11-19T03:01:00.000Z',
    type: 'dossier.accepted',
    text: { vi: 'Tiếp nhận, hẹn trả kết quả', en: 'Accepted, appointment promised' },
    actor: clerk,
    position: 1924,
    words: {},
  },
]

export const exampleStory: StoryLineView[] = [
  {
    kind: 'received',
    text_vi: 'Nhận 10:01 thứ Năm 19/11/2026; ngày nhận không tính, tính từ 20/11',
    text_en: 'Received 10:01 Thu 19/11/2026; that day is not counted, counting begins on 20/11',
    until: '2026-11-19T17:00:00.000Z',
    evidence: null,
  },
  {
    kind: 'promised',
    text_vi: 'Hẹn trả: hết giờ làm việc, 17:00 thứ Sáu 04/12/2026',
    text_en: 'Promised by the close of business, 17:00 Fri 04/12/2026',
    until: '2026-12-04T10:00:00.000Z',
    evidence: null,
  },
]

export const exampleWork: WorkRow = {
  item: {
    id: dossierId,
    code: exampleItem.code,
    kind: 'dossier',
    version: 3,
    title,
    applicant: exampleItem.applicant.name,
    status,
    answerBy: exampleItem.answerBy,
    appointment: exampleItem.appointment,
    stepsTotal: 3,
    acts: exampleItem.acts,
  },
  step: exampleStep,
  remaining_working_min: 3360,
  bar: [
    { owner: 'desk', working_min: 111 },
    { owner: 'official', working_min: 660 },
    { owner: 'ahead', working_min: 4320 },
  ],
}

export const exampleRow: ItemRow = {
  id: dossierId,
  code: exampleItem.code,
  kind: 'dossier',
  title,
  applicant: 'L. T. K.',
  status,
  unit: office,
  person: official.name,
  filedAt: exampleItem.filedAt,
  appointment: exampleItem.appointment,
  late: false,
  remaining_working_min: 4320,
}
