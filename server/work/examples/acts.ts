import { namedFileRefusals } from '#documents'
import { type ApiNote, type Refusal } from '#kernel'
import {
  AlreadyExpired,
  FinishInstead,
  NoLeadStep,
  notAWorkingDay,
  NotAnOutcome,
  NotInUnit,
  NotLater,
  NotTheLastStep,
  NotYours,
  PauseRunning,
  sameUnit,
  SecondSupplementNeedsApprover,
  StaleItem,
  stepNotDone,
  StepNotOpen,
  TooManyExtensions,
  UnknownPart,
  UnknownUnit,
} from '../refusals.ts'
import { WrongStatus, type Act } from '../status.ts'
import { officialId } from './shown.ts'

const version = 3
const missingPart = 'giay-to-tuy-than'
const onStep = [new StepNotOpen(1), new NotYours(1)]
const onLead = [new NoLeadStep(), ...onStep]

/** Of each act: a body as it is sent, and the refusals that are its own. */
const acts: Record<Act, { sends: Record<string, unknown>; refuses?: readonly Refusal[] }> = {
  accept: { sends: { version } },
  refuse: {
    sends: {
      version,
      reason: 'Không thuộc thẩm quyền của phường.',
      guidance: 'Nộp tại Trung tâm Phục vụ hành chính công thành phố.',
    },
  },
  'request-supplement': {
    sends: {
      version,
      missing: [missingPart],
      reason: 'Giấy tờ tùy thân đã hết hạn.',
      guidance: 'Mang bản còn hạn tới quầy.',
    },
    refuses: [
      new UnknownPart('missing.0', missingPart),
      new SecondSupplementNeedsApprover(),
      new PauseRunning(),
    ],
  },
  supplement: {
    sends: { version, parts: [{ key: missingPart, copies: 1 }] },
    refuses: [new UnknownPart('parts.0.key', missingPart), ...namedFileRefusals],
  },
  take: { sends: { version }, refuses: onStep },
  assign: {
    sends: { version, person: officialId, reason: 'Người đang giữ nghỉ phép.' },
    refuses: [new StepNotOpen(1), new NotInUnit('H29.26740')],
  },
  release: { sends: { version, reason: 'Không đúng chuyên môn.' }, refuses: onStep },
  'complete-step': {
    sends: { version, outcome: 'done', note: 'Đã đối chiếu bản chính.' },
    refuses: [...onLead, new NotAnOutcome('xong', ['done', 'refuse']), new FinishInstead()],
  },
  consult: {
    sends: { version, unit: 'H29.17', question: 'Đề nghị xác nhận tình trạng hôn nhân.', allow: '2wd' },
    refuses: [...onLead, new UnknownUnit('unit', 'H29.999')],
  },
  answer: { sends: { version, text: 'Chưa ghi nhận kết hôn.' }, refuses: [new StepNotOpen(2)] },
  rework: {
    sends: { version, toStep: 'kiem-tra', cause: 'performer', reason: 'Thiếu số Sổ hộ tịch.' },
    refuses: [...onLead, stepNotDone()],
  },
  forward: {
    sends: { version, to: 'H29.26743', reason: 'Người nộp cư trú ở phường khác.' },
    refuses: [new NoLeadStep(), new UnknownUnit('to', 'H29.999'), sameUnit()],
  },
  'financial-duty': {
    sends: { version, kind: 'fee', amount: 1_500_000, reason: 'Lệ phí theo thông báo.' },
    refuses: [new PauseRunning()],
  },
  pay: { sends: { version, receipt: 'BL-0012345' } },
  extend: {
    sends: { version, appointment: '2026-12-11', reason: 'Chờ kết quả xác minh.' },
    refuses: [new TooManyExtensions(1), new AlreadyExpired(), new NotLater(), notAWorkingDay()],
  },
  finish: {
    sends: { version, outcome: 'granted', note: 'Đã ký Giấy chứng nhận.' },
    refuses: [...onLead, new NotTheLastStep('kiem-tra'), ...namedFileRefusals],
  },
  return: {
    sends: { version, to: 'applicant', unit: 'H29.26740' },
    refuses: [new UnknownUnit('unit', 'H29.999')],
  },
  withdraw: { sends: { version, reason: 'Không còn nhu cầu.' } },
  stop: {
    sends: { version, reason: 'Người nộp không bổ sung trong thời hạn.', basis: 'Nghị định 118/2025/NĐ-CP' },
  },
}

/** What an act says of itself; any act can meet another's change or the wrong status. */
export function noteOfAct(verb: Act, id: string): ApiNote {
  const act = acts[verb]
  return {
    sends: act.sends,
    answers: { id, version: 4, status: 4, appointment: '2026-12-04T10:00:00.000Z', lead: 1 },
    refuses: [new StaleItem(4), new WrongStatus(10, verb), ...(act.refuses ?? [])],
  }
}
