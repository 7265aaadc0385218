import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { Upload } from '@tus/server'
import { Refusal } from '#kernel'
import { needs } from '../kernel/testing/needs.ts'
import { openDocuments, type Documents } from './documents.ts'
import { getRow } from './files.ts'
import { openHouse, type House } from './testing/house.ts'
import { executable, inPieces, pdf, sha256 } from './testing/made.ts'
import { startMoto } from './testing/moto.ts'
import { startS3, type S3Store } from './testing/s3.ts'

interface Place {
  s3: S3Store
  documents: Documents
}

let house: House
const places = new Map<() => Promise<S3Store>, Promise<Place>>()

before(async () => {
  house = await openHouse()
})
after(async () => {
  for (const place of places.values()) await (await place).s3.stop()
  await house.close()
})

/** One store of each kind, begun when its first test asks for it: our own, then another maker's where it is installed. */
function at(start: () => Promise<S3Store>): Promise<Place> {
  const known = places.get(start) ?? open(start)
  places.set(start, known)
  return known
}

async function open(start: () => Promise<S3Store>): Promise<Place> {
  const s3 = await start()
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: s3.address,
    AWS_REGION: 'city-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  })
  const documents = await openDocuments({ dataDir: house.dataDir, files: 's3://hoso/tep', scanner: 'none' })
  return { s3, documents }
}

const looking = () => readdirSync(join(house.dataDir, 'looking'))

async function keptWhole({ s3, documents }: Place): Promise<void> {
  const content = pdf(9 * 1024 * 1024)
  const file = await documents.storeFile(house.cx(), {
    name: 'bản vẽ.pdf',
    stream: inPieces(content),
    owner: 'an',
  })
  assert.equal(file.sha256, sha256(content))
  assert.deepEqual(await s3.keys(), [`hoso/tep/${file.id}`])
  const { place } = await getRow(house.db, file.id)
  assert.deepEqual(await buffer(await documents.vault.open(place!)), content)
  assert.deepEqual(looking(), [])
  await documents.vault.remove(place!)
  assert.deepEqual(await s3.keys(), [])
}

async function liarLeavesNothing({ s3, documents }: Place): Promise<void> {
  const given = documents.storeFile(house.cx(), {
    name: 'đơn.pdf',
    stream: inPieces(executable()),
    owner: 'an',
  })
  await assert.rejects(given, (error) => error instanceof Refusal && error.code === 'FileTypeNotAccepted')
  assert.deepEqual([await s3.keys(), await s3.unfinished(), looking()], [[], [], []])
}

async function goesOn({ s3, documents }: Place, id: string): Promise<void> {
  const content = pdf(20 * 1024 * 1024)
  const { incoming, keyOf } = documents.vault
  await incoming.create(new Upload({ id: keyOf(id), size: content.length, offset: 0, metadata: {} }))
  await incoming.write(inPieces(content.subarray(0, 12 * 1024 * 1024)), keyOf(id), 0)
  const { offset } = await incoming.getUpload(keyOf(id))
  assert.equal(offset, 12 * 1024 * 1024)
  await incoming.write(inPieces(content.subarray(offset)), keyOf(id), offset)
  const file = await documents.finish(house.cx(), { id, name: 'bản vẽ.pdf', uploadedBy: 'an' })
  assert.equal(file.sha256, sha256(content))
  assert.deepEqual(await s3.keys(), [`hoso/tep/${id}`])
}

async function sweepsOnlyOurs({ s3, documents }: Place): Promise<void> {
  const { incoming, keyOf } = documents.vault
  await incoming.create(new Upload({ id: keyOf('left'), size: 100, offset: 0, metadata: {} }))
  await incoming.create(new Upload({ id: 'other-system/left', size: 100, offset: 0, metadata: {} }))
  assert.equal((await documents.tend(house.db, new Date('2026-11-23T02:00:00Z'))).dropped, 1)
  assert.deepEqual(await s3.unfinished(), ['hoso/other-system/left'])
}

test('A file lies in the bucket under its id, is read back whole, and its working objects are gone', async () =>
  keptWhole(await at(startS3)))

test('A file that lies about its type leaves nothing in the bucket', async () =>
  liarLeavesNothing(await at(startS3)))

test('An upload cut in the middle goes on where the last whole part ended, and is then one object', async () =>
  goesOn(await at(startS3), '0198b5a0-0000-7000-8000-00000000000a'))

test('The sweep ends our old unfinished uploads and nobody else’s in the bucket', async () =>
  sweepsOnlyOurs(await at(startS3)))

const moto = 'command:moto_server'

needs(
  moto,
  'In the bucket of another maker’s store a file lies under its id and is read back whole',
  async () => keptWhole(await at(startMoto)),
)
needs(moto, 'In another maker’s store a file that lies about its type leaves nothing', async () =>
  liarLeavesNothing(await at(startMoto)),
)
needs(moto, 'In another maker’s store an upload cut in the middle goes on and is then one object', async () =>
  goesOn(await at(startMoto), '0198b5a0-0000-7000-8000-00000000000b'),
)
needs(moto, 'In another maker’s store the sweep ends our old unfinished uploads alone', async () =>
  sweepsOnlyOurs(await at(startMoto)),
)
