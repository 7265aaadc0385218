import { localIso, minuteOf } from '#calendar'
import { findVersion } from '#catalogue'
import { renderPaper, type LocalMoment } from '#documents'
import type { Actor } from '#identity'
import { personNames } from '#people'
import type { Item } from '../item.ts'
import { calendarOf, type Office } from '../office.ts'
import { openParty } from '../party.ts'
import { channelNames, NotAcceptedYet, partName, personOf, printReceipt } from '../receipt.ts'
import { unitRef, unitsToday } from '../show.ts'
import { trackingSecret } from '../tracking.ts'
import { viewOfLinked } from './linked-view.ts'
import { dossiersOf, findLinked, type Linked } from './store.ts'
import type { LinkedMember, LinkedView } from './views.ts'

/**
 * Form 01 for the whole of a linked filing: every agency with its own appointment, the one appointment of all, one QR. It can be printed
 * once an agency has accepted, and again later: it then says what is known by then.
 */
export async function printLinkedReceipt(
  office: Office,
  linked: Linked,
  by: Pick<Actor, 'id'> | null,
  now: Date,
): Promise<{ name: string; bytes: Uint8Array }> {
  const items = await dossiersOf(office.db, linked.id)
  const accepted = items.find((item) => item.accepted_at !== null)
  if (!accepted) throw new NotAcceptedYet()
  const view = await viewOfLinked(office, linked, () => true, now)
  const units = unitsToday(office, now)
  const local = localOf(office, linked, now)
  const clerk = accepted.steps[0]?.person ?? by?.id ?? ''
  const names = await personNames({ db: office.db, keys: office.keys }, [clerk])
  const parent = units.find(linked.received_unit)?.parent
  const bytes = await renderPaper('01', {
    heading: {
      above: parent ? unitRef(units, parent).name.vi : null,
      agency: unitRef(units, linked.received_unit).name.vi,
      number: `${linked.code}/GTN`,
      place: units.get(units.ancestors(linked.received_unit).at(-1) ?? linked.received_unit).name.vi,
      date: local(accepted.accepted_at!).date,
    },
    code: linked.code,
    link: `${office.publicUrl}/tra-cuu/qr/${linked.code}.${trackingSecret(office.keys, linked.id)}`,
    secret: trackingSecret(office.keys, linked.id),
    procedure: { code: null, name: view.set.name.vi },
    applicant: personOf(await partyOf(office, accepted)),
    officer: { name: names.get(clerk) ?? '', title: 'Công chức tiếp nhận' },
    parts: await partsOf(office, items),
    channel: channelNames[linked.channel],
    receivedAt: local(linked.filed_at),
    allow: '',
    appointment: view.appointment === null ? null : local(new Date(view.appointment)),
    ...(view.expected === null ? {} : { expected: local(new Date(view.expected)) }),
    returnPlace: unitRef(units, linked.returned_unit).name.vi,
    fees: [],
    competent: '',
    linked: view.members.map((member) => ({
      procedure: member.procedure.name.vi,
      agency: member.agency.name.vi,
      code: member.item?.code ?? '',
      when: whenOf(member, view, (iso) => shortText(local(new Date(iso)))),
    })),
  })
  return { name: `giay-hen-${linked.code}.pdf`, bytes }
}

/** What an applicant gets for a dossier: of linked procedures the one receipt of them all. */
export async function printOneReceipt(
  office: Office,
  item: Item,
  now: Date,
): Promise<{ name: string; bytes: Uint8Array }> {
  const linked = item.parent === null ? undefined : await findLinked(office.db, item.parent)
  return linked ? printLinkedReceipt(office, linked, null, now) : printReceipt(office, item, null, now)
}

function localOf(office: Office, linked: Linked, now: Date): (at: Date) => LocalMoment {
  const calendar = calendarOf(office, unitsToday(office, now), linked.received_unit)
  return (at) => {
    const text = localIso(calendar, minuteOf(at))
    return { date: text.slice(0, 10), time: text.slice(11, 16) }
  }
}

const shortText = ({ date, time }: LocalMoment): string =>
  `${time} ngày ${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`

/** The appointment of one agency, or why there is none. The paper is Vietnamese. */
function whenOf(member: LinkedMember, view: LinkedView, moment: (iso: string) => string): string {
  const expected = member.expected === null ? '' : `, dự kiến chậm nhất ${moment(member.expected)}`
  switch (member.state) {
    case 'ended':
      return member.status?.vi ?? ''
    case 'granted':
    case 'open':
      return member.appointment === null ? `Chờ tiếp nhận${expected}` : moment(member.appointment)
    case 'ready':
      return `Sắp bắt đầu${expected}`
    case 'waiting':
      return `Bắt đầu sau khi có kết quả số ${numbersOf(member, view)}${expected}`
    case 'never':
      return `Không bắt đầu, vì không có kết quả số ${numbersOf(member, view)}`
  }
}

/** The rows of the table whose results a member needs. */
const numbersOf = (member: LinkedMember, view: LinkedView): string =>
  member.after.map((code) => view.members.findIndex((one) => one.procedure.code === code) + 1).join(', ')

const readParty = { name: 'work.linked-receipt-party', text: 'select sealed from work.parties where id = $1' }

async function partyOf(office: Office, item: Item): Promise<ReturnType<typeof openParty>> {
  const [row] = await office.db.rows<{ sealed: Buffer | null }>(readParty, [item.party])
  return openParty(office.keys, item.party, row?.sealed ?? null)
}

interface PartRow {
  item: string
  part: string
  originals: number
  copies: number
  files: number
}

const readParts = {
  name: 'work.linked-receipt-parts',
  text: `select item, part, originals, copies, cardinality(files) as files
           from work.papers where item = any($1::uuid[]) and kind = 'part' order by item, no`,
}

/** The papers received with each dossier; the note says for which procedure. */
async function partsOf(office: Office, items: readonly Item[]) {
  const rows = await office.db.rows<PartRow>(readParts, [items.map((item) => item.id)])
  return Promise.all(
    rows.map(async ({ item: id, part, ...given }) => {
      const item = items.find((one) => one.id === id)!
      const procedure = await findVersion(office.db, item.procedure, item.procedure_version)
      return { name: procedure ? partName(procedure, part) : part, ...given, note: item.procedure }
    }),
  )
}
