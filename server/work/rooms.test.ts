import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readCity, unitsByDate, unitsOfCity } from '#people'
import { readRooms } from './rooms.ts'

const cases = readFileSync(new URL('../../rules/sla/rooms.2025-07-01.cases.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )

test('each field lies with its room, as the table of cases says', () => {
  const units = unitsByDate(unitsOfCity(readCity('hcmc'))).at('2026-03-03')
  const rooms = readRooms()
  assert.ok(cases.length >= 6)
  for (const [field, role, unit, room] of cases)
    assert.equal(rooms.of(units, unit!, role!, field!), room, `${field} ${role} ${unit}`)
})
