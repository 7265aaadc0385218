import type { Database } from '#kernel'
import type { HeldPost, PostRole } from './posts.ts'

export interface PersonRef {
  id: string
  name: string
}

/**
 * A query of who is at work in which post on date $1: somebody seconded elsewhere is not at their own posts meanwhile, and a post that is
 * over by that date has nobody.
 */
export const atWork = `
  select h.person, p.id as post, p.unit, p.role, h.kind
    from people.holdings h join people.posts p on p.id = h.post
   where h.from_date <= $1 and (h.to_date is null or h.to_date > $1)
     and p.from_date <= $1 and (p.to_date is null or p.to_date > $1)
     and (h.kind <> 'holds' or h.person not in (
           select away.person from people.holdings away
            where away.kind = 'seconded'
              and away.from_date <= $1 and (away.to_date is null or away.to_date > $1)))`

/** The body a unit belongs to, with its rooms: an official of the economic room is one of the commune's officials. */
const household = `
  with recursive here as (
    select * from people.units where from_date <= $1 and (to_date is null or to_date > $1)),
  up as (
    select code, parent, kind from here where code = $2
    union all
    select u.code, u.parent, u.kind from up join here u on u.code = up.parent
     where up.kind in ('room', 'office', 'commune-centre')),
  body as (select code from up where kind not in ('room', 'office', 'commune-centre')),
  house as (
    select code from body
    union
    select u.code from house join here u on u.parent = house.code where u.kind in ('room', 'office', 'commune-centre'))`

const holders = {
  name: 'people.holders',
  text: `${household}, working as (${atWork})
    select w.person as id, min(case w.kind when 'stands-in' then 1 else 0 end) as rank
      from working w
     where w.role = $3 and (w.unit = $2 or w.unit in (select code from house))
     group by w.person, w.unit = $2
     order by w.unit = $2 desc, rank, w.person`,
}

/**
 * Ids of the people who fill posts of that role on the date `on` (`yyyy-mm-dd`), stand-ins last. Those of the unit itself come first,
 * then those of the rooms of the same body.
 */
export async function findHolders(db: Database, unit: string, role: PostRole, on: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(holders, [on, unit, role])
  return [...new Set(rows.map((row) => row.id))]
}

const posts = {
  name: 'people.posts-of-person',
  text: `select post as id, unit, role from (${atWork} and h.person = $2) w order by unit, role, post`,
}

/** The posts a person fills on a date, the ones they stand in for included. */
export function postsOf(db: Database, person: string, on: string): Promise<HeldPost[]> {
  return db.rows<HeldPost>(posts, [on, person])
}

const ownHolders = {
  name: 'people.own-holders',
  text: `select person as id from (${atWork}) w where w.unit = $2 and w.role = $3 order by person`,
}

/** As `findHolders`, but of this very unit alone: a room's own people, without those of the rooms beside it. */
export async function findOwnHolders(
  db: Database,
  unit: string,
  role: PostRole,
  on: string,
): Promise<string[]> {
  return (await db.rows<{ id: string }>(ownHolders, [on, unit, role])).map((row) => row.id)
}
