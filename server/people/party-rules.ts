import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'

const strict = { additionalProperties: false }
const date = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const count = Type.Integer({ minimum: 1 })
const source = {
  citation: Type.String({ minLength: 1 }),
  evidence: Type.Union([Type.Literal('verified'), Type.Literal('secondary'), Type.Literal('unverified')]),
}

const partyPack = Type.Object(
  {
    pack: Type.Literal('parties'),
    effective_from: date,
    effective_to: Type.Union([date, Type.Null()]),
    personal_number: Type.Object(
      { places: Type.Object({ from: count, to: count }, strict), ...source },
      strict,
    ),
    child: Type.Object({ under_years: count, ...source }, strict),
    tax_code: Type.Object({ weights: Type.Array(count, { minItems: 9, maxItems: 9 }), ...source }, strict),
  },
  strict,
)

/** What is asked of applicants: `rules/identity/parties.<date>.yaml`. */
export type PartyRules = Static<typeof partyPack>
const checker = Compile(partyPack)
const folder = join(import.meta.dirname, '../../rules/identity')

let read: PartyRules[] | undefined

/** The rules in force on a date; before the first, the first. Read once. */
export function partyRules(on: string): PartyRules {
  read ??= readdirSync(folder)
    .filter((file) => file.startsWith('parties.') && file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const pack: unknown = parse(readFileSync(join(folder, file), 'utf8'))
      if (checker.Check(pack)) return pack
      throw new Error(
        `rules/identity/${file}: ${checker.Errors(pack)[0]?.message ?? 'is not a parties pack'}`,
      )
    })
  const found =
    read.findLast(
      (pack) => pack.effective_from <= on && (pack.effective_to === null || on < pack.effective_to),
    ) ?? read[0]
  if (!found) throw new Error(`there are no rules of parties in ${folder}`)
  return found
}
