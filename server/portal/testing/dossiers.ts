/** Two dossiers as the portal gets them: one running on time with a supplement and a tax behind it, one late. */
import type { LinkedDossier, LinkedFiling } from '../ports-linked.ts'
import type { OwnerKind } from '#work'
import type { TimePart, TrackedStep, Tracking } from '../ports.ts'

const at = (text: string): Date => new Date(`${text}:00+07:00`)
const part = (
  from: string,
  to: string,
  kind: OwnerKind,
  working_min: number,
  name: string | null = null,
): TimePart => ({
  from: at(from),
  to: at(to),
  min: (at(to).getTime() - at(from).getTime()) / 60_000,
  working_min,
  owner: { kind, name },
})
const unit = {
  vi: 'Phòng Kinh tế, Hạ tầng và Đô thị, phường Bình Thạnh',
  en: 'Economy, Infrastructure and Urban Office, Binh Thanh ward',
}
const counter = {
  vi: 'Trung tâm Phục vụ hành chính công phường Bình Thạnh',
  en: 'Public Administration Service Centre of Binh Thanh ward',
}
const step = (no: number, vi: string, en: string, given: Partial<TrackedStep>): TrackedStep => ({
  no,
  name: { vi, en },
  state: 'to-come',
  unit,
  person: null,
  openedAt: null,
  dueAt: null,
  doneAt: null,
  allowed_min: 480,
  worked_min: 0,
  ...given,
})

export const runningDossier: Tracking = {
  item: '0195f0c2-1111-7000-8000-000000000042',
  version: 9,
  code: 'H29.14-260210-0042',
  procedure: { code: '1.012753', name: { vi: 'Cấp Giấy chứng nhận lần đầu', en: 'First certificate' } },
  status: { code: 4, vi: 'Đang xử lý', en: 'In progress' },
  filedAt: at('2026-02-10T08:10'),
  answerBy: at('2026-02-11T08:10'),
  acceptedAt: at('2026-02-10T09:00'),
  appointment: at('2026-03-16T17:00'),
  firstAppointment: at('2026-03-16T17:00'),
  finishedAt: null,
  returnedAt: null,
  remaining_working_min: 2 * 480 + 290,
  left_at_pause_min: null,
  day_min: 480,
  units: { received: counter, competent: unit, returned: counter },
  steps: [
    step(1, 'Tiếp nhận', 'Receive', {
      state: 'done',
      unit: counter,
      person: 'Bà Lê Thị Thu Hà',
      doneAt: at('2026-02-10T10:00'),
      allowed_min: 240,
      worked_min: 50,
    }),
    step(2, 'Thẩm định', 'Appraise', {
      state: 'open',
      person: 'Bà Nguyễn Thị Hoa',
      openedAt: at('2026-02-10T10:00'),
      dueAt: at('2026-03-12T17:00'),
      allowed_min: 3360,
      worked_min: 3200,
    }),
    step(3, 'Ký Giấy chứng nhận', 'Sign the certificate', {
      dueAt: at('2026-03-13T17:00'),
      allowed_min: 720,
    }),
    step(4, 'Trả kết quả', 'Return', { unit: counter, dueAt: at('2026-03-16T17:00') }),
  ],
  time: [
    part('2026-02-10T08:10', '2026-02-10T10:00', 'desk', 110),
    part('2026-02-10T10:00', '2026-02-12T10:00', 'official', 850, 'Bà Nguyễn Thị Hoa'),
    part('2026-02-12T10:00', '2026-02-13T17:00', 'applicant', 480),
    part('2026-02-13T17:00', '2026-02-23T07:30', 'outside', 0),
    part('2026-02-23T07:30', '2026-02-24T17:00', 'applicant', 960),
    part('2026-02-24T17:00', '2026-03-02T11:00', 'official', 1440),
    part('2026-03-02T11:00', '2026-03-04T11:00', 'agency-city', 960, 'Thuế cơ sở'),
    part('2026-03-04T11:00', '2026-03-11T17:00', 'tax', 2880),
    part('2026-03-11T17:00', '2026-03-12T10:40', 'official', 190),
  ],
  story: [
    {
      text_vi: 'Nhận 10/02. Cộng 10 ngày làm việc, bỏ nghỉ Tết: 03/03.',
      text_en: 'Received 10/02. Plus 10 working days, without the Tết holiday: 03/03.',
      evidence: 'verified',
    },
    {
      text_vi: 'Cộng 3 ngày chờ bổ sung và 6 ngày chờ nộp thuế: 16/03.',
      text_en: 'Plus 3 days waiting for papers and 6 for the tax: 16/03.',
      evidence: 'verified',
    },
  ],
  apology: null,
  waiting: null,
  ended: null,
  hasReceipt: true,
  linked: null,
  inside: {
    applicant: 'ông Trần Văn Bảy',
    notify: { channel: 'sms', to: '0903 ••• 871' },
    parts: [
      {
        key: 'don',
        name: { vi: 'Đơn đăng ký đất đai', en: 'Application' },
        files: [{ id: 'f1', name: 'don.pdf' }],
      },
    ],
    supplement: null,
    mayWithdraw: true,
  },
}

const linkedMember = (vi: string, given: Partial<LinkedDossier>): LinkedDossier => ({
  procedure: { vi, en: `${vi} (en)` },
  agency: counter,
  code: null,
  state: 'open',
  status: null,
  appointment: null,
  expected: null,
  finishedAt: null,
  late: false,
  held: null,
  after: [],
  ...given,
})

/** A sequence: done, late, waiting for what is late. */
export const linkedFiling: LinkedFiling = {
  code: 'H29.14.LT-260105-0001',
  name: { vi: 'Liên thông đất đai và cư trú', en: 'Land and residence, linked' },
  whole: 'running',
  appointment: null,
  expected: at('2026-03-25T17:00'),
  elsewhere: [{ vi: 'Thẻ bảo hiểm y tế', en: 'Health insurance card' }],
  late: [
    { procedure: { vi: 'Cấp Giấy chứng nhận', en: 'Certificate' }, agency: unit, with: 'result' },
    { procedure: { vi: 'Đăng ký thường trú', en: 'Residence' }, agency: counter, with: 'answer' },
  ],
  members: [
    linkedMember('Cải chính hộ tịch', {
      code: 'H29.14-260105-0006',
      state: 'granted',
      finishedAt: at('2026-01-12T10:00'),
    }),
    linkedMember('Cấp Giấy chứng nhận', {
      agency: unit,
      code: 'H29.14-260105-0007',
      late: true,
      appointment: at('2026-03-02T17:00'),
    }),
    linkedMember('Đăng ký thường trú', {
      state: 'waiting',
      expected: at('2026-03-25T17:00'),
      after: [{ vi: 'Cấp Giấy chứng nhận', en: 'Certificate' }],
    }),
  ],
}

export const lateDossier: Tracking = {
  ...runningDossier,
  linked: linkedFiling,
  item: '0195f0c2-1111-7000-8000-000000000007',
  code: 'H29.14-260105-0007',
  appointment: at('2026-03-02T17:00'),
  firstAppointment: at('2026-03-02T17:00'),
  remaining_working_min: null,
  left_at_pause_min: -900,
  steps: runningDossier.steps.map((one) => (one.no === 2 ? { ...one, worked_min: 6240 } : one)),
  waiting: 'supplement',
  status: { code: 5, vi: 'Yêu cầu bổ sung giấy tờ', en: 'Papers asked for' },
  time: [
    part('2026-02-10T08:10', '2026-02-24T17:00', 'official', 2400),
    part('2026-02-24T17:00', '2026-03-06T11:00', 'official', 3840),
    part('2026-03-06T11:00', '2026-03-12T10:40', 'applicant', 1800),
  ],
  inside: {
    ...runningDossier.inside!,
    supplement: {
      missing: [
        {
          key: 'trich-do',
          name: { vi: 'Mảnh trích đo', en: 'Extract of the survey' },
          why: 'Bản gửi bị mờ, không đọc được số thửa',
        },
      ],
      reason: 'Cần mảnh trích đo rõ để xác định ranh giới thửa đất.',
      guidance: 'Chụp lại dưới ánh sáng đều, hoặc mang bản giấy đến quầy.',
    },
  },
}
