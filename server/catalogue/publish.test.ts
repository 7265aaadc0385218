import { after, before, it } from 'node:test'
import assert from 'node:assert/strict'
import type { Context, Database } from '#kernel'
import { readStream, streamOf } from '#ledger'
import {
  expire,
  findDraft,
  findVersion,
  inForce,
  publish,
  publishAll,
  PublicationRefused,
  saveDraft,
  saveDrafts,
  searchProcedures,
  type DraftBody,
} from './index.ts'
import { exampleDraft } from './testing/example.ts'
import { catalogueHouse, type CatalogueHouse } from './testing/house.ts'

let house: CatalogueHouse
let db: Database
let cx: Context

before(async () => {
  house = await catalogueHouse()
  cx = house.cx
  db = cx.db
})
after(() => house.close())

const keep = async (body: DraftBody): Promise<number> => {
  const before = await findDraft(db, body.code)
  return (await saveDraft(cx, { body, revision: before?.revision ?? 0, by: 'a' })).revision
}
async function problemsOf(act: Promise<unknown>): Promise<string[]> {
  try {
    await act
  } catch (error) {
    if (!(error instanceof PublicationRefused)) throw error
    return error.problems.map((one) => `${one.field} ${one.code}`)
  }
  return []
}

it('tells all that is missing at once, by field', async () => {
  const body = exampleDraft('9.000001')
  await keep({
    ...body,
    legalBasis: [],
    parts: [],
    competent: null,
    channels: [{ ...body.channels[0]!, allow: null }],
    onlineLevel: 'partial',
    sameDay: true,
  })
  const found = await problemsOf(publish(cx, { code: '9.000001', from: '2026-11-22', by: 'a' }))
  assert.deepEqual(found, [
    'legalBasis Missing',
    'parts Missing',
    'competent Missing',
    'channels.direct.allow TimeMissing',
    'partialReason Missing',
    'cutOff Missing',
  ])
  assert.equal(await inForce(db, '9.000001', '2026-11-22'), undefined)
})

it('publishes, keeps what was accepted, and ends the version before on the new one’s day', async () => {
  await keep(exampleDraft('9.000001'))
  const first = await publish(cx, { code: '9.000001', from: '2026-11-22', by: 'a' })
  assert.deepEqual([first.version, first.status, first.process.steps.length], [1, 'published', 2])
  assert.equal(await findDraft(db, '9.000001'), undefined)
  await keep({ ...exampleDraft('9.000001'), name: { vi: 'Tên mới', en: '' } })
  const second = await publish(cx, { code: '9.000001', from: '2026-12-01', by: 'a' })
  assert.equal(second.version, 2)
  assert.deepEqual(
    [
      (await inForce(db, '9.000001', '2026-11-30'))?.version,
      (await inForce(db, '9.000001', '2026-12-01'))?.version,
    ],
    [1, 2],
  )
  const kept = await findVersion(db, '9.000001', 1, '2026-12-05')
  assert.deepEqual([kept?.name.vi, kept?.to, kept?.status], ['Thủ tục thử 9.000001', '2026-12-01', 'expired'])
})

it('refuses overlapping dates, the past, a stale revision and a code without a draft', async () => {
  const revision = await keep(exampleDraft('9.000001'))
  assert.deepEqual(await problemsOf(publish(cx, { code: '9.000001', from: '2026-12-01', by: 'a' })), [
    'from VersionsOverlap',
  ])
  assert.deepEqual(await problemsOf(publish(cx, { code: '9.000001', from: '2026-11-21', by: 'a' })), [
    'from PublishedInThePast',
  ])
  assert.deepEqual(await problemsOf(publish(cx, { code: '9.999999', from: '2026-12-09', by: 'a' })), [
    'code NoDraft',
  ])
  await assert.rejects(
    publish(cx, { code: '9.000001', from: '2026-12-09', revision: revision - 1, by: 'a' }),
    { code: 'StaleDraft' },
  )
  await assert.rejects(saveDraft(cx, { body: exampleDraft('9.000001'), revision: 0, by: 'b' }), {
    code: 'StaleDraft',
  })
})

it('a process without one of the six clears, or longer than the law allows, is refused and told why', async () => {
  const body = exampleDraft('9.000002')
  const first = await keep(body)
  assert.equal(first, 1)
  const process = (await publish(cx, { code: '9.000002', from: '2026-11-22', by: 'a' })).process
  const blank = structuredClone({ ...body, process })
  Object.assign(blank.process.steps[0]!, {
    role: null,
    allow: null,
    name: { vi: '', en: '' },
    product: { vi: ' ', en: '' },
    responsibility: { vi: '', en: '' },
    authority: { text: '', evidence: 'unverified' },
  })
  await keep(blank)
  assert.deepEqual(
    await problemsOf(publish(cx, { code: '9.000002', from: '2026-12-01', by: 'a' })),
    ['name', 'responsibility', 'product', 'authority', 'allow', 'role'].map(
      (clear) => `process.steps.0.${clear} ClearMissing`,
    ),
  )
  const long = structuredClone({ ...body, process })
  long.process.steps[0]!.allow = { amount: 4, unit: 'wd' }
  await keep(long)
  await assert.rejects(
    publish(cx, { code: '9.000002', from: '2026-12-01', by: 'a' }),
    (error: PublicationRefused) => {
      const [problem] = error.problems
      assert.equal(problem?.field, 'channels.direct.allow')
      assert.match(
        problem?.texts.en ?? '',
        /kiem-tra \(4 wd\) → ky \(1 wd\) need 5 working days; the legal 3 working days/,
      )
      return true
    },
  )
})

it('a version cannot be changed or removed by the application', async () => {
  for (const text of [
    'update catalogue.versions set body = body',
    'delete from catalogue.versions',
    'update catalogue.versions set version = 9',
  ])
    await assert.rejects(db.rows({ name: '', text }, []), /permission denied/)
})

it('expiry ends the newest version once, from a day that is not past', async () => {
  await assert.rejects(expire(cx, { code: '9.000001', to: '2026-11-01', by: 'a' }), {
    code: 'ExpiryInThePast',
  })
  await assert.rejects(expire(cx, { code: '9.000001', to: '2026-12-01', by: 'a' }), {
    code: 'ExpiryBeforeStart',
  })
  await assert.rejects(expire(cx, { code: '9.999999', to: '2026-12-01', by: 'a' }), { code: 'NotFound' })
  const ended = await expire(cx, { code: '9.000001', to: '2026-12-31', by: 'a' })
  assert.deepEqual([ended.version, ended.to, ended.status], [2, '2026-12-31', 'published'])
  assert.equal(await inForce(db, '9.000001', '2026-12-31'), undefined)
  await assert.rejects(expire(cx, { code: '9.000001', to: '2027-01-31', by: 'a' }), {
    code: 'AlreadyExpired',
  })
  const facts = await readStream(db, streamOf('procedure/9.000001'))
  assert.deepEqual(
    facts.map((fact) => fact.type),
    ['procedure.published', 'procedure.published', 'procedure.expired'],
  )
  assert.equal((await searchProcedures(db, { text: '9.000001', on: '2027-01-01' })).total, 0)
})

it('publishes all of a load or none', async () => {
  await saveDrafts(cx, [exampleDraft('9.000011'), { ...exampleDraft('9.000012'), parts: [] }], 'seed', 'a')
  const both = [
    { code: '9.000011', from: '2026-01-01' },
    { code: '9.000012', from: '2026-01-01' },
  ]
  assert.deepEqual(await problemsOf(publishAll(cx, both, 'a')), ['parts Missing'])
  assert.equal(await inForce(db, '9.000011', '2026-11-22'), undefined)
})

it('refuses a draft with unknown or wrong fields, all named', async () => {
  const wrong = {
    ...exampleDraft('9.000003'),
    colour: 'red',
    sameDay: 'yes',
    channels: [{ channel: 'pigeon', allow: null, fees: [], given: [] }],
  }
  await assert.rejects(
    saveDraft(cx, { body: wrong, revision: 0, by: 'a' }),
    (error: { facts?: { problems: { field: string }[] } }) => {
      const fields = error.facts?.problems.map((one) => one.field) ?? []
      for (const field of ['colour', 'sameDay', 'channels.0.channel'])
        assert.ok(fields.includes(field), `${field} in ${fields.join(', ')}`)
      return true
    },
  )
})

it('two first drafts of one procedure at once: one is kept, the other is told', async () => {
  const writers = ['a', 'b', 'c', 'd'].map((by) =>
    saveDraft(cx, { body: exampleDraft('9.000020'), revision: 0, by }),
  )
  const ends = await Promise.allSettled(writers)
  assert.equal(ends.filter((end) => end.status === 'fulfilled').length, 1)
  for (const end of ends) if (end.status === 'rejected') assert.equal(end.reason.code, 'StaleDraft')
  assert.equal((await findDraft(db, '9.000020'))?.revision, 1)
})

it('a complaint is never published, and what a ministry handled is filed here once it is', async () => {
  await saveDraft(cx, { body: exampleDraft('9.000021'), revision: 0, by: 'a' })
  await saveDraft(cx, { body: exampleDraft('9.000022'), revision: 0, by: 'a' })
  const set = (place: string, code: string) =>
    db.rows({ name: '', text: 'update catalogue.procedures set place = $1 where code = $2' }, [place, code])
  await set('never', '9.000021')
  await set('elsewhere', '9.000022')
  assert.deepEqual(await problemsOf(publish(cx, { code: '9.000021', from: '2026-11-22', by: 'a' })), [
    'code NeverFileable',
  ])
  await publish(cx, { code: '9.000022', from: '2026-11-22', by: 'a' })
  const page = await searchProcedures(db, { text: '9.000022', on: '2026-11-22' })
  assert.deepEqual(
    page.rows.map((row) => row.place),
    ['here'],
  )
})
