export {
  UnknownUnit,
  unitKinds,
  unitsByDate,
  type Unit,
  type UnitKind,
  type UnitsOn,
  type UnitTree,
} from './units.ts'
export { loadUnits } from './load.ts'
export { postRoles, roleNames, type HeldPost, type HoldingKind, type Post, type PostRole } from './posts.ts'
export { today } from './today.ts'
export { findHolders, findOwnHolders, postsOf, type PersonRef } from './holders.ts'
export { loadStaff, type StaffOn } from './staff-on.ts'
export { addPerson, addPost, erasePerson, holdPost, leavePost, type Holding } from './hold-post.ts'
export { membersOf, searchStaff, type Member } from './members.ts'
export { erasedName, forgetNames, holdersOf, personNames } from './names.ts'
export { readCity, unitsOfCity, type CityPack } from './city.ts'
export { installCity } from './install-city.ts'
export { importUnitsCommand } from './import-command.ts'
export { nameHashes, nameMatches, queryHashes, type NameQuery } from './search-names.ts'
export { folded, tidy } from './spelling.ts'
export {
  checkParty,
  type CheckedParty,
  type PartyInput,
  type PartyKind,
  type ThroughInput,
  type Warning,
} from './party.ts'
export { masked, tidyNumber, tidyPhone } from './numbers.ts'
export { demoPerson, seedDemoStaff, type DemoSize, type DemoStaff } from './demo/staff.ts'
export { chance, personName, type Chance } from './demo/names.ts'
