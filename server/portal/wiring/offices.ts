import { today, type Unit, type UnitTree } from '#people'
import type { Office, OfficesPart } from '../ports.ts'

const counterKinds = ['centre', 'branch', 'commune'] as const

/** Every counter that takes in any dossier of the city, by the Vietnamese alphabet. */
export const officesPart = (tree: UnitTree): OfficesPart => ({
  counters: async (now) =>
    listed(tree, now, (unit) => (counterKinds as readonly string[]).includes(unit.kind)),
  communes: async (now) => listed(tree, now, (unit) => unit.kind === 'commune'),
})

const alphabet = new Intl.Collator('vi')

const listed = (tree: UnitTree, now: Date, wanted: (unit: Unit) => boolean): Office[] =>
  tree
    .at(today(now))
    .all()
    .filter(wanted)
    .map((unit) => ({ code: unit.code, name: unit.name, kind: unit.kind as Office['kind'], address: null }))
    .sort((a, b) => rank(a) - rank(b) || alphabet.compare(a.name.vi, b.name.vi))

const rank = (office: Office): number =>
  ['centre', 'branch', 'commune-centre', 'commune'].indexOf(office.kind)
