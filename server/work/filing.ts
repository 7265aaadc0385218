import { Type, type Static } from 'typebox'
import type { ProcedureVersion } from '#catalogue'
import { allowedMin, dueOf } from './deadlines.ts'
import { leadOf } from './lead.ts'
import type { ChannelCode, Item, Notify, Step } from './item.ts'
import { paperInput } from './papers.ts'
import { partMissing } from './refusals.ts'
import type { Calendar } from '#calendar'

const text = (most: number) => Type.String({ minLength: 1, maxLength: most })

export const applicantInput = Type.Object(
  {
    kind: Type.Union([
      Type.Literal('citizen'),
      Type.Literal('household-business'),
      Type.Literal('business'),
      Type.Literal('organisation'),
    ]),
    name: text(200),
    /** 12 digits of a citizen, a passport, or a tax code of 10 or 13 digits. */
    number: Type.Optional(text(20)),
    phone: Type.Optional(text(20)),
    email: Type.Optional(Type.String({ format: 'email', maxLength: 200 })),
    address: Type.Optional(text(300)),
    birthDate: Type.Optional(Type.String({ format: 'date' })),
  },
  { additionalProperties: false },
)

export const filingInput = Type.Object(
  {
    procedure: text(60),
    channel: Type.Union([Type.Literal('direct'), Type.Literal('online'), Type.Literal('post')]),
    receivedAt: text(35),
    competent: Type.Optional(text(35)),
    returnedAt: Type.Optional(text(35)),
    applicant: applicantInput,
    /** Somebody who files for the applicant, with dated written authority; a guardian for a child. */
    through: Type.Optional(
      Type.Object(
        {
          name: text(200),
          number: Type.Optional(text(20)),
          phone: Type.Optional(text(20)),
          as: Type.Union([Type.Literal('authorised'), Type.Literal('guardian')]),
          authority: Type.Optional(text(200)),
          authorityDate: Type.Optional(Type.String({ format: 'date' })),
        },
        { additionalProperties: false },
      ),
    ),
    parts: Type.Array(paperInput, { maxItems: 60 }),
    notify: Type.Object(
      {
        channel: Type.Union([
          Type.Literal('sms'),
          Type.Literal('email'),
          Type.Literal('app'),
          Type.Literal('none'),
        ]),
        to: Type.Optional(text(200)),
      },
      { additionalProperties: false },
    ),
    /** Filed with help, through Zalo or a youth-union helper; kept, so that channels can be compared. */
    tag: Type.Optional(
      Type.Object(
        {
          channel: Type.Union([Type.Literal('zalo'), Type.Literal('youth-union'), Type.Literal('helper')]),
          helper: Type.Optional(text(80)),
        },
        { additionalProperties: false },
      ),
    ),
    words: Type.Optional(text(5000)),
    lang: Type.Optional(Type.Union([Type.Literal('vi'), Type.Literal('en')])),
  },
  { additionalProperties: false },
)
export type Filing = Static<typeof filingInput>

export const channelCodes = { direct: 1, online: 2, post: 3 } as const satisfies Record<
  Filing['channel'],
  ChannelCode
>

export interface FilingPlace {
  received: string
  competent: string
  returned: string
}

export interface NewFiling {
  id: string
  party: string
  account: string | null
  places: FilingPlace
  procedure: ProcedureVersion
  calendar: Calendar
  answerWithin: string
  clerk: string | null
  now: Date
}

export type NewItem = Omit<Item, 'code' | 'head'>

/**
 * A filing, decided: the item before acceptance, with the desk's step that owes the answer. There is no appointment yet: that is
 * promised when the office accepts. Two clocks, never one.
 */
export function newItem(input: Filing, filing: NewFiling): NewItem {
  requireParts(input, filing.procedure)
  const answer = dueOf(filing.calendar, filing.now, filing.answerWithin, [], filing.now)
  return {
    id: filing.id,
    kind: 'dossier',
    origin: 'own',
    status: 1,
    version: 1,
    seq: 1,
    procedure: filing.procedure.code,
    procedure_version: filing.procedure.version,
    channel: channelCodes[input.channel],
    received_unit: filing.places.received,
    competent_unit: filing.places.competent,
    returned_unit: filing.places.returned,
    party: filing.party,
    account: filing.account,
    parent: null,
    notify: input.notify.channel as Notify,
    filed_at: filing.now,
    answer_by: answer.due_at,
    answered_at: null,
    accepted_at: null,
    counted_from: null,
    due_at: null,
    late_from: null,
    extended_due_at: null,
    finished_at: null,
    closed_at: null,
    outcome: null,
    supplement_requests: 0,
    extensions: 0,
    steps: [intakeStep(filing, answer.due_at)],
    pauses: [],
  }
}

const intakeStep = (filing: NewFiling, due_at: Date): Step => ({
  no: 0,
  key: 'tiep-nhan',
  unit: filing.places.received,
  role: 'clerk',
  person: filing.clerk,
  job: 'Kiểm tra, tiếp nhận hồ sơ',
  allow: filing.answerWithin,
  allowed_min: allowedMin(filing.calendar, filing.now, filing.answerWithin),
  due_at,
  duty: 'lead',
  responsibility: 'Kiểm tra đủ thành phần, trả lời người nộp',
  product: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
  authority: 'Nghị định 118/2025/NĐ-CP',
  opened_at: filing.now,
  paused_at: null,
  done_at: null,
  outcome: null,
  worked_min: null,
  charged_to: null,
})

/** The fact of a filing, but for its code: that is given in the write statement itself. */
export const submittedFact = (item: NewItem, input: Filing): Record<string, unknown> => ({
  answer_by: item.answer_by.toISOString(),
  channel: input.channel,
  competent: item.competent_unit,
  lead: leadOf(item.steps[0]!),
  party: item.party,
  procedure: item.procedure,
  procedure_version: item.procedure_version,
  received: item.received_unit,
  returned: item.returned_unit,
  ...(input.tag ? { tag: input.tag.channel } : {}),
  ...(input.through ? { through: input.through.as } : {}),
})

/** Online and by post a required part must be there; at the counter the clerk sees the papers and may still ask for one. */
function requireParts(input: Filing, procedure: ProcedureVersion): void {
  if (input.channel === 'direct') return
  const given = new Set(input.parts.map((part) => part.key))
  const missing = procedure.parts.find((part) => part.required && !given.has(part.key))
  if (missing) {
    throw partMissing(missing.name)
  }
}
