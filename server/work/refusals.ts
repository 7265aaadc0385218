import { invalid, Refusal, type Texts } from '#kernel'

/** Nobody could act in a unit that does not exist. */
export class UnknownUnit extends Refusal {
  constructor(field: string, code: string) {
    super(
      'UnknownUnit',
      { vi: `Không có đơn vị ${code}.`, en: `There is no unit ${code}.` },
      { kind: 'invalid', field },
    )
  }
}

export class StepNotOpen extends Refusal {
  constructor(no: number) {
    super(
      'StepNotOpen',
      {
        vi: `Bước ${no} không còn mở. Hãy tải lại hồ sơ.`,
        en: `Step ${no} is no longer open. Load the dossier again.`,
      },
      { kind: 'conflict', facts: { no } },
    )
  }
}

export class NotYours extends Refusal {
  constructor(no: number) {
    super(
      'NotYours',
      {
        vi: `Bước ${no} đang do người khác giữ. Thủ trưởng đơn vị có thể giao lại.`,
        en: `Step ${no} is held by somebody else. The head of the unit can re-assign it.`,
      },
      { kind: 'forbidden', facts: { no } },
    )
  }
}

/** Work given to somebody who does not work there would lie with nobody. */
export class NotInUnit extends Refusal {
  constructor(unit: string) {
    super(
      'NotInUnit',
      {
        vi: `Người này không giữ vị trí việc làm nào ở đơn vị ${unit}. Hãy chọn người trong danh sách của đơn vị, hoặc chuyển hồ sơ sang đơn vị của họ.`,
        en: `This person holds no post in unit ${unit}. Choose somebody from the unit's list, or forward the dossier to their unit.`,
      },
      { kind: 'invalid', field: 'person', facts: { unit } },
    )
  }
}

export class NoLeadStep extends Refusal {
  constructor() {
    super(
      'NoLeadStep',
      { vi: 'Hồ sơ không còn bước nào đang mở.', en: 'The dossier has no open step.' },
      { kind: 'conflict' },
    )
  }
}

export class StaleItem extends Refusal {
  constructor(version: number) {
    super(
      'StaleItem',
      {
        vi: 'Hồ sơ vừa được người khác cập nhật. Nội dung bạn nhập vẫn còn; hãy xem bản mới rồi gửi lại.',
        en: 'Somebody else has just changed this dossier. What you typed is kept; look at the new state and send again.',
      },
      { kind: 'conflict', facts: { version } },
    )
  }
}

export class SecondSupplementNeedsApprover extends Refusal {
  constructor() {
    super(
      'SecondSupplementNeedsApprover',
      {
        vi: 'Hồ sơ đã được yêu cầu bổ sung. Yêu cầu thêm lần nữa cần thủ trưởng đơn vị duyệt và được tính vào chỉ số.',
        en: 'A supplement was already asked for. Another request needs the approval of the head of the unit and is counted.',
      },
      { kind: 'forbidden' },
    )
  }
}

export class TooManyExtensions extends Refusal {
  constructor(most: number) {
    super(
      'TooManyExtensions',
      {
        vi: `Hồ sơ đã được hẹn lại ${most} lần, không hẹn lại thêm được nữa.`,
        en: `The appointment was already moved ${most} time(s) and cannot be moved again.`,
      },
      { kind: 'conflict', facts: { most } },
    )
  }
}

export class AlreadyExpired extends Refusal {
  constructor() {
    super(
      'AlreadyExpired',
      {
        vi: 'Đã quá ngày hẹn trả nên không gia hạn được. Hồ sơ trễ vẫn cần thư xin lỗi, không kèm hạn mới.',
        en: 'The appointment has passed, so it cannot be extended. An apology is still owed, without a new date.',
      },
      { kind: 'conflict' },
    )
  }
}

export class NotLater extends Refusal {
  constructor() {
    super(
      'NotLater',
      {
        vi: 'Ngày hẹn mới phải sau ngày hẹn hiện tại.',
        en: 'The new appointment must be after the present one.',
      },
      { kind: 'invalid', field: 'appointment' },
    )
  }
}

export class NotAnOutcome extends Refusal {
  constructor(outcome: string, possible: readonly string[]) {
    super(
      'NotAnOutcome',
      {
        vi: `Bước này không có kết quả "${outcome}"; có: ${possible.join(', ')}.`,
        en: `This step has no outcome "${outcome}"; it has: ${possible.join(', ')}.`,
      },
      { kind: 'invalid', field: 'outcome', facts: { possible } },
    )
  }
}

export class FinishInstead extends Refusal {
  constructor() {
    super(
      'FinishInstead',
      {
        vi: 'Đây là bước cuối: hãy ghi kết quả giải quyết để hoàn thành hồ sơ.',
        en: 'This is the last step: record the result to finish the dossier.',
      },
      { kind: 'conflict' },
    )
  }
}

export class NotTheLastStep extends Refusal {
  constructor(key: string) {
    super(
      'NotTheLastStep',
      {
        vi: `Hồ sơ còn bước sau bước "${key}", chưa ghi kết quả được.`,
        en: `Steps remain after "${key}"; the result cannot be recorded yet.`,
      },
      { kind: 'conflict', facts: { step: key } },
    )
  }
}

export class UnknownPart extends Refusal {
  constructor(field: string, part: string) {
    super(
      'UnknownPart',
      { vi: `Thủ tục không có thành phần hồ sơ "${part}".`, en: `The procedure has no part "${part}".` },
      { kind: 'invalid', field },
    )
  }
}

export class PauseRunning extends Refusal {
  constructor() {
    super(
      'PauseRunning',
      { vi: 'Đồng hồ của hồ sơ đang dừng.', en: 'The clock of this dossier is paused.' },
      { kind: 'conflict' },
    )
  }
}

export class CodesUsedUp extends Refusal {
  constructor(unit: string, most: number) {
    super(
      'CodesUsedUp',
      {
        vi: `Hôm nay đơn vị ${unit} đã cấp hết ${most} mã hồ sơ theo mẫu mã.`,
        en: `Unit ${unit} has given all ${most} dossier codes its template allows today.`,
      },
      { kind: 'conflict', facts: { unit, most } },
    )
  }
}

export class CodeTaken extends Refusal {
  constructor(code: string) {
    super(
      'CodeTaken',
      {
        vi: `Mã hồ sơ ${code} đã có ở đây cho một hồ sơ khác.`,
        en: `Another dossier here has the code ${code}.`,
      },
      { kind: 'conflict', field: 'code' },
    )
  }
}

export class NotACode extends Refusal {
  constructor() {
    super(
      'NotACode',
      {
        vi: 'Mã hồ sơ không đúng mẫu, ví dụ H29.1-250701-0001 hoặc 000.00.01.H29-250701-0001.',
        en: 'This is not a dossier code such as H29.1-250701-0001 or 000.00.01.H29-250701-0001.',
      },
      { kind: 'invalid', field: 'code' },
    )
  }
}

export const stepNotDone = (): Refusal =>
  invalid(
    'toStep',
    { vi: 'Hồ sơ chưa qua bước này.', en: 'The dossier has not been through that step.' },
    'StepNotDone',
  )

export const sameUnit = (): Refusal =>
  invalid('to', { vi: 'Hồ sơ đã ở cơ quan này.', en: 'The dossier is at this office already.' }, 'SameUnit')

export const notAWorkingDay = (): Refusal =>
  invalid(
    'appointment',
    { vi: 'Ngày hẹn mới không phải ngày làm việc.', en: 'The new appointment is not a working day.' },
    'NotAWorkingDay',
  )

export const channelNotOffered = (): Refusal =>
  invalid(
    'channel',
    { vi: 'Thủ tục này không nhận qua kênh đó.', en: 'This procedure is not received by that channel.' },
    'ChannelNotOffered',
  )

/** What was shown at a desk or came by post, a desk says; else required papers and fees of filing online could be gone round. */
export const channelOfDesk = (): Refusal =>
  invalid(
    'channel',
    {
      vi: 'Người nộp tự nộp qua kênh trực tuyến; hồ sơ trực tiếp và qua bưu chính do bộ phận một cửa ghi nhận.',
      en: 'Applicants file online; what is handed in or comes by post is recorded by a one-stop desk.',
    },
    'ChannelNotOffered',
  )

export const subjectNotEligible = (): Refusal =>
  invalid(
    'applicant.kind',
    {
      vi: 'Thủ tục này không dành cho loại người nộp đó.',
      en: 'This procedure is not for that kind of applicant.',
    },
    'SubjectNotEligible',
  )

export const communeNeeded = (): Refusal =>
  invalid(
    'competent',
    {
      vi: 'Thủ tục cấp xã cần nêu xã, phường, đặc khu có thẩm quyền.',
      en: 'A commune-level procedure needs the competent commune.',
    },
    'CommuneNeeded',
  )

export const procedureNotInForce = (code: string): Refusal =>
  new Refusal(
    'ProcedureNotInForce',
    {
      vi: `Thủ tục ${code} hiện không có hiệu lực ở đây.`,
      en: `Procedure ${code} is not in force here today.`,
    },
    { kind: 'invalid', field: 'procedure' },
  )

export const partMissing = (name: Texts): Refusal =>
  invalid(
    'parts',
    {
      vi: `Thiếu thành phần bắt buộc: ${name.vi}.`,
      en: `A required part is missing: ${name.en}.`,
    },
    'PartMissing',
  )
