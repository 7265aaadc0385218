import type { Paper01, Paper02, Paper03, PaperBase } from './paper.ts'

/** An example of each paper with long Vietnamese names, for tests and for looking at a layout (`renderPaper('01', example01)`). */
const base: PaperBase = {
  heading: {
    above: 'Ủy ban nhân dân phường Bến Thành',
    agency: 'Trung tâm Phục vụ hành chính công phường Bến Thành',
    number: '0001/GTN',
    place: 'Thành phố Hồ Chí Minh',
    date: '2026-11-23',
  },
  code: 'H29.14.26740-261123-0001',
  link: 'http://localhost:8080/tra-cuu/H29.14.26740-261123-0001',
  procedure: {
    code: '1.012753',
    name: 'Đăng ký đất đai, tài sản gắn liền với đất, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất lần đầu',
  },
  applicant: {
    name: 'Nguyễn Thị Ngọc Huỳnh',
    onBehalfOf: 'Đặng Quỹ Thưởng',
    address: '12 Lê Lợi, phường Bến Thành, Thành phố Hồ Chí Minh',
    phone: '0903 000 111',
    email: 'ngoc.huynh@example.vn',
  },
  officer: { name: 'Trần Quốc Khải', title: 'Công chức tiếp nhận' },
}

const receivedAt = { date: '2026-11-23', time: '08:12' }

export const example01: Paper01 = {
  ...base,
  secret: 'K7QM-2XWD',
  parts: [
    { name: 'Đơn đăng ký đất đai (Mẫu số 15)', originals: 1, copies: 0, files: 1 },
    {
      name: 'Giấy tờ về quyền sử dụng đất theo Điều 137 Luật Đất đai',
      originals: 0,
      copies: 2,
      files: 2,
      note: 'đã đối chiếu bản chính',
    },
    { name: 'Mảnh trích đo bản đồ địa chính thửa đất', originals: 1, copies: 0, files: 0 },
  ],
  channel: 'Trực tiếp',
  receivedAt,
  allow: '17 ngày làm việc',
  appointment: { date: '2026-12-17', time: '17:00' },
  returnPlace: 'Trung tâm Phục vụ hành chính công phường Bến Thành',
  fees: [{ name: 'Lệ phí cấp giấy chứng nhận', amount: '100.000 đ' }],
  competent: 'Chi nhánh Văn phòng Đăng ký đất đai khu vực 1',
}

export const example02: Paper02 = {
  ...base,
  receivedAt,
  missing: [
    { name: 'Mảnh trích đo bản đồ địa chính', what: 'Bản có chữ ký của các chủ sử dụng đất liền kề' },
    { name: 'Tờ khai lệ phí trước bạ', what: 'Bổ sung mẫu 01/LPTB' },
  ],
  reason: 'Ranh giới thửa đất chưa được xác nhận nên chưa đủ căn cứ thẩm định.',
  guidance:
    'Nộp bản bổ sung tại bất kỳ Trung tâm Phục vụ hành chính công nào của Thành phố hoặc trực tuyến theo mã hồ sơ.',
  count: 2,
  approver: 'Lê Phước Thuận',
}

export const example03: Paper03 = {
  ...base,
  receivedAt,
  reason: 'Thửa đất đang có tranh chấp được Tòa án thụ lý.',
  guidance:
    'Liên hệ Tòa án nhân dân khu vực 1 để biết tiến độ vụ việc; nộp lại hồ sơ sau khi có bản án có hiệu lực.',
}
