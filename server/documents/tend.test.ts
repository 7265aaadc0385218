import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { installJobs, namedUuid } from '#kernel'
import { getFiles, filesOfItem } from './files.ts'
import { linkFiles } from './links.ts'
import { openHouse, type House } from './testing/house.ts'
import { inPieces, pdf } from './testing/made.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const noon = new Date('2026-11-23T05:00:00Z')
const later = (hours: number): Date => new Date(noon.getTime() + hours * 3_600_000)
const item = namedUuid('an item')

const store = (content: Buffer, now = noon) =>
  house.documents.storeFile(house.cx(now), { name: 'đơn.pdf', stream: inPieces(content), owner: 'an' })

const pathOf = (sha256: string) =>
  join(house.dataDir, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256)

const entry = (data: object, type = 'dossier.submitted') => ({
  stream: item,
  seq: 1,
  type,
  v: 1,
  at: noon,
  actor: 'an',
  data: data as never,
  position: 1,
})

test('A file no item names within a day cannot be named any more, and an hour later it is gone', async () => {
  const loose = await store(pdf())
  assert.equal((await house.documents.tend(house.db, later(23))).expired, 0)
  assert.equal((await house.documents.tend(house.db, later(25))).expired, 1)
  await assert.rejects(getFiles(house.db, house.keys, [loose.id]))
  assert.ok(existsSync(pathOf(loose.sha256)))
  assert.equal((await house.documents.tend(house.db, later(27))).removed, 1)
  assert.ok(!existsSync(pathOf(loose.sha256)))
})

test('A file that an entry names is kept, and so are bytes that another file shares', async () => {
  const content = pdf()
  const [kept, loose] = [await store(content), await store(content)]
  const subscription = linkFiles(async () => [])
  await house.db.transaction((tx) =>
    subscription.onEntries(tx, [entry({ parts: [{ key: 'a', files: [kept.id] }] })]),
  )
  await house.documents.tend(house.db, later(25))
  await house.documents.tend(house.db, later(27))
  assert.ok(existsSync(pathOf(kept.sha256)))
  assert.deepEqual(
    (await filesOfItem(house.db, house.keys, item)).map((file) => file.id),
    [kept.id],
  )
  await assert.rejects(getFiles(house.db, house.keys, [loose.id]))
})

test('Files that only the item’s papers name are linked too, and one that was about to go comes back', async () => {
  const file = await store(pdf())
  await house.documents.tend(house.db, later(25))
  const subscription = linkFiles(async (_tx, items) => items.map((one) => ({ item: one, files: [file.id] })))
  await house.db.transaction((tx) => subscription.onEntries(tx, [entry({}, 'supplement.received')]))
  await house.documents.tend(house.db, later(30))
  const [back] = await getFiles(house.db, house.keys, [file.id], { item })
  assert.equal(back!.item, item)
  const other = { uploader: 'minh', item: namedUuid('another item') }
  await assert.rejects(getFiles(house.db, house.keys, [file.id], other), /FileOfAnother/)
})

test('An upload that was not finished within a day is dropped', async () => {
  const path = join(house.dataDir, 'uploads', '0198b5a0-0000-7000-8000-000000000001')
  for (const name of [path, `${path}.json`]) {
    await writeFile(name, '{}')
    await utimes(name, later(-30), later(-30))
  }
  assert.equal((await house.documents.tend(house.db, noon)).dropped, 1)
  assert.ok(!existsSync(path) && !existsSync(`${path}.json`))
})

test('An erased file loses name and bytes once, also when the process died in between; bytes that another handed in stay', async () => {
  const [shared, own] = [pdf(), pdf()]
  const [theirs, alone, others] = [await store(shared), await store(own), await store(shared)]
  const erasedItem = namedUuid('an erased item')
  const onErased = (data: object, type: string) => ({ ...entry(data, type), stream: erasedItem })
  await installJobs(house.url)
  const subscription = linkFiles(async () => [])
  const batch = [
    onErased({ parts: [{ key: 'a', files: [theirs.id, alone.id] }] }, 'dossier.submitted'),
    entry({ parts: [{ key: 'a', files: [others.id] }] }),
    onErased({ asked_on: erasedItem }, 'person.erased'),
  ]
  for (let again = 0; again < 2; again += 1)
    await house.db.transaction((tx) => subscription.onEntries(tx, batch))
  const told = await filesOfItem(house.db, house.keys, erasedItem)
  assert.deepEqual(
    told.map((file) => [file.id, file.name, file.sha256].join()).toSorted(),
    [theirs, alone].map((file) => [file.id, '(đã xóa theo yêu cầu)', file.sha256].join()).toSorted(),
  )
  await assert.rejects(getFiles(house.db, house.keys, [alone.id], { item: erasedItem }), /FileErased/)
  // The process died after the bytes had gone and before that was written down.
  await rm(pathOf(alone.sha256))
  assert.equal((await house.documents.tend(house.db, later(1))).wiped, 2)
  assert.equal((await house.documents.tend(house.db, later(1))).wiped, 0)
  assert.ok(existsSync(pathOf(others.sha256)))
  assert.ok(!existsSync(pathOf(alone.sha256)))
})
