import { reach, type Actor } from '#identity'
import { keyedHash } from '#kernel'
import { calendarOf, type Office } from './office.ts'
import { cursorOf, keyOf, pageRows } from './cursor.ts'
import type { StatusCode } from './status.ts'
import { isLateNow } from './item-view.ts'
import { remainingMin, runningPromise } from './bar.ts'
import { findLead } from './item.ts'
import { applicantOf, namesOf, procedureOfItem, statusView, unitRef, unitsToday } from './show.ts'
import { readRows, type ListRow } from './today.ts'
import { itemOf } from './store.ts'
import type { ItemPage, ItemRow } from './views.ts'
import { numberHash, openParty, phoneHash } from './party.ts'
import { nameMatches, queryHashes } from '#people'

export interface Wanted {
  status?: StatusCode
  unit?: string
  procedure?: string
  cursor?: string
}

const latest = new Date(8.64e15)
const highest = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const wanted = `and ($2::smallint is null or i.status = $2) and ($3::text is null or i.procedure = $3)`

/** One short scan per unit in sight, newest first, merged; the whole city is one scan of the primary key. */
const byUnits = {
  name: 'work.items-by-units',
  text: `select distinct on (id) id from (
           select x.id from unnest($1::text[]) u(unit) cross join lateral (
             select i.id from work.items i where i.competent_unit = u.unit ${wanted} and i.id < $4::uuid order by i.id desc limit ${pageRows + 1}) x
           union all
           select x.id from unnest($1::text[]) u(unit) cross join lateral (
             select i.id from work.items i where i.received_unit = u.unit ${wanted} and i.id < $4::uuid order by i.id desc limit ${pageRows + 1}) x
         ) merged order by id desc limit ${pageRows + 1}`,
}
const ofCity = {
  name: 'work.items-of-city',
  text: `select i.id from work.items i where $1::text[] is null ${wanted} and i.id < $4::uuid order by i.id desc limit ${pageRows + 1}`,
}
const ofAccount = {
  name: 'work.items-of-account',
  text: `select i.id from work.items i where i.account = $1::uuid ${wanted} and i.id < $4::uuid order by i.id desc limit ${pageRows + 1}`,
}

/** The items the actor may see, newest first. A unit asked for is taken only as far as the permit reaches. */
export async function itemList(office: Office, actor: Actor, ask: Wanted, now: Date): Promise<ItemPage> {
  const units = unitsToday(office, now)
  const sight = reach(actor, 'work.read', units)
  const before = ask.cursor === undefined ? { at: latest, id: highest } : cursorOf(ask.cursor)
  const rest = [ask.status ?? null, ask.procedure ?? null, before.id]
  const below = ask.unit === undefined ? undefined : units.subtree(ask.unit)
  const seen =
    below === undefined
      ? sight.units
      : sight.city
        ? below
        : below.filter((unit) => sight.units.includes(unit))
  const ids =
    actor.kind === 'applicant'
      ? await office.db.rows<{ id: string }>(ofAccount, [actor.id, ...rest])
      : sight.city && below === undefined
        ? await office.db.rows<{ id: string }>(ofCity, [null, ...rest])
        : await office.db.rows<{ id: string }>(byUnits, [seen, ...rest])
  return pageOf(
    office,
    actor,
    ids.map((row) => row.id),
    now,
  )
}

async function pageOf(office: Office, actor: Actor, found: readonly string[], now: Date): Promise<ItemPage> {
  const ids = found.slice(0, pageRows)
  const rows = await itemRows(office, actor, ids, now)
  const last = ids.at(-1)
  return { rows, next: found.length > pageRows && last !== undefined ? keyOf(now, last) : null }
}

/** Rows for these items, in this order. */
export async function itemRows(
  office: Office,
  actor: Actor,
  ids: readonly string[],
  now: Date,
): Promise<ItemRow[]> {
  if (ids.length === 0) return []
  const units = unitsToday(office, now)
  const rows = await office.db.rows<ListRow>(readRows, [ids])
  const items = new Map(rows.map((row) => [row.id, { row, item: itemOf(row) }]))
  const names = await namesOf(
    office,
    [...items.values()].flatMap(({ item }) => item.steps),
  )
  const shown = await Promise.all(
    ids.map(async (id): Promise<ItemRow | undefined> => {
      const found = items.get(id)
      if (!found) return undefined
      const { item, row } = found
      const procedure = await procedureOfItem(office, item)
      const lead = findLead(item)
      const promise = runningPromise(item)
      return {
        id: item.id,
        code: item.code,
        kind: item.kind,
        title: procedure?.name ?? { vi: item.procedure, en: item.procedure },
        applicant: applicantOf(office, item, row, actor, units).name,
        status: statusView(item),
        unit: unitRef(units, lead?.unit ?? item.competent_unit),
        person: lead?.person ? (names.get(lead.person) ?? null) : null,
        filedAt: item.filed_at.toISOString(),
        appointment: (item.extended_due_at ?? item.due_at)?.toISOString() ?? null,
        late: isLateNow(item, now),
        remaining_working_min:
          promise && item.status !== 5 && item.status !== 6
            ? remainingMin(calendarOf(office, units, item.competent_unit), promise, now)
            : null,
      }
    }),
  )
  return shown.filter((row) => row !== undefined)
}

const searchMost = 200

const search = {
  name: 'work.search',
  text: `select i.id, i.received_unit, i.competent_unit, i.code, i.party, p.sealed
           from work.items i join work.parties p on p.id = i.party
          where i.code = $1 or i.party in (
            select id from work.parties
             where number_hash = $2 or phone_hash = $3
                or (cardinality($5::bytea[]) > 0 and name_hashes @> $4::bytea[] and name_hashes && $5::bytea[])
             limit ${searchMost})
          order by i.id desc limit ${searchMost}`,
}

interface Candidate {
  id: string
  received_unit: string
  competent_unit: string
  code: string
  party: string
  sealed: Buffer | null
}

/**
 * Finds dossiers by code, number, phone or name. Names are found by keyed hashes of their words, so no clear copy exists anywhere;
 * what the permit does not reach is left out first, the rest is opened and compared. The caller logs the search.
 */
export async function searchItems(office: Office, actor: Actor, text: string, now: Date): Promise<ItemRow[]> {
  const units = unitsToday(office, now)
  const sight = reach(actor, 'work.read', units)
  const typed = text.trim()
  const names = queryHashes(office.keys, typed)
  const found = await office.db.rows<Candidate>(search, [
    typed.toUpperCase(),
    numberHash(office.keys, typed),
    phoneHash(office.keys, typed),
    names?.every ?? [],
    names?.oneOf ?? [],
  ])
  const visible = found.filter(
    (row) =>
      sight.city || sight.units.includes(row.received_unit) || sight.units.includes(row.competent_unit),
  )
  const matching = visible.filter((row) => isMatch(office, row, typed))
  return itemRows(
    office,
    actor,
    matching.slice(0, pageRows).map((row) => row.id),
    now,
  )
}

function isMatch(office: Office, row: Candidate, typed: string): boolean {
  const applicant = openParty(office.keys, row.party, row.sealed)?.applicant
  if (row.code === typed.toUpperCase() || applicant === undefined) return row.code === typed.toUpperCase()
  const digits = typed.replace(/\D/g, '')
  const byNumber =
    digits.length >= 9 && (applicant.number === typed || applicant.phone?.replace(/\D/g, '') === digits)
  return byNumber || nameMatches(applicant.name, typed)
}

/** Names a search in the log without saying what was searched. */
export const searchMark = (office: Office, text: string): string =>
  keyedHash(office.keys, 'search-log', text.trim().toLowerCase()).toString('hex')
