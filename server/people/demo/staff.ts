import { namedUuid, type Context } from '#kernel'
import type { CityPack } from '../city.ts'
import { unitsOfCity } from '../city.ts'
import { installCity } from '../install-city.ts'
import { forgetNames, sealName } from '../names.ts'
import type { PostRole } from '../posts.ts'
import { nameHashes } from '../search-names.ts'
import type { Unit } from '../units.ts'
import { chance, personName, type Chance } from './names.ts'
import { postPlans, type PostPlan } from './posts.ts'

export interface DemoStaff {
  units: number
  posts: number
  people: number
}

export interface DemoSize {
  /** Chooses the names; the same seed gives the same city. */
  seed: number
  /** `small` staffs the demonstration's commune and four others, `whole` all of them. */
  size: 'small' | 'whole'
}

const posts = {
  name: 'people.demo-posts',
  text: `insert into people.posts (id, unit, role, name_vi, name_en, seats, from_date)
    select * from json_to_recordset($1::text::json) as p(id uuid, unit text, role text, vi text, en text, seats int, since date)
    on conflict do nothing`,
}
const people = {
  name: 'people.demo-people',
  text: `insert into people.people (id, name, name_hashes)
    select id, decode(name, 'base64'),
           array(select decode(h, 'base64') from json_array_elements_text(hashes) as h)
      from json_to_recordset($1::text::json) as p(id uuid, name text, hashes json)
    on conflict do nothing`,
}
const holdings = {
  name: 'people.demo-holdings',
  text: `insert into people.holdings (id, post, person, kind, decision, from_date)
    select id, post, person, 'holds', 'QĐ mô phỏng', since
      from json_to_recordset($1::text::json) as h(id uuid, post uuid, person uuid, since date)
    on conflict do nothing`,
}
const known = { name: 'people.demo-known', text: 'select id from people.holdings where id = $1' }
const touched = { name: 'people.touch-posts', text: 'update people.changes set posts = posts + 1' }

/** Opens the city's units and fills them with people who do not exist. Doing it again changes nothing. */
export async function seedDemoStaff(
  cx: Pick<Context, 'db' | 'keys'>,
  pack: CityPack,
  { seed, size }: DemoSize,
): Promise<DemoStaff> {
  const units = unitsOfCity(pack)
  const plans = postPlans(pack, staffed(pack, units, size))
  const seatCount = plans.reduce((sum, plan) => sum + plan.seats, 0)
  const done: DemoStaff = { units: units.length, posts: plans.length, people: seatCount }
  // Sealing thousands of names takes a second or two, so a later start only looks whether the last of them is there.
  const last = plans.at(-1)!
  const [there] = await cx.db.rows(known, [demoHolding(last, last.seats - 1)])
  if (there) return done
  const random = chance(seed)
  const since = pack.effective_from
  const postRows = plans.map((plan) => ({
    id: demoPost(plan.unit, plan.role, plan.name.vi),
    unit: plan.unit,
    role: plan.role,
    ...plan.name,
    seats: plan.seats,
    since,
  }))
  const seats = plans.flatMap((plan) => Array.from({ length: plan.seats }, (_, seat) => ({ plan, seat })))
  const personRows = seats.map(({ plan, seat }) => personRow(cx, plan, seat, random))
  const holdingRows = seats.map(({ plan, seat }, at) => ({
    id: demoHolding(plan, seat),
    post: demoPost(plan.unit, plan.role, plan.name.vi),
    person: personRows[at]!.id,
    since,
  }))
  await cx.db.transaction(async (tx) => {
    await installCity(tx, pack)
    await tx.rows(posts, [JSON.stringify(postRows)])
    await tx.rows(people, [JSON.stringify(personRows)])
    await tx.rows(holdings, [JSON.stringify(holdingRows)])
    await tx.rows(touched, [])
  })
  forgetNames(cx.keys)
  return done
}

/** The person of the demonstration in the given seat (from 0) of a unit's posts of that role. */
export const demoPerson = (unit: string, role: PostRole, seat = 0): string =>
  namedUuid(`demo/person/${unit}/${role}/${seat}`)

const demoHolding = (plan: PostPlan, seat: number): string =>
  namedUuid(`demo/holding/${plan.unit}/${plan.role}/${seat}`)

const demoPost = (unit: string, role: PostRole, name: string): string =>
  namedUuid(`demo/post/${unit}/${role}/${name}`)

function personRow(
  cx: Pick<Context, 'keys'>,
  plan: PostPlan,
  seat: number,
  random: Chance,
): { id: string; name: string; hashes: string[] } {
  const id = demoPerson(plan.unit, plan.role, seat)
  const name = personName(random)
  return {
    id,
    name: sealName(cx.keys, id, name).toString('base64'),
    hashes: nameHashes(cx.keys, name).map((hash) => hash.toString('base64')),
  }
}

const fewCommunes = 5

function staffed(pack: CityPack, units: readonly Unit[], size: DemoSize['size']): Unit[] {
  if (size === 'whole') return [...units]
  const root = pack.e_id.code
  const first = `${root}.${pack.demonstration.commune}`
  const communes = units.filter((unit) => unit.kind === 'commune').map((unit) => unit.code)
  const chosen = new Set([first, ...communes.filter((code) => code !== first).slice(0, fewCommunes - 1)])
  const inCommune = new Set(communes)
  return units.filter((unit) => {
    const body = inCommune.has(unit.code)
      ? unit.code
      : unit.parent !== null && inCommune.has(unit.parent)
        ? unit.parent
        : undefined
    return body === undefined || chosen.has(body)
  })
}
