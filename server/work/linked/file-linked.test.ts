import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readStreams, streamOf } from '#ledger'
import { getItem } from '../history.ts'
import { submit } from '../submit.ts'
import { morning, procedureOfTests } from '../testing/city.ts'
import { streamName } from './file-linked.ts'
import { findLinked } from './store.ts'
import { birth, correction, key, linkedCity, on, papers, type LinkedCity } from './testing/linked-city.ts'

let city: LinkedCity
before(async () => {
  city = await linkedCity()
})
after(() => city.close())

test('one filing makes one code and a dossier per agency, all or nothing', async () => {
  const filed = await city.fileLinked(papers, on('2026-03-04'))
  assert.equal(filed.code, `${city.commune}.LT-260304-0001`)
  assert.deepEqual(
    filed.items.map((one) => [one.procedure, one.code]),
    [
      ['2.000635', `${city.commune}-260304-0001`],
      ['1.004873', `${city.commune}-260304-0002`],
      ['3.000333', `${city.commune}-260304-0003`],
    ],
  )
  assert.deepEqual(filed.waiting, [])
  const items = await Promise.all(filed.items.map((one) => getItem(city.office, one.id)))
  assert.ok(items.every((item) => item.parent === filed.id))
  assert.equal(new Set(items.map((item) => item.competent_unit)).size, 2)
  const rows = await city.counted()
  await assert.rejects(
    city.fileLinked(papers, on('2026-03-04'), {
      members: [{ procedure: '3.000333', parts: [{ key: 'khong-co' }] }],
    }),
    { code: 'UnknownPart', field: 'members.0.parts.0.key' },
  )
  assert.deepEqual(await city.counted(), rows, 'a refused member leaves nothing of the others')
})

test('when the day’s numbers end at the second dossier, the first and the whole filing are undone', async () => {
  const full = `insert into work.counters (unit, day, last) values ($1, '2026-03-06', 9998)`
  await city.db.rows({ name: 'test.full', text: full }, [city.commune])
  const rows = await city.counted()
  city.office.codes.after_9999 = 'refuse'
  try {
    await assert.rejects(city.fileLinked(papers, on('2026-03-06')), { code: 'CodesUsedUp' })
  } finally {
    city.office.codes.after_9999 = 'five-digits'
  }
  assert.deepEqual(await city.counted(), rows)
})

test('a brought code in the way of the unit’s numbers is stepped over', async () => {
  const filing = { procedure: procedureOfTests, channel: 'direct', receivedAt: city.commune } as const
  const applicant = { kind: 'citizen', name: 'Trần Văn Bảy' } as const
  const code = `${city.commune}-260307-0002`
  await submit(city.office, {
    actor: city.clerk,
    now: on('2026-03-07'),
    key: key(51),
    filing: { ...filing, parts: [], applicant, notify: { channel: 'none' } },
    coded: { origin: 'national', code },
  })
  const filed = await city.fileLinked(papers, on('2026-03-07'))
  assert.deepEqual(
    filed.items.map((one) => one.code.slice(-4)),
    ['0001', '0003', '0004'],
  )
})

test('the same key files once, also sent ten times at once; with other content it is refused', async () => {
  const sent = await Promise.all(
    Array.from({ length: 10 }, () => city.fileLinked(birth, on('2026-03-05'), {}, key(1))),
  )
  assert.equal(new Set(sent.map((one) => one.id)).size, 1)
  assert.deepEqual(sent[9], sent[0])
  assert.equal(sent[0]!.items.length, 1)
  assert.deepEqual(sent[0]!.waiting, ['1.004222'])
  await assert.rejects(city.fileLinked(birth, on('2026-03-05'), { words: 'khác' }, key(1)), {
    code: 'IdempotencyKeyReused',
  })
  assert.equal((await city.fileLinked(birth, on('2026-03-05'))).code, `${city.commune}.LT-260305-0002`)
})

test('what cannot be is refused by name', async () => {
  await assert.rejects(city.fileLinked('khong-co', morning), { code: 'UnknownLinkedSet', field: 'set' })
  await assert.rejects(city.fileLinked(birth, morning, { members: [{ procedure: '9.9' }] }), {
    code: 'NotInLinkedSet',
    field: 'members.0.procedure',
  })
  const parts = ['to-khai', 'chung-cu', 'giay-to-tuy-than'].map((one) => ({ key: one }))
  const members = [{ procedure: '1.004859', parts }, { procedure: '1.013833' }]
  await assert.rejects(city.fileLinked(correction, morning, { channel: 'online', members }), {
    code: 'ChannelNotOffered',
  })
  await assert.rejects(city.fileLinked(correction, morning, { channel: 'online' }), {
    code: 'PartMissing',
    field: 'members',
  })
  await assert.rejects(city.fileLinked(birth, morning, {}, key(50), { ...city.official, id: key(99) }), {
    code: 'NotPermitted',
  })
})

test('nothing of the applicant stands in the parent or in its entries', async () => {
  const filed = await city.fileLinked(birth, on('2026-03-23'), { words: 'Gọi buổi chiều' })
  const linked = await findLinked(city.db, filed.id)
  const entries = await readStreams(city.db, [streamOf(streamName(filed.id))])
  assert.doesNotMatch(JSON.stringify([linked, entries]), /Bảy|079085001234|0901234567|chiều/)
})
