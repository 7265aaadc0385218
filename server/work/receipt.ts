import { localIso, minuteOf } from '#calendar'
import type { ProcedureVersion } from '#catalogue'
import { renderPaper, type LocalMoment } from '#documents'
import { personNames } from '#people'
import type { Actor } from '#identity'
import { Refusal } from '#kernel'
import { amountWords } from './amounts.ts'
import type { Item } from './item.ts'
import type { Office } from './office.ts'
import { openParty } from './party.ts'
import { promisedBy } from './pause.ts'
import { itemCalendar, procedureOfItem, unitRef, unitsToday } from './show.ts'
import { trackingSecret } from './tracking.ts'

const readSides = {
  name: 'work.read-receipt',
  text: `select p.sealed, (select coalesce(json_agg(json_build_object('part', f.part, 'originals', f.originals, 'copies', f.copies, 'files', cardinality(f.files)) order by f.no), '[]')
           from work.papers f where f.item = $2 and f.kind = 'part') as papers from work.parties p where p.id = $1`,
}
export const channelNames = { 1: 'Trực tiếp', 2: 'Trực tuyến', 3: 'Bưu chính công ích' } as const

/** Form 01 of an accepted dossier, as PDF. It carries the secret, because it is handed to the applicant. */
export async function printReceipt(
  office: Office,
  item: Item,
  by: Pick<Actor, 'id'> | null,
  now: Date,
): Promise<{ name: string; bytes: Uint8Array }> {
  const procedure = await procedureOfItem(office, item)
  if (item.accepted_at === null || item.due_at === null || !procedure) throw new NotAcceptedYet()
  const units = unitsToday(office, now)
  const calendar = itemCalendar(office, units, item)
  const local = (at: Date): LocalMoment => {
    const text = localIso(calendar, minuteOf(at))
    return { date: text.slice(0, 10), time: text.slice(11, 16) }
  }
  const [row] = await office.db.rows<{
    sealed: Buffer | null
    papers: { part: string; originals: number; copies: number; files: number }[]
  }>(readSides, [item.party, item.id])
  const party = openParty(office.keys, item.party, row?.sealed ?? null)
  const clerk = item.steps[0]?.person ?? by?.id ?? ''
  const names = await personNames({ db: office.db, keys: office.keys }, [clerk])
  const desk = unitRef(units, item.received_unit).name.vi
  const parent = units.find(item.received_unit)?.parent
  const promised = promisedBy(item, { procedure })
  const bytes = await renderPaper('01', {
    heading: {
      above: parent ? unitRef(units, parent).name.vi : null,
      agency: desk,
      number: `${item.code}/GTN`,
      place: units.get(units.ancestors(item.received_unit).at(-1) ?? item.received_unit).name.vi,
      date: local(item.accepted_at).date,
    },
    code: item.code,
    link: `${office.publicUrl}/tra-cuu/qr/${item.code}.${trackingSecret(office.keys, item.id)}`,
    secret: trackingSecret(office.keys, item.id),
    procedure: { code: procedure.code, name: procedure.name.vi },
    applicant: personOf(party),
    officer: { name: names.get(clerk) ?? '', title: 'Công chức tiếp nhận' },
    parts: (row?.papers ?? []).map(({ part, ...given }) => ({ name: partName(procedure, part), ...given })),
    channel: channelNames[item.channel],
    receivedAt: local(item.accepted_at),
    allow: promised.same_day ? 'trong ngày làm việc' : amountWords(promised.allow),
    appointment: local(item.extended_due_at ?? item.due_at),
    returnPlace: unitRef(units, item.returned_unit).name.vi,
    fees: [],
    competent: unitRef(units, item.competent_unit).name.vi,
  })
  return { name: `giay-hen-${item.code}.pdf`, bytes }
}

export class NotAcceptedYet extends Refusal {
  constructor() {
    super(
      'NotAcceptedYet',
      {
        vi: 'Hồ sơ chưa được tiếp nhận nên chưa có giấy hẹn.',
        en: 'The dossier is not accepted yet, so there is no receipt.',
      },
      { kind: 'conflict' },
    )
  }
}

export const partName = (procedure: ProcedureVersion, key: string): string =>
  procedure.parts.find((part) => part.key === key)?.name.vi ?? key

export function personOf(party: ReturnType<typeof openParty>): {
  name: string
  onBehalfOf?: string
  address?: string
  phone?: string
  email?: string
} {
  if (!party) return { name: '(đã xóa)' }
  const { applicant, through } = party
  return {
    name: through?.name ?? applicant.name,
    ...(through ? { onBehalfOf: applicant.name } : {}),
    ...(applicant.address ? { address: applicant.address } : {}),
    ...(applicant.phone ? { phone: applicant.phone } : {}),
    ...(applicant.email ? { email: applicant.email } : {}),
  }
}
