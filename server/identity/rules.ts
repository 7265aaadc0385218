import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'

const strict = { additionalProperties: false }
const source = {
  citation: Type.String({ minLength: 1 }),
  evidence: Type.Union([Type.Literal('verified'), Type.Literal('secondary'), Type.Literal('unverified')]),
}
const positive = Type.Integer({ minimum: 1 })
const methods = Type.Array(Type.Union([Type.Literal('oidc'), Type.Literal('local')]), { minItems: 1 })
const lengths = Type.Object({ idle_min: positive, longest_min: positive }, strict)
const claim = Type.String({ minLength: 1 })
const claims = Type.Object(
  {
    kind: claim,
    name: claim,
    number: claim,
    birth_date: claim,
    phone: claim,
    email: claim,
    address: claim,
    level: claim,
    ...source,
  },
  strict,
)
const date = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

const signInPack = Type.Object(
  {
    pack: Type.Literal('sign-in'),
    effective_from: date,
    effective_to: Type.Union([date, Type.Null()]),
    citizens: Type.Object({ methods, claims, ...source }, strict),
    staff: Type.Object({ methods, ...source }, strict),
    sessions: Type.Object(
      {
        ...source,
        staff: lengths,
        applicant: lengths,
        cached_s: positive,
        device_days: positive,
        oidc_start_min: positive,
      },
      strict,
    ),
    slow_down: Type.Object(
      {
        ...source,
        free_failures: positive,
        first_wait_s: positive,
        factor: Type.Number({ minimum: 1 }),
        longest_wait_s: positive,
        forget_after_min: positive,
        source_free_failures: positive,
      },
      strict,
    ),
    passwords: Type.Object(
      {
        ...source,
        shortest: positive,
        argon2id: Type.Object({ memory_kib: positive, passes: positive, lanes: positive }, strict),
      },
      strict,
    ),
  },
  strict,
)

/** The dated rule of sign-in: `rules/identity/sign-in.<date>.yaml`. */
export type SignInRules = Static<typeof signInPack>
const checker = Compile(signInPack)

export const rulesFolder = join(import.meta.dirname, '../../rules/identity')

/** Reads every dated version and gives the one in force on `date`; before the first, the first. */
export function readSignInRules(date: string, folder: string = rulesFolder): SignInRules {
  const packs = readdirSync(folder)
    .filter((file) => file.startsWith('sign-in.') && file.endsWith('.yaml'))
    .sort()
    .map((file) => checkPack(file, parse(readFileSync(join(folder, file), 'utf8'))))
  const inForce = packs.findLast(
    (pack) => pack.effective_from <= date && (pack.effective_to === null || date < pack.effective_to),
  )
  const rules = inForce ?? packs[0]
  if (!rules) throw new Error(`there is no rule of sign-in in ${folder}`)
  return rules
}

function checkPack(file: string, pack: unknown): SignInRules {
  if (checker.Check(pack)) return pack
  const fault = checker.Errors(pack)[0]
  throw new Error(
    `rules/identity/${file}: ${fault?.instancePath ?? ''} ${fault?.message ?? 'is not a sign-in pack'}`,
  )
}
