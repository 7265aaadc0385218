import { unitsByDate, type UnitKind, type UnitsOn } from '#people'

/** A few units as they stand on one day, each as code, parent and kind. */
export const someUnits = (...rows: [code: string, parent: string | null, kind: UnitKind][]): UnitsOn =>
  unitsByDate(
    rows.map(([code, parent, kind]) => ({
      code,
      parent,
      kind,
      name: { vi: code, en: code },
      adminCode: null,
      from: '2025-07-01',
      to: null,
      hours: 'office',
    })),
  ).at('2026-11-22')
