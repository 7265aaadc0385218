import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCity, unitsOfCity } from '../city.ts'
import { postRoles } from '../posts.ts'
import { chance, personName } from './names.ts'
import { postPlans } from './posts.ts'

for (const city of ['hcmc', 'hai-phong']) {
  test(`${city}: every role has somebody, every commune a clerk, officials, a head and a leader`, () => {
    const pack = readCity(city)
    const units = unitsOfCity(pack)
    const plans = postPlans(pack, units)
    assert.deepEqual([...new Set(plans.map((plan) => plan.role))].sort(), [...postRoles].sort())
    for (const commune of units.filter((unit) => unit.kind === 'commune')) {
      const here = plans.filter(
        (plan) => plan.unit === commune.code || plan.unit.startsWith(`${commune.code}.`),
      )
      const roles = new Set(here.map((plan) => plan.role))
      for (const role of ['clerk', 'case-official', 'unit-head', 'deputy-head', 'leader'] as const)
        assert.ok(roles.has(role), `${commune.code} ${role}`)
    }
  })
}

test('the same seed gives the same names', () => {
  const ten = (seed: number): string[] => {
    const random = chance(seed)
    return Array.from({ length: 10 }, () => personName(random))
  }
  assert.deepEqual(ten(79), ten(79))
  assert.notDeepEqual(ten(79), ten(80))
})
