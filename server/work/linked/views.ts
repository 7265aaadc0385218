import { Type, type Static } from 'typebox'
import { texts } from '../views.ts'

/** What the API shows of linked procedures; types of the server, of the API's description and of the console follow from it. */
const instant = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])
const evidence = Type.Unsafe<'verified' | 'secondary' | 'unverified'>({
  type: 'string',
  enum: ['verified', 'secondary', 'unverified'],
})
const procedure = Type.Object({ code: Type.String(), name: texts })
const agency = Type.Object({ code: Type.String(), name: texts })
const state = Type.Unsafe<'open' | 'granted' | 'ended' | 'ready' | 'waiting' | 'never'>({
  type: 'string',
  enum: ['open', 'granted', 'ended', 'ready', 'waiting', 'never'],
})

const lateWith = Type.Unsafe<'answer' | 'result'>({ type: 'string', enum: ['answer', 'result'] })

export const linkedMemberView = Type.Object(
  {
    procedure,
    agency,
    after: Type.Array(Type.String(), {
      description: 'Procedures whose result it needs; none: it begins at once',
    }),
    state,
    status: Type.Union([
      Type.Object({ code: Type.Integer(), vi: Type.String(), en: Type.String() }),
      Type.Null(),
    ]),
    item: Type.Union([Type.Object({ id: Type.String(), code: Type.String() }), Type.Null()], {
      description: 'Null until it begins, and for a reader who may not open it',
    }),
    filedAt: instant,
    appointment: instant,
    expected: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
      description: 'While nothing is promised: the latest if every agency uses all its time',
    }),
    finishedAt: instant,
    late: Type.Boolean(),
    held: Type.Union([texts, Type.Null()], {
      description: 'Why it could not be filed although its turn had come',
    }),
  },
  { title: 'LinkedMember' },
)

export const linkedView = Type.Object(
  {
    id: Type.String(),
    code: Type.String({ examples: ['H29.26740.LT-261122-0001'] }),
    set: Type.Object({
      code: Type.String(),
      name: texts,
      evidence,
      legalBasis: Type.Array(Type.Object({ text: Type.String(), evidence })),
      elsewhere: Type.Array(texts),
    }),
    filedAt: Type.String({ format: 'date-time' }),
    whole: Type.Unsafe<'running' | 'done' | 'ended'>({ type: 'string', enum: ['running', 'done', 'ended'] }),
    appointment: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
      description: 'The last appointment of all; null while one is not promised yet',
    }),
    expected: instant,
    late: Type.Array(Type.Object({ procedure, agency, with: lateWith }), {
      description:
        'The agencies that are late: the receiving desk with its answer, an agency with its result',
    }),
    members: Type.Array(linkedMemberView),
  },
  { title: 'LinkedView' },
)

export type LinkedView = Static<typeof linkedView>
export type LinkedMember = Static<typeof linkedMemberView>

export const linkedSetView = Type.Object(
  {
    code: Type.String(),
    name: texts,
    evidence,
    legalBasis: Type.Array(Type.Object({ text: Type.String(), evidence })),
    elsewhere: Type.Array(texts),
    members: Type.Array(Type.Object({ procedure, after: Type.Array(Type.String()) })),
  },
  { title: 'LinkedSetView' },
)

export const linkedFiledReply = Type.Object(
  {
    id: Type.String(),
    code: Type.String(),
    secret: Type.String({ description: 'Opens the tracking page of all of them together with the code' }),
    items: Type.Array(
      Type.Object({
        procedure: Type.String(),
        id: Type.String(),
        code: Type.String(),
        status: Type.Integer(),
        version: Type.Integer(),
        answerBy: Type.String({ format: 'date-time' }),
      }),
    ),
    waiting: Type.Array(Type.String(), {
      description: 'Procedures that begin when what they need is granted',
    }),
  },
  { title: 'LinkedFiled' },
)
