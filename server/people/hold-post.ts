import { invalid, seal, uuidv7, type Context } from '#kernel'
import { append, type Fact } from '#ledger'
import { forgetNames, sealName } from './names.ts'
import type { HoldingKind, Post } from './posts.ts'
import { nameHashes } from './search-names.ts'
import { tidy } from './spelling.ts'

const newPerson = {
  name: 'people.add-person',
  text: 'insert into people.people (id, name, phone, email, name_hashes) values ($1, $2, $3, $4, $5)',
}
const newPost = {
  name: 'people.add-post',
  text: `insert into people.posts (id, unit, role, name_vi, name_en, from_date) values ($1, $2, $3, $4, $5, $6)`,
}
const newHolding = {
  name: 'people.hold-post',
  text: `with changed as (update people.changes set posts = posts + 1)
    insert into people.holdings (id, post, person, kind, instead_of, decision, from_date, to_date)
    values ($1, $2, $3, $4, $5, $6, $7, $8)`,
}
const endedHolding = {
  name: 'people.leave-post',
  text: `with changed as (update people.changes set posts = posts + 1)
    update people.holdings set to_date = $2
     where id = $1 and from_date < $2 and (to_date is null or to_date > $2) returning person, post`,
}

/** Somebody new to the city's service. Their posts come by `holdPost`. */
export async function addPerson(
  cx: Context,
  person: { name: string; phone?: string; email?: string },
  by: string,
): Promise<string> {
  const id = uuidv7(cx.now)
  const name = tidy(person.name)
  const sealed = (field: 'phone' | 'email'): Buffer | null => {
    const value = person[field]
    return value === undefined ? null : seal(cx.keys, value, `people.${field}:${id}`)
  }
  await cx.db.rows(newPerson, [
    id,
    sealName(cx.keys, id, name),
    sealed('phone'),
    sealed('email'),
    nameHashes(cx.keys, name),
  ])
  await note(cx, id, by, { type: 'people.person-added', v: 1, data: { person: id } })
  return id
}

export async function addPost(cx: Context, post: Omit<Post, 'id'> & { from: string }): Promise<string> {
  const id = uuidv7(cx.now)
  await cx.db.rows(newPost, [id, post.unit, post.role, post.name.vi, post.name.en, post.from])
  return id
}

export interface Holding {
  post: string
  person: string
  kind: HoldingKind
  /** Whom a stand-in stands in for. */
  insteadOf?: string
  /** Number and date of the decision that says so. */
  decision: string
  /** First day, and the first day no more; half-open. */
  from: string
  to?: string
}

/**
 * Puts somebody into a post, as its holder, a stand-in or on secondment. Their sessions end, because what they may do has changed.
 * Refuses with `AlreadyHolds` when the same person has the same post on one of these days.
 */
export async function holdPost(cx: Context, holding: Holding, by: string): Promise<string> {
  const id = uuidv7(cx.now)
  const { post, person, kind, decision, from } = holding
  const insteadOf = holding.insteadOf ?? null
  const to = holding.to ?? null
  if (to !== null && to <= from) {
    throw invalid('to', {
      vi: 'Ngày kết thúc phải sau ngày bắt đầu.',
      en: 'The end must come after the beginning.',
    })
  }
  try {
    await cx.db.rows(newHolding, [id, post, person, kind, insteadOf, decision, from, to])
  } catch (error) {
    if ((error as { code?: string }).code !== exclusionViolation) throw error
    throw invalid(
      'from',
      {
        vi: 'Người này đã ở vị trí đó trong thời gian này.',
        en: 'This person already has this post in that time.',
      },
      'AlreadyHolds',
    )
  }
  await note(cx, person, by, {
    type: 'people.post-held',
    v: 1,
    data: { holding: id, post, person, kind, insteadOf, from, to },
  })
  return id
}

const exclusionViolation = '23P01'

/** Ends a holding: `to` is the first day no more. Gives whether there was one to end. */
export async function leavePost(cx: Context, holding: string, to: string, by: string): Promise<boolean> {
  const [row] = await cx.db.rows<{ person: string; post: string }>(endedHolding, [holding, to])
  if (!row) return false
  await note(cx, row.person, by, {
    type: 'people.post-left',
    v: 1,
    data: { holding, post: row.post, person: row.person, to },
  })
  return true
}

const erased = {
  name: 'people.erase-person',
  text: `with changed as (update people.changes set posts = posts + 1)
    update people.people set name = null, phone = null, email = null, number = null, number_hash = null, name_hashes = '{}', erased_at = $2
          where id = $1 and erased_at is null returning id`,
}

/** Removes everything that says who this is. The id stays: the ledger holds nothing else, so its chain stays whole. */
export async function erasePerson(cx: Context, person: string, by: string): Promise<boolean> {
  const rows = await cx.db.rows(erased, [person, cx.now])
  forgetNames(cx.keys)
  if (rows.length > 0) await note(cx, person, by, { type: 'people.person-erased', v: 1, data: { person } })
  return rows.length > 0
}

const note = (cx: Context, person: string, by: string, fact: Fact): Promise<unknown> =>
  append(cx, `people/${person}`, [fact], by)
