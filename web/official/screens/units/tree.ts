import type { Said, UnitView } from '../../api/types.ts'
import { unaccented } from '../../words/unaccented.ts'

export interface UnitRow {
  unit: UnitView
  depth: number
}

/**
 * The units in the order of the tree, each with its depth. With something typed only those that match by name (marks or
 * not) or code, and the units above them, so that each is still seen in its place.
 */
export function treeRows(units: readonly UnitView[], typed: string, say: (said: Said) => string): UnitRow[] {
  const known = new Set(units.map((unit) => unit.code))
  const below = Map.groupBy(units, (unit) =>
    unit.parent !== null && known.has(unit.parent) ? unit.parent : '',
  )
  const wanted = unaccented(typed).trim()
  const matches = (unit: UnitView): boolean =>
    wanted === '' || unaccented(say(unit.name)).includes(wanted) || unit.code.toLowerCase().startsWith(wanted)
  const walk = (parent: string, depth: number): UnitRow[] =>
    (below.get(parent) ?? []).flatMap((unit) => {
      const inside = walk(unit.code, depth + 1)
      return inside.length > 0 || matches(unit) ? [{ unit, depth }, ...inside] : []
    })
  return walk('', 0)
}
