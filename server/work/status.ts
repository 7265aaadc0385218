import { Refusal, type Texts } from '#kernel'

/** The ten national status codes of a dossier (mã trạng thái hồ sơ). */
export type StatusCode = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10

export const statusNames: Record<StatusCode, Texts> = {
  1: { vi: 'Mới đăng ký', en: 'Filed' },
  2: { vi: 'Được tiếp nhận', en: 'Accepted' },
  3: { vi: 'Không được tiếp nhận', en: 'Not accepted' },
  4: { vi: 'Đang xử lý', en: 'In progress' },
  5: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'Supplement requested' },
  6: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Payment due' },
  7: { vi: 'Công dân yêu cầu rút hồ sơ', en: 'Withdrawn' },
  8: { vi: 'Dừng xử lý', en: 'Stopped' },
  9: { vi: 'Đã xử lý xong', en: 'Finished' },
  10: { vi: 'Đã trả kết quả', en: 'Result returned' },
}

export type Verb =
  | 'accept'
  | 'refuse'
  | 'request-supplement'
  | 'notice-sent'
  | 'supplement'
  | 'financial-duty'
  | 'pay'
  | 'forward'
  | 'complete-step'
  | 'rework'
  | 'consult'
  | 'answer'
  | 'assign'
  | 'take'
  | 'release'
  | 'finish'
  | 'return'
  | 'withdraw'
  | 'stop'
  | 'extend'

/** What people do; `notice-sent` is the system's own. */
export type Act = Exclude<Verb, 'notice-sent'>

type Moves = Partial<Record<StatusCode, readonly StatusCode[]>>

/** Which command leads from which code to which. Every other move is refused; `status.cases.md` is this table for people. */
export const moves: Record<Verb, Moves> = {
  accept: { 1: [2] },
  refuse: { 1: [3], 5: [3] },
  'request-supplement': { 1: [5], 2: [5], 4: [5] },
  'notice-sent': { 5: [5] },
  supplement: { 5: [1, 4] },
  'financial-duty': { 2: [6], 4: [6] },
  pay: { 6: [4] },
  forward: { 1: [1], 2: [2], 4: [4] },
  'complete-step': { 2: [4], 4: [4] },
  rework: { 4: [4] },
  consult: { 2: [4], 4: [4] },
  answer: { 4: [4], 5: [5], 6: [6] },
  assign: { 1: [1], 2: [4], 4: [4] },
  take: { 1: [1], 2: [4], 4: [4] },
  release: { 1: [1], 4: [4] },
  finish: { 2: [9], 4: [9] },
  return: { 9: [10] },
  withdraw: { 1: [7], 2: [7], 4: [7], 5: [7], 6: [7] },
  stop: { 2: [8], 4: [8], 5: [8], 6: [8] },
  extend: { 2: [2], 4: [4], 5: [5], 6: [6] },
}

/** Whether the table knows a move of this act from where the dossier stands. */
export const canDo = (verb: Verb, { status }: { status: StatusCode }): boolean =>
  moves[verb][status] !== undefined

export const isAct = (verb: string): verb is Act => verb !== 'notice-sent' && Object.hasOwn(moves, verb)

/** The status after `verb`; refuses with `WrongStatus` what the table does not hold. `to` chooses where the table leaves a choice. */
export function move(status: StatusCode, verb: Verb, to?: StatusCode): StatusCode {
  const targets = moves[verb][status]
  const target = to ?? targets?.[0]
  if (target === undefined || !targets?.includes(target)) throw new WrongStatus(status, verb)
  return target
}

export class WrongStatus extends Refusal {
  constructor(status: StatusCode, verb: Verb) {
    const name = statusNames[status]
    const allowedFrom = Object.keys(moves[verb]).map((code) => statusNames[Number(code) as StatusCode])
    super(
      'WrongStatus',
      {
        vi: `Hồ sơ đang ở trạng thái "${name.vi}" nên không làm được việc này; việc này chỉ làm được khi hồ sơ ở: ${allowedFrom.map((one) => one.vi).join(', ')}.`,
        en: `The dossier is "${name.en}", so this cannot be done; it can be done when the dossier is: ${allowedFrom.map((one) => one.en).join(', ')}.`,
      },
      { kind: 'conflict', facts: { status, verb } },
    )
  }
}
