import type { Lang, LocalMoment, PaperKind } from './paper.ts'

/** The words of the papers in both languages. The law's terms stand exactly as the law writes them. */
const vi = {
  nation: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập - Tự do - Hạnh phúc',
  number: 'Số',
  code: 'Mã hồ sơ',
  procedure: 'Thủ tục hành chính',
  applicant: 'Người nộp hồ sơ',
  onBehalfOf: 'Nộp thay cho',
  address: 'Địa chỉ',
  contact: 'Điện thoại, thư điện tử',
  channel: 'Hình thức nộp',
  parts: 'Thành phần hồ sơ đã nhận',
  no: 'STT',
  partName: 'Tên giấy tờ',
  originals: 'Bản chính',
  copies: 'Bản sao',
  files: 'Tệp',
  note: 'Ghi chú',
  noParts: 'Không có giấy tờ kèm theo.',
  allow: 'Thời gian giải quyết theo quy định',
  receivedAt: 'Thời gian nhận hồ sơ',
  appointment: 'Thời gian hẹn trả kết quả',
  returnPlace: 'Nơi nhận kết quả',
  competent: 'Cơ quan giải quyết',
  linked: 'Hồ sơ liên thông gồm',
  linkedWhen: 'Hẹn trả',
  unknown: 'chưa xác định',
  expected: 'dự kiến chậm nhất',
  fees: 'Phí, lệ phí',
  track: 'Quét mã để theo dõi hồ sơ',
  secret: 'Mã tra cứu',
  giver: 'NGƯỜI NỘP HỒ SƠ',
  receiver: 'NGƯỜI TIẾP NHẬN HỒ SƠ',
  official: 'NGƯỜI LẬP PHIẾU',
  approver: 'NGƯỜI DUYỆT',
  sign: '(Ký và ghi rõ họ tên)',
  missing: 'Giấy tờ, nội dung cần bổ sung, hoàn thiện',
  what: 'Nội dung cần bổ sung, hoàn thiện',
  reason: 'Lý do',
  guidance: 'Hướng dẫn',
  request: 'Yêu cầu giải quyết',
  count: 'Lần yêu cầu bổ sung',
  refusedBody: 'Qua xem xét, cơ quan không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:',
  supplementBody: 'Để có cơ sở giải quyết, đề nghị người nộp hồ sơ hoàn thiện hồ sơ gồm những nội dung sau:',
  receiptBody: 'đã tiếp nhận hồ sơ với các nội dung sau:',
  pause: 'Thời gian chờ bổ sung không tính vào thời hạn giải quyết, kể từ khi thông báo này được gửi.',
}

const en: typeof vi = {
  nation: 'SOCIALIST REPUBLIC OF VIET NAM',
  motto: 'Independence - Freedom - Happiness',
  number: 'No.',
  code: 'Dossier code',
  procedure: 'Administrative procedure',
  applicant: 'Filed by',
  onBehalfOf: 'On behalf of',
  address: 'Address',
  contact: 'Telephone, e-mail',
  channel: 'Filed by way of',
  parts: 'Documents received',
  no: 'No.',
  partName: 'Document',
  originals: 'Originals',
  copies: 'Copies',
  files: 'Files',
  note: 'Note',
  noParts: 'No document attached.',
  allow: 'Time allowed by the procedure',
  receivedAt: 'Received at',
  appointment: 'Result promised for',
  returnPlace: 'Result handed out at',
  competent: 'Handled by',
  linked: 'Linked dossiers',
  linkedWhen: 'Promised for',
  unknown: 'not known yet',
  expected: 'expected by',
  fees: 'Fees',
  track: 'Scan to follow the dossier',
  secret: 'Tracking code',
  giver: 'FILED BY',
  receiver: 'RECEIVED BY',
  official: 'DRAWN UP BY',
  approver: 'APPROVED BY',
  sign: '(Signature and full name)',
  missing: 'Documents and matters to supplement',
  what: 'What to supplement',
  reason: 'Reason',
  guidance: 'What to do',
  request: 'Request',
  count: 'Supplement request',
  refusedBody:
    'After examination the agency does not receive and handle this dossier, for the following reason:',
  supplementBody: 'So that the dossier can be handled, please supplement the following:',
  receiptBody: 'has received a dossier as follows:',
  pause:
    'The time of waiting for the supplement does not count towards the deadline, from the moment this notice was sent.',
}

export type Words = typeof vi

export const wordsIn = (lang: Lang): Words => (lang === 'vi' ? vi : en)

const titles: Record<PaperKind, { vi: string; en: string }> = {
  '01': {
    vi: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
    en: 'Receipt of dossier and appointment for the result',
  },
  '02': {
    vi: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
    en: 'Request to supplement and complete the dossier',
  },
  '03': { vi: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ', en: 'Refusal to receive and handle the dossier' },
}

export const titleOf = (kind: PaperKind, lang: Lang): string => titles[kind][lang]

/** Internal slips say that they are not the statutory form until its annex is loaded. */
export const notStatutory = (kind: PaperKind, lang: Lang): string =>
  lang === 'vi'
    ? `Phiếu in theo nội dung của mẫu số ${kind}, Thông tư 03/2025/TT-VPCP; chưa phải bố cục theo luật định cho tới khi phụ lục của thông tư được nạp vào hệ thống.`
    : `Printed with the content of form ${kind} of Circular 03/2025/TT-VPCP; not the statutory layout until the circular's annex is loaded.`

/** `Thành phố Hồ Chí Minh, ngày 22 tháng 11 năm 2026`: days and months below ten (months below three) with a leading zero. */
export function placeAndDate(place: string, date: string, lang: Lang): string {
  const [year, month, day] = split(date)
  if (lang === 'en') return `${place}, ${day}/${month}/${year}`
  const monthText = Number(month) < 3 ? month : String(Number(month))
  return `${place}, ngày ${day} tháng ${monthText} năm ${year}`
}

export function momentText(at: LocalMoment, lang: Lang): string {
  const [year, month, day] = split(at.date)
  const [hour, minute] = at.time.split(':')
  return lang === 'vi'
    ? `${hour} giờ ${minute} phút, ngày ${day}/${month}/${year}`
    : `${hour}:${minute}, ${day}/${month}/${year}`
}

function split(date: string): [string, string, string] {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (!match) throw new Error(`"${date}" is not a local date yyyy-mm-dd`)
  return [match[1]!, match[2]!, match[3]!]
}
