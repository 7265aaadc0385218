import { findVersion, inForce, type ProcedureVersion } from '#catalogue'
import { today, type UnitsOn } from '#people'
import { isAnswerLate } from '../answer-late.ts'
import { appointment, dueOf } from '../deadlines.ts'
import type { Item } from '../item.ts'
import { isLateNow } from '../item-view.ts'
import { calendarOf, type Office } from '../office.ts'
import { promisedBy } from '../pause.ts'
import { rulesOn } from '../rules.ts'
import { statusView, unitRef, unitsToday } from '../show.ts'
import { expectedOf, latest, type Ahead } from './expected.ts'
import { memberNow } from './member-now.ts'
import { progressOf, type Progress } from './progress.ts'
import { needsOf, setOfVersion, type LinkedSet } from './sets.ts'
import { dossiersOf, type Linked } from './store.ts'
import type { LinkedMember, LinkedView } from './views.ts'

interface Known {
  procedure: ProcedureVersion | undefined
  item: Item | undefined
  /** The agency that decides, as far as it is known before the dossier begins. */
  competent: string
}

/**
 * A linked filing as a whole: each member with its agency, state and clock, the one appointment, and which agency is late. A reader who may not open
 * a member still sees its agency, appointment and lateness, because the own result may hang on it; code and link are left out.
 */
export async function viewOfLinked(
  office: Office,
  linked: Linked,
  mayOpen: (item: Item) => boolean,
  now: Date,
): Promise<LinkedView> {
  const set = setOfVersion(office.linked, linked.set_code, linked.set_from)
  const items = await dossiersOf(office.db, linked.id)
  const units = unitsToday(office, now)
  const progress = progressOf(
    set,
    items.map((item) => memberNow(item, isLateNow(item, now) || isAnswerLate(office, item, units, now))),
  )
  const known = await knownOf(office, linked, set, items, units, now)
  const expected = expectedOf(set, aheadOf(office, linked, known, progress, units, now), now)
  const members = set.members.map((member): LinkedMember => {
    const one = known.get(member.procedure)!
    return {
      procedure: nameOf(member.procedure, one.procedure),
      agency: unitRef(units, one.competent),
      after: [...needsOf(member)],
      state: progress.states.get(member.procedure)!,
      late: progress.late.includes(member.procedure),
      held: one.item ? null : (linked.held[member.procedure] ?? null),
      ...begunPart(one.item, mayOpen),
      expected: one.item?.due_at ? null : iso(expected.get(member.procedure) ?? null),
    }
  })
  return {
    id: linked.id,
    code: linked.code,
    set: shownSet(set),
    filedAt: linked.filed_at.toISOString(),
    whole: progress.whole,
    appointment: iso(progress.appointment),
    expected: iso(progress.appointment === null ? wholeExpected(progress, expected) : null),
    late: members.filter((one) => one.late).map((one) => lateOf(one, unitRef(units, linked.received_unit))),
    members,
  }
}

/** Before an appointment is promised the clock is the receiving desk's: it is late with its answer, not the agency that will decide. */
const lateOf = (
  { procedure, agency, appointment: promised }: LinkedMember,
  desk: LinkedMember['agency'],
): LinkedView['late'][number] =>
  promised === null ? { procedure, agency: desk, with: 'answer' } : { procedure, agency, with: 'result' }

export const shownSet = (set: LinkedSet): LinkedView['set'] => ({
  code: set.code,
  name: set.name,
  evidence: set.evidence,
  legalBasis: set.legal_basis,
  elsewhere: set.elsewhere ?? [],
})

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

export const nameOf = (code: string, procedure: ProcedureVersion | undefined): LinkedMember['procedure'] => ({
  code,
  name: procedure?.name ?? { vi: code, en: code },
})

const begunPart = (item: Item | undefined, mayOpen: (item: Item) => boolean) => ({
  status: item ? statusView(item) : null,
  item: item && mayOpen(item) ? { id: item.id, code: item.code } : null,
  filedAt: iso(item?.filed_at ?? null),
  appointment: iso(item?.extended_due_at ?? item?.due_at ?? null),
  finishedAt: iso(item?.finished_at ?? null),
})

async function knownOf(
  office: Office,
  linked: Linked,
  set: LinkedSet,
  items: readonly Item[],
  units: UnitsOn,
  now: Date,
): Promise<Map<string, Known>> {
  const known = new Map<string, Known>()
  for (const member of set.members) {
    const item = items.find((one) => one.procedure === member.procedure)
    const procedure = item
      ? await findVersion(office.db, item.procedure, item.procedure_version)
      : await inForce(office.db, member.procedure, today(now))
    const plan = linked.members.find((one) => one.procedure === member.procedure)
    const commune = plan?.competent ?? units.home(linked.received_unit)
    const ofLevel = procedure?.competent.level === 'city' ? procedure.competent.unit : commune
    known.set(member.procedure, { procedure, item, competent: item?.competent_unit ?? ofLevel })
  }
  return known
}

function aheadOf(
  office: Office,
  linked: Linked,
  known: ReadonlyMap<string, Known>,
  progress: Progress,
  units: UnitsOn,
  now: Date,
): Map<string, Ahead> {
  const answerWithin = rulesOn(office.rulePacks, today(now)).answer_within
  const desk = calendarOf(office, units, linked.received_unit)
  const ahead = new Map<string, Ahead>()
  for (const [code, { procedure, item, competent }] of known) {
    const promise = (filed: Date): Date => {
      const answered = dueOf(desk, filed, answerWithin, [], now).due_at
      if (!procedure) return answered
      const promised = promisedBy({ channel: linked.channel }, { procedure })
      return appointment(calendarOf(office, units, competent), promised, answered, [], now).due_at
    }
    ahead.set(code, {
      state: progress.states.get(code)!,
      filedAt: item?.filed_at ?? null,
      appointment: item?.extended_due_at ?? item?.due_at ?? null,
      promise,
    })
  }
  return ahead
}

/** The last of all that can still come; null where one of them cannot be told. */
function wholeExpected(progress: Progress, expected: ReadonlyMap<string, Date | null>): Date | null {
  const coming = [...progress.states].filter(([, state]) => state !== 'ended' && state !== 'never')
  const ends = coming.flatMap(([procedure]) => expected.get(procedure) ?? [])
  return ends.length === 0 || ends.length < coming.length ? null : latest(ends)
}
