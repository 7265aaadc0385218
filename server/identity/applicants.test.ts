import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { genesis, link, readStream, streamOf } from '#ledger'
import {
  applicantsWithNumber,
  eraseApplicant,
  findApplicant,
  keepApplicant,
  type ApplicantDetails,
} from './applicants.ts'
import { openOffice, type Office } from './testing/office.ts'

let office: Office
let id: string
const from = { issuer: 'https://id.example.vn', subject: 'subject-of-sau', level: 2 }
const details: ApplicantDetails = {
  kind: 'citizen',
  name: 'Huỳnh Thị Sáu',
  number: '000152000789',
  birthDate: '1952-02-20',
  phone: '0900000103',
  email: null,
  address: 'Phường Sài Gòn',
}

before(async () => {
  office = await openOffice()
  id = await keepApplicant(office.cx(), from, details)
})
after(() => office.close())

test('an applicant is the same account at every sign-in, with what the issuer says now', async () => {
  const moved = { ...details, address: 'Phường Bến Thành' }
  assert.equal(await keepApplicant(office.cx(), from, moved), id)
  assert.deepEqual(await findApplicant(office.cx(), id), moved)
  assert.notEqual(
    await keepApplicant(office.cx(), { ...from, issuer: 'https://other.example.vn' }, details),
    id,
  )
})

test('one number may have several accounts and is found by its hash', async () => {
  assert.equal((await applicantsWithNumber(office.cx(), '000152000789')).length, 2)
  assert.deepEqual(await applicantsWithNumber(office.cx(), '000152000780'), [])
})

test('nothing in the table can be read without the keys', async () => {
  const { rows } = await office.db.pool.query<{ text: string }>(
    'select a::text as text from identity.applicants a',
  )
  assert.equal(rows.length, 2)
  for (const { text } of rows)
    for (const word of ['Huỳnh', 'Sáu', '000152000789', 'subject-of-sau', '0900000103'])
      assert.ok(!text.includes(word))
})

test('an erased applicant has no name, is a stranger next time, and the chain that tells of it is whole', async () => {
  assert.equal(await eraseApplicant(office.cx(), id, 'system'), true)
  assert.equal(await eraseApplicant(office.cx(), id, 'system'), false)
  assert.equal(await findApplicant(office.cx(), id), undefined)
  assert.equal((await applicantsWithNumber(office.cx(), '000152000789')).length, 1)
  assert.notEqual(await keepApplicant(office.cx(), from, details), id)
  const stream = streamOf(`applicant/${id}`)
  assert.deepEqual(
    (await readStream(office.db, stream)).map((entry) => entry.type),
    ['identity.erased'],
  )
  const { rows } = await office.db.pool.query<{ body: string; hash: Buffer }>(
    'select body::text as body, hash from ledger.entries where stream = $1 order by seq',
    [stream],
  )
  assert.ok(link(genesis, rows[0]!.body).equals(rows[0]!.hash))
})
