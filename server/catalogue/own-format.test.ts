import { it } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { needs, sharedData } from '../kernel/testing/needs.ts'
import { channelsOf } from './import-row.ts'
import { readCatalogue } from './import-read.ts'
import { exactForm } from './names.ts'
import { readOwnProcedures } from './own-format.ts'
import { verdictOn } from './publishable.ts'
import { processPacks } from './templates.ts'

const { drafts } = await readOwnProcedures('hcmc')
const bodies = drafts.map((draft) => draft.body)

it('carries at least 60 procedures of eight fields, 25 of each level, each complete enough to file', async () => {
  assert.ok(bodies.length >= 60)
  assert.equal(new Set(bodies.map((body) => body.code)).size, bodies.length)
  for (const level of ['city', 'commune'] as const)
    assert.ok(bodies.filter((body) => body.competent?.level === level).length >= 25, level)
  assert.deepEqual([...new Set(bodies.map((body) => body.field))].toSorted(), [
    'chung-thuc',
    'cu-tru',
    'dat-dai',
    'doanh-nghiep',
    'ho-kinh-doanh',
    'ho-tich',
    'ly-lich-tu-phap',
    'xay-dung',
  ])
  const packs = await processPacks()
  for (const body of bodies) {
    const verdict = verdictOn(body, packs, '2026-01-01')
    assert.deepEqual('problems' in verdict ? verdict.problems : [], [], body.code)
  }
})

it('some are answered on the same day, one waits for a tax, and nothing unverified is called law', () => {
  assert.ok(bodies.filter((body) => body.sameDay && body.cutOff === '15:00').length >= 5)
  assert.equal(bodies.find((body) => body.code === '1.013978')?.financialDuty, 'tax')
  for (const body of bodies) {
    assert.ok(
      body.legalBasis.every((law) => law.evidence !== 'verified'),
      body.code,
    )
    assert.ok(
      body.sources.some((source) => source.url?.startsWith('https://dichvucong.gov.vn/')),
      body.code,
    )
  }
})

it('every city has units for them, and another city is told', async () => {
  assert.equal((await readOwnProcedures('hai-phong')).drafts.length, drafts.length)
  await assert.rejects(readOwnProcedures('nowhere'), { code: 'RulePackInvalid' })
})

needs(
  'shared-data',
  'codes, names, times and fees of the clone’s procedures are those of the national catalogue',
  () => {
    const read = (name: string) => ({
      name,
      text: readFileSync(join(sharedData, 'procedures', name), 'utf8'),
    })
    const files = readCatalogue(read('procedures.csv'), read('procedure_channels.csv'))
    const known = new Map(files.procedures.map((row) => [row.ma_thu_tuc, row]))
    let times = 0
    for (const body of bodies) {
      const row = known.get(body.code)
      assert.ok(row, body.code)
      assert.equal(exactForm(body.name.vi), exactForm(row.ten_thu_tuc), body.code)
      const stated = channelsOf(files.channels.get(body.code) ?? [])
      assert.deepEqual(
        body.channels.map((one) => one.channel),
        stated.map((one) => one.channel),
        body.code,
      )
      const whole = stated.every((one) => one.allow !== null)
      for (const [index, channel] of body.channels.entries()) {
        const amounts = stated[index]!.fees.map((fee) => fee.amount)
        if (whole) assert.deepEqual(channel.allow, stated[index]!.allow, body.code)
        times += whole ? 1 : 0
        for (const fee of channel.fees.filter(
          (one) => one.amount !== null && !/VNĐ/.test(stated[index]!.given[0]!.note),
        ))
          assert.ok(
            amounts.includes(fee.amount),
            `${body.code} ${channel.channel} ${fee.amount} of ${amounts.join(', ')}`,
          )
      }
      const basis = body.sources.find((source) => source.about === 'channels.allow')
      assert.equal(basis?.evidence, whole ? 'secondary' : 'unverified', body.code)
    }
    assert.ok(times > 100)
  },
)
