import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import type { Texts } from '#kernel'
import { divisionOf, englishName } from './spelling.ts'
import type { Unit, UnitKind } from './units.ts'

const strict = { additionalProperties: false }
const text = Type.String({ minLength: 1 })
const date = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const evidence = Type.Union([Type.Literal('verified'), Type.Literal('secondary'), Type.Literal('unverified')])
const source = { citation: text, evidence }
const no = Type.Integer({ minimum: 1 })
const roomKind = Type.Union([Type.Literal('office'), Type.Literal('room'), Type.Literal('commune-centre')])
const cityRole = Type.Union([
  Type.Literal('city-office'),
  Type.Literal('home-affairs'),
  Type.Literal('it'),
  Type.Literal('inspector'),
])
const division = Type.Union([Type.Literal('ward'), Type.Literal('commune'), Type.Literal('special-zone')])

const cityPack = Type.Object(
  {
    kind: Type.Literal('city'),
    pack: text,
    effective_from: date,
    effective_to: Type.Union([date, Type.Null()]),
    name: Type.Object({ vi: text, en: text }, strict),
    admin_code: Type.String({ pattern: '^\\d{2}$' }),
    e_id: Type.Object({ code: Type.String({ pattern: '^[A-Y]\\d{2}$' }), ...source }, strict),
    unit_codes: Type.Object(source, strict),
    dossier_code: Type.Object({ template: text, ...source }, strict),
    calendar: text,
    /** The commune whose people the demonstration signs in as. */
    demonstration: Type.Object({ commune: Type.String({ pattern: '^\\d{5}$' }) }, strict),
    hours: Type.Object(
      { city: text, department: text, centre: text, branch: text, 'area-team': text, commune: text },
      strict,
    ),
    commune_rooms: Type.Object(
      {
        ...source,
        list: Type.Array(
          Type.Object({ no, kind: roomKind, for: Type.Array(division), vi: text, en: text }, strict),
        ),
      },
      strict,
    ),
    departments: Type.Object(
      {
        ...source,
        rooms: Type.Array(Type.Object({ no, kind: roomKind, vi: text, en: text }, strict)),
        list: Type.Array(Type.Object({ no, vi: text, en: text, role: Type.Optional(cityRole) }, strict)),
      },
      strict,
    ),
    centre: Type.Object(
      {
        no,
        vi: text,
        en: text,
        branches: Type.Integer({ minimum: 0 }),
        area_teams: Type.Integer({ minimum: 0 }),
        ...source,
      },
      strict,
    ),
    communes: Type.Object(
      { ...source, count: no, list: Type.Record(Type.String({ pattern: '^\\d{5}$' }), text) },
      strict,
    ),
  },
  strict,
)

/** One city as `rules/cities/<name>.yaml` tells it. */
export type CityPack = Static<typeof cityPack>
const checker = Compile(cityPack)

export const citiesFolder = join(import.meta.dirname, '../../rules/cities')

export function readCity(name: string, folder: string = citiesFolder): CityPack {
  const pack: unknown = parse(readFileSync(join(folder, `${name}.yaml`), 'utf8'))
  if (!checker.Check(pack)) {
    const fault = checker.Errors(pack)[0]
    throw new Error(
      `rules/cities/${name}.yaml: ${fault?.instancePath ?? ''} ${fault?.message ?? 'is not a city pack'}`,
    )
  }
  const listed = Object.keys(pack.communes.list).length
  if (listed !== pack.communes.count) {
    throw new Error(
      `rules/cities/${name}.yaml: communes.count says ${pack.communes.count}, the list has ${listed}`,
    )
  }
  return pack
}

/** All units of the city: bodies first, each followed by its rooms. */
export function unitsOfCity(pack: CityPack): Unit[] {
  const root = pack.e_id.code
  const from = pack.effective_from
  const make = (code: string, parent: string | null, kind: UnitKind, name: Texts, hours: string): Unit => ({
    code,
    parent,
    kind,
    name,
    adminCode: null,
    from,
    to: pack.effective_to,
    hours,
  })
  const { hours } = pack
  const units: Unit[] = [{ ...make(root, null, 'city', pack.name, hours.city), adminCode: pack.admin_code }]
  for (const one of pack.departments.list) {
    const code = `${root}.${one.no}`
    units.push(make(code, root, 'department', { vi: one.vi, en: one.en }, hours.department))
    for (const room of pack.departments.rooms) {
      units.push(make(`${code}.${room.no}`, code, room.kind, { vi: room.vi, en: room.en }, hours.department))
    }
  }
  units.push(...centreOf(pack, make))
  for (const [adminCode, vi] of Object.entries(pack.communes.list)) {
    units.push(...communeUnits(pack, adminCode, vi, from))
  }
  return units
}

/** Area teams are numbered from 11 under the centre, so that branches keep 1 to 10. */
const firstTeam = 11

function centreOf(
  pack: CityPack,
  make: (code: string, parent: string, kind: UnitKind, name: Texts, hours: string) => Unit,
): Unit[] {
  const { centre, hours } = pack
  const code = `${pack.e_id.code}.${centre.no}`
  const units = [make(code, pack.e_id.code, 'centre', { vi: centre.vi, en: centre.en }, hours.centre)]
  for (let n = 1; n <= centre.branches; n++) {
    units.push(
      make(`${code}.${n}`, code, 'branch', { vi: `Chi nhánh số ${n}`, en: `Branch ${n}` }, hours.branch),
    )
  }
  for (let n = 1; n <= centre.area_teams; n++) {
    const name = { vi: `Tổ khu vực số ${n}`, en: `Area Team ${n}` }
    units.push(make(`${code}.${firstTeam + n - 1}`, code, 'area-team', name, hours['area-team']))
  }
  return units
}

/** A commune with its offices, from a date on: also what opens when an import brings a new commune. */
export function communeUnits(pack: CityPack, adminCode: string, vi: string, from: string): Unit[] {
  const code = `${pack.e_id.code}.${adminCode}`
  const base = { from, to: pack.effective_to, hours: pack.hours.commune }
  const division = divisionOf(vi)
  const rooms = pack.commune_rooms.list.filter((room) => room.for.includes(division))
  return [
    { ...base, code, parent: pack.e_id.code, kind: 'commune', name: { vi, en: englishName(vi) }, adminCode },
    ...rooms.map((room): Unit => {
      const name = { vi: room.vi, en: room.en }
      return { ...base, code: `${code}.${room.no}`, parent: code, kind: room.kind, name, adminCode: null }
    }),
  ]
}
