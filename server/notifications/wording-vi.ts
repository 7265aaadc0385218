import type { TemplateKey, Wording } from './templates.ts'

/** The notices in Vietnamese. A sentence with a value nobody gave is left out. */
export const wordingVi: Record<TemplateKey, Wording> = {
  'dossier.submitted': {
    subject: 'Đã nhận hồ sơ {code}',
    sentences: [
      'Lúc {at}, {agency} đã nhận hồ sơ {code}: {procedure}.',
      'Thuộc hồ sơ liên thông {linkedCode}.',
      'Cơ quan trả lời việc tiếp nhận trước {answerBy}.',
      'Bạn chưa cần làm gì thêm.',
      'Theo dõi: {link}',
    ],
  },
  'dossier.accepted': {
    subject: 'Hồ sơ {code} đã được tiếp nhận, hẹn trả {appointment}',
    sentences: [
      'Lúc {at}, {agency} đã tiếp nhận hồ sơ {code}.',
      'Người xử lý: {officer}.',
      'Hẹn trả kết quả: {appointment}, tại {returnPlace}.',
      'Bạn chưa cần làm gì thêm.',
      'Theo dõi: {link}',
    ],
  },
  'dossier.refused': {
    subject: 'Hồ sơ {code} không được tiếp nhận',
    sentences: [
      'Lúc {at}, {agency} không tiếp nhận hồ sơ {code}.',
      'Người xử lý: {officer}.',
      'Lý do: {reason}.',
      'Việc cần làm: {guidance}.',
      'Thủ tục liên thông không bắt đầu vì thiếu kết quả này: {never}.',
      'Theo dõi: {link}',
    ],
  },
  'in-progress': {
    subject: 'Hồ sơ {code} đang được xử lý',
    sentences: [
      'Từ {at}, hồ sơ {code} đang được xử lý tại {agency}.',
      'Người xử lý: {officer}.',
      'Hẹn trả kết quả: {appointment}.',
      'Bạn chưa cần làm gì thêm.',
      'Theo dõi: {link}',
    ],
  },
  'supplement.requested': {
    subject: 'Hồ sơ {code} cần bổ sung',
    sentences: [
      'Lúc {at}, {agency} đề nghị bổ sung hồ sơ {code}.',
      'Người xử lý: {officer}.',
      'Cần bổ sung: {missing}.',
      'Lý do: {reason}.',
      'Hướng dẫn: {guidance}.',
      'Việc cần làm: nộp bổ sung trên trang theo dõi hoặc tại bất kỳ bộ phận một cửa nào. Thời gian chờ bổ sung không tính vào hạn giải quyết.',
      'Theo dõi: {link}',
    ],
  },
  'supplement.received': {
    subject: 'Đã nhận bổ sung hồ sơ {code}',
    sentences: [
      'Lúc {at}, {agency} đã nhận phần bổ sung của hồ sơ {code}.',
      'Hẹn trả kết quả: {appointment}.',
      'Bạn chưa cần làm gì thêm.',
      'Theo dõi: {link}',
    ],
  },
  'duty.required': {
    subject: 'Hồ sơ {code} cần thực hiện nghĩa vụ tài chính',
    sentences: [
      'Lúc {at}, {agency} đề nghị nộp {duty} cho hồ sơ {code}.',
      'Số tiền: {amount}.',
      'Người xử lý: {officer}.',
      'Lý do: {reason}.',
      'Việc cần làm: nộp theo hướng dẫn trên trang theo dõi. Thời gian chờ nộp không tính vào hạn giải quyết.',
      'Theo dõi: {link}',
    ],
  },
  'duty.paid': {
    subject: 'Đã ghi nhận khoản nộp của hồ sơ {code}',
    sentences: [
      'Lúc {at}, {agency} đã ghi nhận khoản nộp của hồ sơ {code} và tiếp tục xử lý.',
      'Hẹn trả kết quả: {appointment}.',
      'Theo dõi: {link}',
    ],
  },
  'appointment.extended': {
    subject: 'Xin lỗi và hẹn lại hồ sơ {code}',
    sentences: [
      '{agency} xin lỗi vì hồ sơ {code} chưa xong như đã hẹn.',
      'Lý do: {reason}.',
      'Hẹn lại: {newAppointment}, tại {returnPlace}.',
      'Người xử lý: {officer}.',
      'Theo dõi: {link}',
    ],
  },
  'dossier.finished': {
    subject: 'Hồ sơ {code} đã có kết quả',
    sentences: [
      'Lúc {at}, {agency} đã giải quyết xong hồ sơ {code}.',
      'Người xử lý: {officer}.',
      'Việc cần làm: mang giấy hẹn đến nhận kết quả tại {returnPlace}, hoặc nhận theo cách đã đăng ký.',
      'Thủ tục liên thông không bắt đầu vì thiếu kết quả này: {never}.',
      'Theo dõi: {link}',
    ],
  },
  'result.returned': {
    subject: 'Đã trả kết quả hồ sơ {code}',
    sentences: [
      'Lúc {at}, kết quả hồ sơ {code} đã được trả tại {returnPlace}.',
      'Người trả: {officer}.',
      'Nếu bạn chưa nhận được, hãy báo ngay cho {returnPlace}.',
    ],
  },
  'dossier.withdrawn': {
    subject: 'Đã rút hồ sơ {code}',
    sentences: [
      'Lúc {at}, hồ sơ {code} đã được rút theo yêu cầu.',
      'Thủ tục liên thông không bắt đầu vì thiếu kết quả này: {never}.',
      'Nếu không phải bạn yêu cầu, hãy báo ngay cho {agency}.',
    ],
  },
  'dossier.stopped': {
    subject: 'Dừng giải quyết hồ sơ {code}',
    sentences: [
      'Lúc {at}, {agency} dừng giải quyết hồ sơ {code}.',
      'Lý do: {reason}.',
      'Căn cứ: {basis}.',
      'Người xử lý: {officer}.',
      'Nếu không đồng ý, bạn có quyền phản ánh hoặc khiếu nại với {agency}.',
      'Thủ tục liên thông không bắt đầu vì thiếu kết quả này: {never}.',
      'Theo dõi: {link}',
    ],
  },
}
