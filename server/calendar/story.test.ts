import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { deadline, localIso, storyOf, storyTexts, UNITS } from './index.ts'
import { at, calendars, hcmc } from './testing/calendar.ts'

test('the dossier of the mock-up tells why it is due on 16/03', () => {
  const period = {
    from: at('2026-02-10T09:15'),
    allow: { amount: 10, unit: 'working_day' },
    pauses: [
      { kind: 'supplement', from: at('2026-02-12T10:00'), to: at('2026-02-24T09:00') },
      { kind: 'financial_duty', from: at('2026-03-03T10:00'), to: at('2026-03-11T16:00') },
    ],
  } as const
  const lines = storyOf(hcmc, period)
  assert.deepEqual(
    lines.map((line) => [line.kind, line.until === undefined ? '' : localIso(hcmc, line.until).slice(0, 16)]),
    [
      ['received', '2026-02-11T00:00'],
      ['counted', '2026-03-03T17:00'],
      ['off', ''],
      ['paused', '2026-03-06T17:00'],
      ['paused', '2026-03-16T17:00'],
      ['promised', '2026-03-16T17:00'],
      ['late', '2026-03-17T00:00'],
      ['rule', ''],
    ],
  )
  const texts = storyTexts(lines, 'vi')
  assert.ok(texts[2]?.includes('14/02 đến 22/02/2026: Tết Nguyên đán (theo Thông báo nghỉ Tết'))
  assert.ok(texts[2]?.includes('nguồn thứ cấp'))
  assert.equal(texts[3], 'Cộng 3 ngày chờ bổ sung: 13, 23, 24/02.')
  assert.equal(texts[4], 'Cộng 6 ngày chờ nộp thuế, phí: 04, 05, 06, 09, 10, 11/03.')
  assert.equal(texts[5], 'Hẹn trả: hết giờ làm việc, 17:00 thứ Hai 16/03/2026.')
})

test('hours tell how many minutes fell on which day, and which minutes were paused', () => {
  const period = { from: at('2026-02-13T15:40'), allow: { amount: 8, unit: 'hour' } } as const
  const pauses = [{ kind: 'supplement', from: at('2026-02-23T08:00'), to: at('2026-02-23T09:00') }]
  const texts = storyTexts(storyOf(hcmc, { ...period, pauses }), 'vi')
  assert.ok(texts.includes('Cộng 8 giờ làm việc: 80 phút ngày 13/02, 400 phút ngày 23/02.'))
  assert.ok(texts.includes('Cộng 60 phút chờ bổ sung: 08:00 23/02/2026 đến 09:00 23/02/2026.'))
  assert.ok(texts.includes('Hẹn trả: 16:40 thứ Hai 23/02/2026.'))
})

test('a make-up Saturday, a moved last day, a late pause and a covered pause are all told', () => {
  const told = (period: Parameters<typeof storyOf>[1]): string =>
    storyTexts(storyOf(hcmc, period), 'vi').join('\n')
  const two = { amount: 2, unit: 'working_day' } as const
  assert.match(
    told({ from: at('2026-01-08T16:00'), allow: two }),
    /Có tính thứ Bảy 10\/01\/2026: ngày làm bù cho 02\/01 \(theo Công văn 12729/,
  )
  assert.match(
    told({ from: at('2026-04-24T10:00'), allow: { amount: 3, unit: 'calendar_day' } }),
    /Ngày cuối thứ Hai 27\/04\/2026 là ngày nghỉ.*thứ Ba 28\/04\/2026[^]*nghỉ bù/i,
  )
  const late = [{ kind: 'tax', from: at('2026-03-11T08:00'), to: at('2026-03-12T08:00') }]
  assert.match(
    told({ from: at('2026-03-04T10:00'), allow: two, pauses: late }),
    /Không cộng chờ nộp thuế .*khi đã hết hạn/,
  )
  const covered = [
    { kind: 'supplement', from: at('2026-03-05T08:00'), to: at('2026-03-09T16:00') },
    { kind: 'tax', from: at('2026-03-06T08:00'), to: at('2026-03-09T10:00') },
  ]
  assert.match(
    told({ from: at('2026-03-04T10:00'), allow: two, pauses: covered }),
    /Cộng 2 ngày chờ bổ sung: 06, 09\/03[^]*Không cộng chờ nộp thuế .*chưa tính/,
  )
})

test('an event outside office hours says from when it counts, and why', () => {
  const told = (from: string, unit_type?: string): string =>
    storyOf(calendars.of('hcmc', unit_type), { from: at(from), allow: { amount: 1, unit: 'hour' } })[0]
      ?.text_vi ?? ''
  assert.match(told('2026-03-06T18:00'), /ngoài giờ làm việc; tính từ 07:30 thứ Hai 09\/03/)
  assert.match(told('2026-03-14T09:00'), /vào ngày nghỉ; tính từ 07:30 thứ Hai 16\/03/)
  assert.match(told('2026-03-14T09:00', 'commune'), /buổi mở cửa không tính giờ làm việc/)
})

test('a period in a year without its notice says that it is provisional', () => {
  const lines = storyOf(hcmc, { from: at('2027-02-01T10:00'), allow: { amount: 5, unit: 'working_day' } })
  assert.equal(lines.find((line) => line.kind === 'provisional')?.evidence, 'unverified')
  assert.equal(lines.find((line) => line.kind === 'off')?.evidence, 'unverified')
})

test('every story ends where the deadline does, and says each line in both languages', () => {
  const spans = fc.array(
    fc.record({ after: fc.integer({ min: -500, max: 20_000 }), length: fc.integer({ min: 0, max: 9000 }) }),
    { maxLength: 4 },
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...UNITS),
      fc.integer({ min: at('2024-02-01T00:00'), max: at('2026-12-01T00:00') }),
      fc.integer({ min: 1, max: 6 }),
      spans,
      (unit, from, amount, list) => {
        const pauses = list.map(({ after, length }) => ({
          kind: 'supplement',
          from: from + after,
          to: from + after + length,
        }))
        const period = { from, allow: { amount, unit }, pauses }
        const lines = storyOf(hcmc, period)
        const { due, late_from } = deadline(hcmc, period)
        const reckoned = lines.filter(
          (line) => line.kind === 'counted' || line.kind === 'paused' || line.kind === 'moved',
        )
        assert.equal(reckoned.at(-1)?.until, due)
        assert.equal(lines.find((line) => line.kind === 'promised')?.until, due)
        assert.equal(lines.find((line) => line.kind === 'late')?.until, late_from)
        for (const line of lines) assert.ok(line.text_vi.length > 5 && line.text_en.length > 5)
      },
    ),
    { numRuns: 400, seed: 5 },
  )
})
