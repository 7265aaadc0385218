import { divisionOf, tidy } from './spelling.ts'

/** A province or commune as a release of the national list tells it. */
export interface Place {
  code: string
  province: string | null
  kind: 'province' | 'municipality' | 'ward' | 'commune' | 'special-zone'
  vi: string
  en: string
}

export interface Fault {
  /** Where in the file: `[3].Wards[12]`. */
  at: string
  why: string
}

/**
 * Reads a release of the list of provinces and communes: an array of provinces with `Code`, `FullName`, `FullNameEn` and `Wards`.
 * Faults are all told; the caller loads nothing when there is one.
 */
export function readPlaces(text: string): { places: Place[]; faults: Fault[] } {
  const faults: Fault[] = []
  const places: Place[] = []
  const seen = new Map<string, string>()
  const add = (at: string, row: unknown, province: string | null): string | undefined => {
    const found = placeOf(row, province)
    if (typeof found === 'string') {
      faults.push({ at, why: found })
      return undefined
    }
    const before = seen.get(found.code)
    if (before !== undefined) faults.push({ at, why: `code ${found.code} was already given at ${before}` })
    seen.set(found.code, at)
    places.push(found)
    return found.code
  }
  for (const [n, province] of arrayOf(parse(text, faults)).entries()) {
    const code = add(`[${n}]`, province, null)
    if (code === undefined) continue
    const wards = arrayOf((province as Record<string, unknown>)['Wards'])
    if (wards.length === 0) faults.push({ at: `[${n}].Wards`, why: 'a province without communes' })
    for (const [m, ward] of wards.entries()) add(`[${n}].Wards[${m}]`, ward, code)
  }
  if (places.length === 0 && faults.length === 0) faults.push({ at: '', why: 'the file holds no province' })
  return { places, faults }
}

function parse(text: string, faults: Fault[]): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    faults.push({ at: '', why: `not JSON: ${(error as Error).message}` })
    return []
  }
}

const arrayOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** The place, or in a sentence why it is none. */
function placeOf(row: unknown, province: string | null): Place | string {
  if (typeof row !== 'object' || row === null) return 'not an object'
  const { Code, FullName, FullNameEn } = row as Record<string, unknown>
  if (typeof Code !== 'string' || !(province === null ? /^\d{2}$/ : /^\d{5}$/).test(Code)) {
    return `Code must be text of ${province === null ? 2 : 5} digits, it is ${JSON.stringify(Code)}`
  }
  if (typeof FullName !== 'string' || tidy(FullName) === '') return `${Code}: FullName is missing`
  if (typeof FullNameEn !== 'string' || tidy(FullNameEn) === '') return `${Code}: FullNameEn is missing`
  const vi = tidy(FullName)
  const kind = province === null ? provinceKind(vi) : communeKind(vi)
  if (kind === undefined) return `${Code}: "${vi}" does not say what kind of unit it is`
  return { code: Code, province, kind, vi: vi.charAt(0).toUpperCase() + vi.slice(1), en: tidy(FullNameEn) }
}

function provinceKind(vi: string): Place['kind'] | undefined {
  if (/^thành phố /iu.test(vi)) return 'municipality'
  return /^tỉnh /iu.test(vi) ? 'province' : undefined
}

const communeKind = (vi: string): Place['kind'] | undefined =>
  /^(phường|xã|đặc khu) /iu.test(vi) ? divisionOf(vi) : undefined
