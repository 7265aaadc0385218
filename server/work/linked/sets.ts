import { readdirSync, readFileSync } from 'node:fs'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import { unknownLinkedSet } from './refusals.ts'

/** Linked procedures as data, `rules/linked/sets.<date>.yaml`: which dossiers one filing makes, and which needs the result of which. */
const folder = new URL('../../../rules/linked/', import.meta.url)

const text = Type.String({ minLength: 1 })
const closed = { additionalProperties: false } as const
const texts = Type.Object({ vi: text, en: text }, closed)
const evidence = Type.Union([Type.Literal('verified'), Type.Literal('secondary'), Type.Literal('unverified')])
const set = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z0-9-]{3,60}$' }),
    name: texts,
    legal_basis: Type.Array(Type.Object({ text, evidence }, closed), { minItems: 1 }),
    evidence,
    members: Type.Array(
      Type.Object({ procedure: text, after: Type.Optional(Type.Array(text, { minItems: 1 })) }, closed),
      { minItems: 2, maxItems: 9 },
    ),
    /** Parts of the life event that bodies outside this system handle. */
    elsewhere: Type.Optional(Type.Array(texts)),
  },
  closed,
)
const pack = Type.Object(
  {
    effective_from: text,
    effective_to: Type.Union([text, Type.Null()]),
    citation: text,
    evidence,
    sets: Type.Array(set),
  },
  closed,
)
const check = Compile(pack)

export type LinkedSet = Static<typeof set>
export type LinkedPack = Static<typeof pack>

/** The procedures whose result a member needs; none for one that begins at once. */
export const needsOf = (member: LinkedSet['members'][number]): readonly string[] => member.after ?? []

/** The packs of every date, oldest first. One that does not read is refused with its file and place. */
export function readLinkedPacks(): LinkedPack[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => checkedPack(name, parse(readFileSync(new URL(name, folder), 'utf8'))))
}

export function checkedPack(name: string, read: unknown): LinkedPack {
  if (!check.Check(read)) {
    const [error] = check.Errors(read)
    throw new Error(`rules/linked/${name} at ${error?.instancePath}: ${error?.message}`)
  }
  const codes = new Set<string>()
  for (const one of read.sets) {
    if (codes.has(one.code)) throw new Error(`rules/linked/${name}: ${one.code} stands there twice`)
    codes.add(one.code)
    checkOrder(name, one)
  }
  return read
}

/** A member may need only members above it: so an order exists, and it can be read from top to bottom. */
function checkOrder(name: string, one: LinkedSet): void {
  const above = new Set<string>()
  for (const member of one.members) {
    const unknown = needsOf(member).find((code) => !above.has(code))
    if (unknown !== undefined)
      throw new Error(
        `rules/linked/${name}: ${one.code}: ${member.procedure} needs ${unknown}, which is not above it`,
      )
    if (above.has(member.procedure))
      throw new Error(`rules/linked/${name}: ${one.code}: ${member.procedure} stands there twice`)
    above.add(member.procedure)
  }
}

/** The sets one may file on a local date. */
export const setsOn = (packs: readonly LinkedPack[], day: string): readonly LinkedSet[] =>
  packOn(packs, day)?.sets ?? []

const packOn = (packs: readonly LinkedPack[], day: string): LinkedPack | undefined =>
  packs.findLast((one) => one.effective_from <= day && (one.effective_to === null || day < one.effective_to))

/** The set of that code in force on a date, with the date that names its version. */
export function setOn(
  packs: readonly LinkedPack[],
  code: string,
  day: string,
): { set: LinkedSet; from: string } {
  const found = packOn(packs, day)
  const one = found?.sets.find((each) => each.code === code)
  if (!found || !one) throw unknownLinkedSet(code)
  return { set: one, from: found.effective_from }
}

/** The set as it stood when something was filed under it. */
export function setOfVersion(packs: readonly LinkedPack[], code: string, from: string): LinkedSet {
  const one = packs.find((each) => each.effective_from === from)?.sets.find((each) => each.code === code)
  if (!one)
    throw new Error(`rules/linked: the set ${code} of ${from} is gone, and dossiers were filed under it`)
  return one
}
