import type { Context } from '#kernel'
import { atWork, type PersonRef } from './holders.ts'
import { erasedName, personNames } from './names.ts'
import type { HeldPost } from './posts.ts'
import { nameMatches, queryHashes } from './search-names.ts'

export interface Member extends PersonRef {
  posts: HeldPost[]
}

type Reading = Pick<Context, 'db' | 'keys'>

const members = {
  name: 'people.members',
  text: `select person, json_agg(json_build_object('id', post, 'unit', unit, 'role', role) order by unit, role) as posts
           from (${atWork} and p.unit = any($2)) w group by person order by person`,
}
const found = {
  name: 'people.search-staff',
  text: `select w.person, json_agg(json_build_object('id', post, 'unit', unit, 'role', role) order by unit, role) as posts
           from (${atWork} and h.person in (
             select id from people.people
              where name_hashes @> $2::bytea[] and name_hashes && $3::bytea[] order by id limit $4)) w
          group by w.person order by w.person`,
}

/** Everybody at work in these units on a date, with the posts they have there, by name. */
export async function membersOf(cx: Reading, units: readonly string[], on: string): Promise<Member[]> {
  return named(cx, await cx.db.rows<Row>(members, [on, units]))
}

/** At most so many candidates are unsealed, whatever is typed. */
const mostCandidates = 200

/** Officials at work whose name is what was typed; nothing for fewer than two letters. */
export async function searchStaff(cx: Reading, typed: string, on: string): Promise<Member[]> {
  const query = queryHashes(cx.keys, typed)
  if (!query) return []
  const rows = await cx.db.rows<Row>(found, [on, query.every, query.oneOf, mostCandidates])
  return (await named(cx, rows)).filter((member) => nameMatches(member.name, typed))
}

interface Row {
  person: string
  posts: HeldPost[]
}

async function named(cx: Reading, rows: readonly Row[]): Promise<Member[]> {
  const names = await personNames(
    cx,
    rows.map((row) => row.person),
  )
  return rows
    .map(({ person, posts }) => ({ id: person, name: names.get(person) ?? erasedName, posts }))
    .sort((a, b) => vietnamese.compare(givenFirst(a.name), givenFirst(b.name)))
}

const vietnamese = new Intl.Collator('vi')

/** Lists of people go by the given name, which comes last. */
const givenFirst = (name: string): string => name.split(' ').reverse().join(' ')
