import type { Texts } from '#kernel'

export const unitKinds = [
  'city',
  'department',
  'centre',
  'branch',
  'area-team',
  'commune',
  'commune-centre',
  'room',
  'office',
] as const
export type UnitKind = (typeof unitKinds)[number]

/** A unit of the city during one half-open range of dates: from `from` up to, not including, `to`. */
export interface Unit {
  /** Electronic identifier, `H29.25747`: the key. Never derive kinship from its letters, only from `parent`. */
  code: string
  parent: string | null
  kind: UnitKind
  name: Texts
  /** 2 digits of a province, 5 of a commune. */
  adminCode: string | null
  from: string
  to: string | null
  /** Key of the office hours in the city's calendar. */
  hours: string
}

/** The units of the city on one date. All look-ups are in memory. */
export interface UnitsOn {
  readonly date: string
  /** Throws `UnknownUnit`. */
  get(code: string): Unit
  find(code: string): Unit | undefined
  children(code: string): string[]
  /** The unit itself and everything below it; empty when it does not exist on this date. */
  subtree(code: string): string[]
  /** From the parent up to the city. */
  ancestors(code: string): string[]
  /** True when `code` is `root` or lies below it. `H29.14` is not within `H29.1`. */
  isWithin(code: string, root: string): boolean
  /** The body that answers for a room: the commune, the department; the unit itself when it is not a room. */
  home(code: string): string
  /** The body of a unit with its rooms: what "my unit" means to somebody who works in one of them. */
  household(code: string): string[]
  all(): Unit[]
}

export interface UnitTree {
  at(date: string): UnitsOn
  /** Reads the units again after a change. */
  refresh(): Promise<void>
}

const rooms: ReadonlySet<UnitKind> = new Set(['commune-centre', 'room', 'office'])

/** The tree by date. Dates between two changes share one snapshot, so asking for each day of a year costs as much as for one. */
export function unitsByDate(units: readonly Unit[]): { at(date: string): UnitsOn } {
  const changes = [
    ...new Set(units.flatMap((unit) => (unit.to === null ? [unit.from] : [unit.from, unit.to]))),
  ].sort()
  const snapshots = new Map<number, UnitsOn>()
  return {
    at(date) {
      const era = changes.filter((change) => change <= date).length
      const known = snapshots.get(era)
      if (known) return known
      const made = unitsOn(
        date,
        units.filter((unit) => unit.from <= date && (unit.to === null || date < unit.to)),
      )
      snapshots.set(era, made)
      return made
    },
  }
}

interface Place {
  unit: Unit
  children: string[]
  /** Numbers in depth-first order: everything from `first` up to, not including, `end` lies below. */
  first: number
  end: number
}

function unitsOn(date: string, units: readonly Unit[]): UnitsOn {
  const { places, order } = numbered(units)
  const on: UnitsOn = {
    date,
    get(code) {
      const place = places.get(code)
      if (!place) throw new UnknownUnit(code, date)
      return place.unit
    },
    find: (code) => places.get(code)?.unit,
    children: (code) => [...(places.get(code)?.children ?? [])],
    subtree(code) {
      const place = places.get(code)
      return place ? order.slice(place.first, place.end) : []
    },
    ancestors(code) {
      const above: string[] = []
      for (
        let at = places.get(code)?.unit.parent ?? null;
        at !== null;
        at = places.get(at)?.unit.parent ?? null
      )
        above.push(at)
      return above
    },
    isWithin(code, root) {
      const inner = places.get(code)
      const outer = places.get(root)
      return (
        inner !== undefined && outer !== undefined && outer.first <= inner.first && inner.first < outer.end
      )
    },
    home(code) {
      let place = places.get(code)
      while (place && rooms.has(place.unit.kind) && place.unit.parent !== null)
        place = places.get(place.unit.parent)
      return place?.unit.code ?? code
    },
    household(code) {
      const found: string[] = []
      const body = places.get(on.home(code))
      if (body) gather(body)
      return found
      function gather(place: Place): void {
        found.push(place.unit.code)
        for (const child of place.children) {
          const below = places.get(child)!
          if (rooms.has(below.unit.kind)) gather(below)
        }
      }
    },
    all: () => order.map((code) => places.get(code)!.unit),
  }
  return on
}

/** A unit whose parent does not exist on the date is a root: it can be found, and nobody else's subtree holds it. */
function numbered(units: readonly Unit[]): { places: Map<string, Place>; order: string[] } {
  const places = new Map<string, Place>(
    units.map((unit) => [unit.code, { unit, children: [], first: 0, end: 0 }]),
  )
  const roots: Place[] = []
  for (const place of places.values()) {
    const parent = place.unit.parent === null ? undefined : places.get(place.unit.parent)
    if (parent) parent.children.push(place.unit.code)
    else roots.push(place)
  }
  const order: string[] = []
  const visit = (place: Place): void => {
    place.first = order.length
    order.push(place.unit.code)
    for (const child of place.children) visit(places.get(child)!)
    place.end = order.length
  }
  roots.forEach(visit)
  return { places, order }
}

export class UnknownUnit extends Error {
  constructor(code: string, date: string) {
    super(`no unit ${code} on ${date}`)
    this.name = 'UnknownUnit'
  }
}
