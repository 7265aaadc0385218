import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Readable } from 'node:stream'
import { Refusal, type Database } from '#kernel'
import { getFiles } from './files.ts'
import { startClamd, type FakeClamd } from './testing/clamd.ts'
import { openHouse, type House } from './testing/house.ts'
import { executable, inPieces, pdf, png, sha256 } from './testing/made.ts'

let house: House
let clamd: FakeClamd

before(async () => {
  house = await openHouse()
  clamd = await startClamd('SAURO-TEST-VIRUS')
})

after(async () => {
  await clamd.stop()
  await house.close()
})

const store = (content: Buffer, name: string, owner = 'an') =>
  house.documents.storeFile(house.cx(), { name, stream: inPieces(content), owner })

const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

const uploads = () => filesUnder(join(house.dataDir, 'uploads'))

test('A file is kept under its checksum, its name sealed, and says that no scanner looked at it', async () => {
  const content = pdf()
  const file = await store(content, 'Đơn đăng ký của bà Huỳnh.pdf')
  assert.equal(file.sha256, sha256(content))
  assert.equal(file.bytes, content.length)
  assert.equal(file.type, 'application/pdf')
  assert.deepEqual(
    [file.state, file.scannedBy, file.name],
    ['uploaded', 'none', 'Đơn đăng ký của bà Huỳnh.pdf'],
  )
  const path = join(house.dataDir, 'files', file.sha256.slice(0, 2), file.sha256.slice(2, 4), file.sha256)
  assert.deepEqual(readFileSync(path), content)
  assert.equal(statSync(path).mode & 0o777, 0o400)
  assert.deepEqual(uploads(), [])
  const dump = JSON.stringify(
    await house.db.rows({ name: 'test.dump', text: 'select f::text from documents.files f' }, []),
  )
  assert.ok(!dump.includes('Huỳnh') && !dump.includes(Buffer.from('Huỳnh').toString('hex')))
})

test('The same content twice is two files and one set of bytes', async () => {
  const content = png()
  const [one, two] = await Promise.all([store(content, 'một.png'), store(content, 'hai.png')])
  assert.notEqual(one.id, two.id)
  assert.equal(filesUnder(join(house.dataDir, 'files')).filter((path) => path.endsWith(one.sha256)).length, 1)
})

test('What is not accepted is refused by its content, and nothing is left behind', async () => {
  await assert.rejects(store(pdf(), 'ảnh.png'), refusedWith('FileTypeLies'))
  await assert.rejects(store(pdf(), 'không có đuôi'), refusedWith('FileTypeLies'))
  await assert.rejects(store(executable(), 'đơn.pdf'), refusedWith('FileTypeNotAccepted'))
  await assert.rejects(store(Buffer.from('chỉ là chữ'), 'đơn.pdf'), refusedWith('FileTypeNotAccepted'))
  await assert.rejects(store(Buffer.alloc(0), 'đơn.pdf'), refusedWith('FileEmpty'))
  assert.deepEqual(uploads(), [])
})

test('A file above the ceiling is cut off while it comes, not after', async () => {
  let sent = 0
  const endless = new Readable({
    read() {
      sent += 1_048_576
      this.push(Buffer.alloc(1_048_576))
    },
  })
  const given = house.documents.storeFile(house.cx(), { name: 'lớn.pdf', stream: endless, owner: 'an' })
  await assert.rejects(given, refusedWith('FileTooLarge'))
  assert.ok(sent < 110 * 1_048_576, `${sent} bytes were taken`)
  assert.deepEqual(uploads(), [])
})

test('A stream that breaks half way leaves nothing', async () => {
  const broken = Readable.from(
    (async function* () {
      yield pdf(50_000)
      throw new Error('the line was cut')
    })(),
  )
  await assert.rejects(
    house.documents.storeFile(house.cx(), { name: 'đơn.pdf', stream: broken, owner: 'an' }),
    /cut/,
  )
  assert.deepEqual(uploads(), [])
})

test('A configured scanner passes a clean file, and what it finds is refused, told, recorded and deleted', async () => {
  const documents = await house.with(clamd.address)
  const clean = await documents.storeFile(house.cx(), {
    name: 'sạch.pdf',
    stream: inPieces(pdf(300_000)),
    owner: 'an',
  })
  assert.deepEqual([clean.state, clean.scannedBy], ['clean', 'clamd'])
  const bad = Buffer.concat([pdf(100_000), Buffer.from('SAURO-TEST-VIRUS')])
  await assert.rejects(
    documents.storeFile(house.cx(), { name: 'độc.pdf', stream: inPieces(bad), owner: 'an' }),
    (error: Refusal) => error.code === 'FileInfected' && error.texts.vi.includes('Test.Signature'),
  )
  assert.ok(!filesUnder(house.dataDir).some((path) => path.endsWith(sha256(bad))))
  assert.deepEqual(
    await count(house.db, `state = 'refused' and finding = 'Test.Signature' and place is null`),
    1,
  )
})

test('While the scanner does not answer a file waits; it is offered again and then passed', async () => {
  const away = await house.with('tcp://127.0.0.1:1')
  const file = await away.storeFile(house.cx(), { name: 'đợi.pdf', stream: inPieces(pdf()), owner: 'an' })
  assert.deepEqual([file.state, file.scannedBy], ['uploaded', 'waiting'])
  const now = new Date('2026-11-23T02:10:00Z')
  assert.equal((await away.tend(house.db, now)).scanned, 0)
  assert.equal((await (await house.with(clamd.address)).tend(house.db, now)).scanned, 1)
  const [after_] = await getFiles(house.db, house.keys, [file.id])
  assert.deepEqual([after_!.state, after_!.scannedBy], ['clean', 'clamd'])
})

test('A command may name only files that are there, of its own uploader and of no other item', async () => {
  const mine = await store(pdf(), 'của tôi.pdf', 'lan')
  const got = await getFiles(house.db, house.keys, [mine.id], { uploader: 'lan' })
  assert.deepEqual(
    got.map((file) => file.name),
    ['của tôi.pdf'],
  )
  await assert.rejects(
    getFiles(house.db, house.keys, [mine.id], { uploader: 'minh' }),
    refusedWith('FileOfAnother'),
  )
  const nobody = '00000000-0000-7000-8000-000000000000'
  await assert.rejects(getFiles(house.db, house.keys, [nobody]), refusedWith('UnknownFile'))
})

async function count(db: Database, where: string): Promise<number> {
  const rows = await db.pool.query<{ n: number }>(`select count(*) as n from documents.files where ${where}`)
  return rows.rows[0]!.n
}
