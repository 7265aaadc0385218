import type { Actor } from '#identity'
import { getItem } from '../../history.ts'
import { findLead } from '../../item.ts'
import { testCity, type TestCity } from '../../testing/city.ts'
import { beginNext, type Begun } from '../begin-next.ts'
import { fileLinked, type LinkedFiled } from '../file-linked.ts'
import type { LinkedFiling } from '../input.ts'
import { linkedByCode } from '../read-linked.ts'
import type { LinkedMember, LinkedView } from '../views.ts'

/** A test city in which linked procedures are filed and lived through. */
export interface LinkedCity extends TestCity {
  fileLinked(
    set: string,
    now: Date,
    change?: Partial<LinkedFiling>,
    key?: string,
    by?: Actor,
  ): Promise<LinkedFiled>
  /** Takes a dossier through all its steps to its result, a minute each; gives when it was finished. */
  finish(item: string, from: Date): Promise<Date>
  view(filed: LinkedFiled, now: Date): Promise<LinkedView>
  /** Begins what is due, as the subscription does. */
  next(filed: LinkedFiled): Promise<Begun>
  /** Rows and numbers, to see that nothing was left behind. */
  counted(): Promise<unknown>
}

/** The sets the clone carries: a sequence of two, one before two, three side by side. */
export const birth = 'khai-sinh-thuong-tru'
export const correction = 'cai-chinh-ho-tich'
export const papers = 'giay-to-ca-nhan'

export const on = (day: string, hour = '08:00'): Date => new Date(`${day}T${hour}:00+07:00`)
export const key = (n: number): string => `0198c0de-0000-7000-9000-${String(n).padStart(12, '0')}`

export const member = (of: LinkedView, code: string): LinkedMember =>
  of.members.find((one) => one.procedure.code === code)!

export async function linkedCity(): Promise<LinkedCity> {
  const city = await testCity()
  let keys = 100
  return {
    ...city,
    fileLinked: (set, now, change = {}, given = key((keys += 1)), actor = city.clerk) =>
      fileLinked(city.office, {
        actor,
        now,
        key: given,
        filing: { ...filing(city.commune), set, ...change },
      }),
    finish: (item, from) => finish(city, item, from),
    view: (filed, now) => linkedByCode(city.office, city.clerk, filed.code, now),
    next: (filed) => city.db.transaction((tx) => beginNext(city.office, tx, filed.id)),
    counted: () => city.db.rows(counted, []),
  }
}

const filing = (commune: string): Omit<LinkedFiling, 'set'> => ({
  channel: 'direct',
  receivedAt: commune,
  applicant: { kind: 'citizen', name: 'Trần Văn Bảy', number: '079085001234', phone: '0901234567' },
  notify: { channel: 'none' },
})

const counted = {
  name: 'test.counted',
  text: `select (select count(*) from work.items) as items, (select count(*) from work.linked) as linked,
                (select count(*) from ledger.entries) as entries, (select sum(last) from work.counters) as numbers`,
}

const roles = ['case-official', 'unit-head', 'leader', 'clerk'] as const

/** Somebody who may do any step of a unit. */
const allRound = (unit: string): Actor => ({
  kind: 'staff',
  id: key(7),
  name: '',
  posts: roles.map((role) => ({ id: key(7), unit, role })),
  session: null,
})

async function finish(city: TestCity, id: string, from: Date): Promise<Date> {
  await city.act(city.clerk, 'accept', id, from)
  for (let at = new Date(from.getTime() + 60_000); ; at = new Date(at.getTime() + 60_000)) {
    const lead = findLead(await getItem(city.office, id))!
    const by = allRound(lead.unit)
    try {
      await city.act(by, 'finish', id, at, { outcome: 'granted' })
      return at
    } catch (error) {
      if ((error as { code?: string }).code !== 'NotTheLastStep') throw error
      await city.act(by, 'complete-step', id, at, {}, { no: lead.no })
    }
  }
}
