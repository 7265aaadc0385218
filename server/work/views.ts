import { Type, type Static, type TSchema } from 'typebox'
import { ownerKinds, type OwnerKind } from './spans.ts'
import type { ItemKind } from './item.ts'
import { isAct, moves, type StatusCode } from './status.ts'

/**
 * What the API shows of work, said once: the types the server answers with, the description of the API, and the console's types follow from
 * these. Instants are ISO text in UTC; durations are whole minutes. A shape with a title gets a name of its own in all three.
 */
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const oneOf = <T extends string>(values: readonly T[], title?: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], ...(title === undefined ? {} : { title }) })
const instant = Type.String({ format: 'date-time' })
const minutes = Type.Integer({ description: 'Minutes of working time; negative once it has passed' })
const id = Type.String({ format: 'uuid' })
const named = (title: string) => ({ title })

export const texts = Type.Object({ vi: Type.String(), en: Type.String() }, named('Texts'))
export const verb = oneOf(Object.keys(moves).filter(isAct), 'ActName')
const person = Type.Object({ id, name: Type.String() }, named('PersonRef'))
const unitRef = Type.Object({ code: Type.String(), name: texts }, named('UnitRef'))
const kind = oneOf<ItemKind>(['dossier', 'task', 'report'], 'ItemKind')
const channel = oneOf(['direct', 'online', 'post'])

const status = Type.Object(
  {
    code: Type.Unsafe<StatusCode>(Type.Integer({ minimum: 1, maximum: 10 })),
    vi: Type.String(),
    en: Type.String(),
  },
  { title: 'StatusView', description: 'The national status code and its name' },
)

const step = Type.Object(
  {
    no: Type.Integer(),
    key: Type.String(),
    name: texts,
    person: orNull(person),
    unit: unitRef,
    role: Type.String(),
    duty: oneOf(['lead', 'coordinate', 'approve'], 'Duty'),
    state: oneOf(['done', 'open', 'paused', 'waiting']),
    openedAt: orNull(instant),
    dueAt: orNull(instant),
    doneAt: orNull(instant),
    allowed_min: Type.Integer(),
    worked_min: orNull(Type.Integer()),
    responsibility: texts,
    product: texts,
    authority: Type.String(),
    outcome: orNull(Type.String()),
    outcomes: Type.Array(Type.String()),
  },
  { title: 'StepView', description: 'A step with its six clears' },
)

const applicant = Type.Object(
  {
    name: Type.String(),
    masked: Type.Boolean(),
    kind: Type.String(),
    number: orNull(Type.String()),
    phone: orNull(Type.String()),
    address: orNull(Type.String()),
  },
  { title: 'ApplicantView', description: 'Whole where the permits say so, else masked' },
)

const pause = Type.Object(
  { kind: oneOf(['applicant', 'fee', 'tax']), from: instant, to: orNull(instant) },
  named('PauseView'),
)

const part = Type.Object(
  {
    key: Type.String(),
    name: texts,
    required: Type.Boolean(),
    originals: Type.Integer(),
    copies: Type.Integer(),
    files: Type.Array(id),
  },
  named('PartView'),
)

export const itemShape = Type.Object(
  {
    id,
    code: Type.String(),
    kind,
    version: Type.Integer(),
    status,
    procedure: Type.Object({ code: Type.String(), version: Type.Integer(), name: texts }),
    channel,
    units: Type.Object({ received: unitRef, competent: unitRef, returned: unitRef }),
    applicant,
    filedAt: instant,
    answerBy: instant,
    acceptedAt: orNull(instant),
    appointment: orNull(instant),
    firstAppointment: orNull(instant),
    lateFrom: orNull(instant),
    late: Type.Boolean(),
    finishedAt: orNull(instant),
    outcome: orNull(Type.String()),
    remaining_working_min: orNull(minutes),
    steps: Type.Array(step),
    pauses: Type.Array(pause),
    parts: Type.Array(part),
    supplementRequests: Type.Integer(),
    acts: Type.Array(verb, { description: 'What the reader may do now' }),
  },
  named('ItemView'),
)

const owner = oneOf(ownerKinds, 'OwnerKind')
const timePart = Type.Object(
  {
    from: instant,
    to: instant,
    min: Type.Integer(),
    working_min: Type.Integer(),
    owner: Type.Object({ kind: owner, id: orNull(Type.String()), name: orNull(Type.String()) }),
    step: orNull(Type.Integer()),
    why: Type.String(),
  },
  named('TimePart'),
)
export const timeShape = Type.Object(
  { elapsed_min: Type.Integer(), parts: Type.Array(timePart) },
  { title: 'TimeView', description: 'The parts touch, and their sum is the elapsed time' },
)

const historyLine = Type.Object(
  {
    at: instant,
    type: Type.String(),
    text: texts,
    actor: orNull(person),
    position: orNull(Type.Integer()),
    words: Type.Record(Type.String(), Type.String()),
  },
  named('HistoryLine'),
)
export const historyShape = Type.Object({ entries: Type.Array(historyLine) })

const storyLine = Type.Object(
  {
    kind: Type.String(),
    text_vi: Type.String(),
    text_en: Type.String(),
    until: orNull(instant),
    evidence: orNull(oneOf(['verified', 'secondary', 'unverified'], 'Evidence')),
  },
  named('StoryLine'),
)
export const storyShape = Type.Object({ story: Type.Array(storyLine) })

const barPart = Type.Object(
  {
    owner: oneOf<OwnerKind | 'ahead' | 'late'>([...ownerKinds, 'ahead', 'late']),
    working_min: Type.Integer(),
  },
  { title: 'BarPart', description: 'Whose it is and how long in working minutes; ahead is still to come' },
)
const workRow = Type.Object(
  {
    item: Type.Object({
      id,
      code: Type.String(),
      kind,
      version: Type.Integer(),
      title: texts,
      applicant: Type.String(),
      status,
      answerBy: instant,
      appointment: orNull(instant),
      stepsTotal: Type.Integer(),
      acts: Type.Array(verb),
    }),
    step: orNull(step),
    remaining_working_min: orNull(minutes),
    bar: Type.Array(barPart),
  },
  named('TodayRow'),
)
const next = orNull(Type.String({ description: 'Cursor of the next page' }))
export const todayShape = Type.Object({ now: instant, rows: Type.Array(workRow), next }, named('TodayView'))

const itemRow = Type.Object(
  {
    id,
    code: Type.String(),
    kind,
    title: texts,
    applicant: Type.String(),
    status,
    unit: unitRef,
    person: orNull(Type.String()),
    filedAt: instant,
    appointment: orNull(instant),
    late: Type.Boolean(),
    remaining_working_min: orNull(minutes),
  },
  named('ItemRow'),
)
export const itemPageShape = Type.Object({ rows: Type.Array(itemRow), next }, named('ItemPage'))

const unitLoad = Type.Object(
  {
    open: Type.Integer(),
    late: Type.Integer(),
    dueToday: Type.Integer(),
    unassigned: Type.Integer(),
  },
  { title: 'UnitLoad', description: 'Open steps of a unit, by the promise of each step' },
)
export const loadsShape = Type.Object({ loads: Type.Record(Type.String(), unitLoad) })

export const unmaskedShape = Type.Object({
  applicant: orNull(Type.Object({ name: Type.String() }, { additionalProperties: true })),
  through: orNull(Type.Object({ name: Type.String() }, { additionalProperties: true })),
})

export type UnitRef = Static<typeof unitRef>
export type StepView = Static<typeof step>
export type ApplicantView = Static<typeof applicant>
export type ItemView = Static<typeof itemShape>
export type TimeView = Static<typeof timeShape>
export type HistoryLine = Static<typeof historyLine>
export type StoryLineView = Static<typeof storyLine>
export type BarPart = Static<typeof barPart>
export type WorkRow = Static<typeof workRow>
export type WorkPage = Static<typeof todayShape>
export type ItemRow = Static<typeof itemRow>
export type ItemPage = Static<typeof itemPageShape>
export type UnitLoad = Static<typeof unitLoad>
