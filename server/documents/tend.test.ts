import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { namedUuid } from '#kernel'
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
