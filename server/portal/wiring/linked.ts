import {
  findLinkedMember,
  linkedForApplicant,
  openLinked,
  type Item,
  type LinkedView,
  type Office,
} from '#work'
import type { LinkedFiling } from '../ports-linked.ts'
import type { OpenedItem } from '../ports.ts'

/** A filing of linked procedures as the tracking page of one of its dossiers shows it; null for a dossier that stands alone. */
export async function linkedOf(office: Office, item: Item, now: Date): Promise<LinkedFiling | null> {
  const view = await linkedForApplicant(office, item.parent, now)
  return view && shown(view)
}

const shown = (view: LinkedView): LinkedFiling => ({
  code: view.code,
  name: view.set.name,
  whole: view.whole,
  appointment: dateOr(view.appointment),
  expected: dateOr(view.expected),
  elsewhere: view.set.elsewhere,
  late: view.late.map((one) => ({ ...one, procedure: one.procedure.name, agency: one.agency.name })),
  members: view.members.map((member) => ({
    procedure: member.procedure.name,
    agency: member.agency.name,
    code: member.item?.code ?? null,
    state: member.state,
    status: member.status,
    appointment: dateOr(member.appointment),
    expected: dateOr(member.expected),
    finishedAt: dateOr(member.finishedAt),
    late: member.late,
    held: member.held,
    after: member.after.flatMap(
      (code) => view.members.find((one) => one.procedure.code === code)?.procedure.name ?? [],
    ),
  })),
})

const dateOr = (text: string | null): Date | null => (text === null ? null : new Date(text))

/** The filing itself, opened by its own code and secret; its pages are those of its dossiers. */
export async function openedLinked(
  office: Office,
  code: string,
  secret: string,
): Promise<OpenedItem | undefined> {
  const linked = await openLinked(office, code, secret)
  return linked && { item: linked.id, code: linked.code, linked: true }
}

/** The dossier of that code in one of these filings; under a filing's own code the one that matters now. */
export async function openedMember(
  office: Office,
  code: string,
  filings: readonly string[],
): Promise<OpenedItem | undefined> {
  const item = await findLinkedMember(office, code, filings)
  return item && { item: item.id, code: item.code }
}
