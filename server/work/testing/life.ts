import { loadPacks, openCalendars, type Calendar } from '#calendar'
import type { ProcedureVersion, ProcessStep } from '#catalogue'
import type { Actor } from '#identity'
import { Refusal } from '#kernel'
import { chain, genesis, type ReadEntry } from '#ledger'
import { applied, type Change } from '../change.ts'
import { newItem, submittedFact, type Filing, type NewItem } from '../filing.ts'
import { findLead, type Item, type Step } from '../item.ts'
import type { Verb } from '../status.ts'
import type { Env, WorkRules } from '../verb.ts'
import { itemVerbs } from '../verbs.ts'

/** A dossier's life in memory: the real decisions and the real chain, no database and no permits. Instants are local texts. */
export interface Life {
  item: Item
  entries: ReadEntry[]
  last: Change | undefined
  /** Does an act at a local instant such as `2026-03-03T08:00`; throws what the decision refuses with. */
  act(verb: Verb, at: string, input?: Record<string, unknown>, by?: string): Change
  /** Decides on any item without changing this life. */
  decide(verb: Verb, at: string, input: Record<string, unknown>, item: Item, by?: string): Change
  lead(): Step
}

export const city = openCalendars(loadPacks()).of('hcmc')

export const local = (at: string): Date => new Date(`${at.length === 16 ? `${at}:00` : at}+07:00`)

/** An instant as people read it: `2026-03-03T08:00`. */
export const shown = (at: Date | null): string | null =>
  at === null ? null : new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 16)

export const people = {
  clerk: '00000000-0000-7000-8000-0000000000c1',
  official: '00000000-0000-7000-8000-0000000000a1',
  leader: '00000000-0000-7000-8000-0000000000b1',
  other: '00000000-0000-7000-8000-0000000000a2',
} as const

export const desk = 'H29.1'
export const elsewhere = 'H29.2'

export const actor = (id: string): Actor => ({ kind: 'staff', id, name: '', posts: [], session: null })

const step = (change: Partial<ProcessStep> & Pick<ProcessStep, 'key' | 'role' | 'next'>): ProcessStep => ({
  kind: 'work',
  name: { vi: 'Việc', en: 'Work' },
  at: 'competent',
  allow: { amount: 2, unit: 'wd' },
  responsibility: { vi: 'Trách nhiệm', en: 'Responsibility' },
  duty: 'lead',
  product: { vi: 'Sản phẩm', en: 'Product' },
  authority: { text: 'Thẩm quyền', evidence: 'unverified' },
  ...change,
})

/** Two steps: an official examines, a leader signs. Five working days. */
export const example: ProcedureVersion = {
  code: '9.999999',
  version: 1,
  name: { vi: 'Thủ tục thử', en: 'Test procedure' },
  field: 'ho-tich',
  levels: ['commune'],
  legalBasis: [],
  channels: [{ channel: 'direct', allow: { amount: 5, unit: 'wd' }, fees: [] }],
  parts: [
    {
      key: 'to-khai',
      name: { vi: 'Tờ khai', en: 'Declaration' },
      originals: 1,
      copies: 0,
      required: true,
      form: null,
      digitalSource: null,
    },
  ],
  subjects: ['citizen'],
  result: { vi: 'Giấy', en: 'Paper' },
  onlineLevel: 'none',
  partialReason: null,
  sameDay: false,
  cutOff: null,
  afterSupplement: 'resume',
  financialDuty: 'none',
  competent: { level: 'commune' },
  process: {
    id: 'thu',
    version: 1,
    steps: [
      step({
        key: 'tham-dinh',
        role: 'case-official',
        next: [
          { outcome: 'done', to: 'ky' },
          { outcome: 'refuse', to: 'finish' },
        ],
      }),
      step({
        key: 'ky',
        role: 'leader',
        duty: 'approve',
        kind: 'approve',
        allow: { amount: 1, unit: 'wd' },
        next: [
          { outcome: 'approved', to: 'finish' },
          { outcome: 'rejected', to: 'tham-dinh' },
        ],
      }),
    ],
  },
  sources: [],
  from: '2026-01-01',
  to: null,
  status: 'published',
} as unknown as ProcedureVersion

const rules: WorkRules = { answer_within: '8h', extensions_most: 1, supplements_alone: 1 }

interface Given {
  procedure?: Partial<ProcedureVersion>
  notify?: Filing['notify']['channel']
  /** Who alone fills a role; a role left out waits in the unit's queue. */
  holders?: Partial<Record<string, string>>
  approver?: boolean
}

const envs =
  (procedure: ProcedureVersion, holders: NonNullable<Given['holders']>, approver: boolean) =>
  (at: string, by: string): Env => ({
    now: local(at),
    actor: actor(by),
    calendar: city,
    calendarOf: (): Calendar => city,
    procedure,
    soleHolder: (_unit, role) => holders[role] ?? null,
    roomFor: (unit) => unit,
    worksIn: (_unit, person) => (Object.values(people) as string[]).includes(person),
    hasUnit: (unit) => unit.startsWith('H29'),
    may: () => approver,
    rules,
  })

function filedOf(
  filedAt: string,
  procedure: ProcedureVersion,
  given: Given,
  clerk: string | null,
): { filing: Filing; filed: NewItem } {
  const filing: Filing = {
    procedure: procedure.code,
    channel: 'direct',
    receivedAt: desk,
    applicant: { kind: 'citizen', name: 'A' },
    parts: [],
    notify: { channel: given.notify ?? 'none' },
  }
  const filed = newItem(filing, {
    id: '00000000-0000-7000-8000-000000000001',
    party: '00000000-0000-7000-8000-000000000002',
    account: null,
    places: { received: desk, competent: desk, returned: desk },
    procedure,
    calendar: city,
    answerWithin: rules.answer_within,
    clerk: clerk,
    now: local(filedAt),
  })
  return { filing, filed }
}

export function live(filedAt: string, given: Given = {}): Life {
  const procedure = { ...example, ...given.procedure }
  const holders = given.holders ?? {
    clerk: people.clerk,
    'case-official': people.official,
    leader: people.leader,
  }
  const env = envs(procedure, holders, given.approver === true)
  const { filing, filed } = filedOf(filedAt, procedure, given, holders['clerk'] ?? null)
  const life: Life = {
    item: { ...filed, seq: 0, code: 'H29.1-260303-0001', head: genesis },
    entries: [],
    last: undefined,
    decide: (verb, at, input, item, by = people.official) => {
      const found = itemVerbs.find((one) => one.verb === verb)!
      return found.decide(item, { no: -1, ...input } as never, env(at, by))
    },
    act(verb, at, input = {}, by) {
      const change = this.decide(verb, at, input, this.item, by)
      this.item = applied(this.item, change)
      chained(this, change.facts, local(at), by ?? people.official)
      this.last = change
      return change
    },
    lead() {
      const lead = findLead(this.item)
      if (!lead) throw new Error('no step is open')
      return lead
    },
  }
  chained(
    life,
    [
      {
        type: 'dossier.submitted',
        v: 1,
        data: { ...submittedFact(filed, filing), code: life.item.code } as never,
      },
    ],
    local(filedAt),
    people.clerk,
  )
  return life
}

function chained(life: Life, facts: Change['facts'], at: Date, by: string): void {
  const { entries, head } = chain({ seq: life.item.seq, hash: life.item.head }, life.item.id, facts, at, by)
  life.item = { ...life.item, seq: head.seq, head: head.hash ?? life.item.head }
  for (const entry of entries) {
    const body = JSON.parse(entry.body) as {
      type: string
      data: ReadEntry['data']
      at: string
      v: number
      actor: string
    }
    life.entries.push({
      stream: entry.stream,
      seq: entry.seq,
      type: body.type,
      v: body.v,
      at: new Date(body.at),
      actor: body.actor,
      data: body.data,
      position: null,
    })
  }
}

/** Filed at eight and accepted at nine on Tuesday 3 March 2026: due on Tuesday 10 March. */
export function accepted(given: Given = {}): Life {
  const life = live('2026-03-03T08:00', given)
  life.act('accept', '2026-03-03T09:00', {}, people.clerk)
  return life
}

/** For `assert.throws`. */
export const refused =
  (code: string, field?: string) =>
  (error: unknown): boolean =>
    error instanceof Refusal && error.code === code && (field === undefined || error.field === field)
