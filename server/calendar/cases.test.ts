import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { Refusal } from '#kernel'
import {
  dayStatus,
  lateFrom,
  loadPacks,
  openCalendars,
  PACK_FOLDER,
  parseAllow,
  parseInstant,
  localIso,
  dueAt,
} from './index.ts'
import type { Calendar, Pause } from './index.ts'
import { readTables } from './testing/cases.ts'
import type { Row } from './testing/cases.ts'

const calendars = openCalendars(loadPacks())
const packs = readdirSync(PACK_FOLDER).filter((name) => name.endsWith('.yaml'))
const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật']

/** `13/02/2026 15:40` as the official writes it. */
function instantOf(text: string): string {
  const [, day, month, year, time] = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2})$/.exec(text) ?? []
  assert.ok(time, `not an instant: ${text}`)
  return `${year}-${month}-${day}T${time}:00+07:00`
}

function pausesOf(text: string): Pause[] {
  if (text === '') return []
  return text.split(';').map((span) => {
    const [from = '', to = ''] = span.split('–').map((part) => parseInstant(instantOf(part.trim()), 'pause'))
    return { kind: 'pause', from: Number(from), to: Number(to) }
  })
}

function checkDue(calendar: Calendar, row: Row): void {
  const from = parseInstant(instantOf(row['nhận'] ?? ''), 'from')
  const allow = parseAllow(row['thời gian'] ?? '')
  const pauses = pausesOf(row['tạm dừng'] ?? '')
  const promised = row['hẹn trả'] ?? ''
  if (promised.startsWith('từ chối ')) {
    const code = promised.slice('từ chối '.length)
    assert.throws(
      () => dueAt(calendar, from, allow, pauses),
      (error) => error instanceof Refusal && error.code === code,
    )
    return
  }
  const due = dueAt(calendar, from, allow, pauses)
  assert.equal(localIso(calendar, due), instantOf(promised))
  assert.equal(localIso(calendar, lateFrom(calendar, due, allow.unit)), instantOf(row['trễ từ'] ?? ''))
}

function checkDay(calendar: Calendar, row: Row): void {
  const [day, month, year] = (row['ngày'] ?? '').split('/')
  const found = dayStatus(calendar, `${year}-${month}-${day}`)
  assert.equal(WEEKDAYS[found.weekday], row['thứ'])
  assert.equal(found.working ? 'làm việc' : 'nghỉ', row['trạng thái'])
}

for (const pack of packs) {
  const file = join(PACK_FOLDER, pack.replace(/\.yaml$/, '.cases.md'))
  describe(`${pack} says what its example table says`, () => {
    test('the table is there and holds rows', () => {
      assert.ok(existsSync(file), `${pack} has no ${file}`)
      assert.ok(readTables(file).flat().length > 0)
    })
    for (const row of readTables(file).flat()) {
      const calendar = calendars.of(
        pack.startsWith('vn.') ? 'hcmc' : pack.replace('.yaml', ''),
        row['loại đơn vị'],
      )
      test(Object.values(row).filter(Boolean).join(' | '), () => {
        if (row['ngày'] === undefined) checkDue(calendar, row)
        else checkDay(calendar, row)
      })
    }
  })
}
