import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { buffer } from 'node:stream/consumers'
import type { Refusal } from '#kernel'
import { needs } from '../kernel/testing/needs.ts'
import { getFiles, getRow } from './files.ts'
import { openHouse, type House } from './testing/house.ts'
import { inPieces, pdf } from './testing/made.ts'
import { realClamd } from './testing/real-clamd.ts'

const word = 'SAURO-TEST-VIRUS'
const now = new Date('2026-11-23T02:10:00Z')
let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const given = (name: string, content: Buffer) => ({ name, stream: inPieces(content), owner: 'an' })

/** Why a file waits or was refused. */
async function findingOf(id: string): Promise<string> {
  const text = 'select finding from documents.files where id = $1'
  const [row] = await house.db.rows<{ finding: string | null }>({ name: 'test.finding', text }, [id])
  return row?.finding ?? ''
}

needs(
  'command:clamd',
  'A real clamd passes a clean file and refuses a marked one, small or of 40 MB, naming what it found',
  async () => {
    const clamd = await realClamd(word)
    try {
      await clamd.start()
      const documents = await house.with(clamd.address)
      const clean = await documents.storeFile(house.cx(), given('sạch.pdf', pdf(300_000)))
      assert.deepEqual([clean.state, clean.scannedBy], ['clean', 'clamd'])
      for (const bytes of [100_000, 40_000_000]) {
        const marked = Buffer.concat([pdf(bytes), Buffer.from(word)])
        await assert.rejects(
          documents.storeFile(house.cx(), given('độc.pdf', marked)),
          (error: Refusal) => error.code === 'FileInfected' && error.texts.vi.includes('Sauro.Test'),
        )
      }
    } finally {
      await clamd.close()
    }
  },
)

needs(
  'command:clamd',
  'While a real clamd is down a file waits and nothing of it is lost; once it is back the file is passed or refused',
  async () => {
    const clamd = await realClamd(word)
    try {
      await clamd.start()
      await clamd.stop()
      const documents = await house.with(clamd.address)
      const content = pdf(200_000)
      const file = await documents.storeFile(house.cx(), given('đợi.pdf', content))
      const bad = await documents.storeFile(
        house.cx(),
        given('đợi mà độc.pdf', Buffer.concat([pdf(), Buffer.from(word)])),
      )
      assert.deepEqual([file.state, file.scannedBy], ['uploaded', 'waiting'])
      assert.match(await findingOf(file.id), /ECONNREFUSED/)
      await documents.tend(house.db, now)
      assert.equal((await getRow(house.db, file.id)).scanned_by, 'waiting')
      await clamd.start()
      assert.equal((await documents.tend(house.db, now)).scanned, 2)
      const [passed] = await getFiles(house.db, house.keys, [file.id])
      assert.deepEqual([passed!.state, passed!.scannedBy], ['clean', 'clamd'])
      const { place } = await getRow(house.db, file.id)
      assert.deepEqual(await buffer(await documents.vault.open(place!)), content)
      const refused = await getRow(house.db, bad.id)
      assert.deepEqual([refused.state, refused.place], ['refused', null])
      assert.equal(await findingOf(bad.id), 'Sauro.Test.UNOFFICIAL')
    } finally {
      await clamd.close()
    }
  },
)

needs(
  'command:clamd',
  'A file over the size a real clamd takes is not passed: it waits, and the row says that the size is why',
  async () => {
    const clamd = await realClamd(word, { StreamMaxLength: '1M' })
    try {
      await clamd.start()
      const documents = await house.with(clamd.address)
      const file = await documents.storeFile(house.cx(), given('to.pdf', pdf(8_000_000)))
      assert.deepEqual([file.state, file.scannedBy], ['uploaded', 'waiting'])
      assert.match(await findingOf(file.id), /size limit exceeded|StreamMaxLength below/)
    } finally {
      await clamd.close()
    }
  },
)

needs(
  'command:clamd',
  'What a real clamd does not look into because of its own limits it must be told to alert of, as the README says',
  async () => {
    const clamd = await realClamd(word, { MaxFileSize: '1M', AlertExceedsMax: 'yes' })
    try {
      await clamd.start()
      const documents = await house.with(clamd.address)
      await assert.rejects(
        documents.storeFile(house.cx(), given('to.pdf', pdf(3_000_000))),
        (error: Refusal) => error.code === 'FileInfected' && error.texts.vi.includes('Limits.Exceeded'),
      )
    } finally {
      await clamd.close()
    }
  },
)
