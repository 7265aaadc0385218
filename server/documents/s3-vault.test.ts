import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { Upload } from '@tus/server'
import { Refusal } from '#kernel'
import { openDocuments, type Documents } from './documents.ts'
import { getRow } from './files.ts'
import { openHouse, type House } from './testing/house.ts'
import { executable, inPieces, pdf, sha256 } from './testing/made.ts'
import { startS3, type FakeS3 } from './testing/s3.ts'

let house: House
let s3: FakeS3
let documents: Documents

before(async () => {
  house = await openHouse()
  s3 = await startS3()
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: s3.address,
    AWS_REGION: 'city-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  })
  documents = await openDocuments({ dataDir: house.dataDir, files: 's3://hoso/tep', scanner: 'none' })
})

after(async () => {
  await s3.stop()
  await house.close()
})

const looking = () => readdirSync(join(house.dataDir, 'looking'))

test('A file lies in the bucket under its id, is read back whole, and its working objects are gone', async () => {
  const content = pdf(9 * 1024 * 1024)
  const file = await documents.storeFile(house.cx(), {
    name: 'bản vẽ.pdf',
    stream: inPieces(content),
    owner: 'an',
  })
  assert.equal(file.sha256, sha256(content))
  assert.deepEqual(s3.keys(), [`hoso/tep/${file.id}`])
  const { place } = await getRow(house.db, file.id)
  assert.deepEqual(await buffer(await documents.vault.open(place!)), content)
  assert.deepEqual(looking(), [])
  await documents.vault.remove(place!)
  assert.deepEqual(s3.keys(), [])
})

test('A file that lies about its type leaves nothing in the bucket', async () => {
  const given = documents.storeFile(house.cx(), {
    name: 'đơn.pdf',
    stream: inPieces(executable()),
    owner: 'an',
  })
  await assert.rejects(given, (error) => error instanceof Refusal && error.code === 'FileTypeNotAccepted')
  assert.deepEqual([s3.keys(), s3.unfinished(), looking()], [[], [], []])
})

test('An upload cut in the middle goes on where the last whole part ended, and is then one object', async () => {
  const content = pdf(20 * 1024 * 1024)
  const id = '0198b5a0-0000-7000-8000-00000000000a'
  const { incoming, keyOf } = documents.vault
  await incoming.create(new Upload({ id: keyOf(id), size: content.length, offset: 0, metadata: {} }))
  await incoming.write(inPieces(content.subarray(0, 12 * 1024 * 1024)), keyOf(id), 0)
  const { offset } = await incoming.getUpload(keyOf(id))
  assert.equal(offset, 12 * 1024 * 1024)
  await incoming.write(inPieces(content.subarray(offset)), keyOf(id), offset)
  const file = await documents.finish(house.cx(), { id, name: 'bản vẽ.pdf', uploadedBy: 'an' })
  assert.equal(file.sha256, sha256(content))
  assert.deepEqual(s3.keys(), [`hoso/tep/${id}`])
})

test('The sweep ends our old unfinished uploads and nobody else’s in the bucket', async () => {
  const { incoming, keyOf } = documents.vault
  await incoming.create(new Upload({ id: keyOf('left'), size: 100, offset: 0, metadata: {} }))
  await incoming.create(new Upload({ id: 'other-system/left', size: 100, offset: 0, metadata: {} }))
  assert.equal((await documents.tend(house.db, new Date('2026-11-23T02:00:00Z'))).dropped, 1)
  assert.deepEqual(s3.unfinished(), ['hoso/other-system/left'])
})
