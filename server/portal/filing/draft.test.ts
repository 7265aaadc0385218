import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { keyedHash } from '#kernel'
import { clock } from '../testing/city.ts'
import { portalHouse, type PortalHouse } from '../testing/house.ts'
import { emptyDraft, eraseDrafts, save, type Draft } from './draft.ts'

let house: PortalHouse
before(async () => {
  house = await portalHouse()
})
after(() => house.close())

const procedure = '1.012753'
const applicant = { kind: 'citizen', name: 'Lê Văn Tám', number: '079085008881', birthDate: null } as const
const through = {
  as: 'authorised',
  name: 'Phạm Thị Mây Ngàn',
  number: '079190007771',
  authority: 'Giấy ủy quyền số 61',
  authorityDate: '2026-01-05',
} as const

test('an erased person takes what anybody began in which they are applicant or representative, and nothing else', async () => {
  const { city } = await house.begin()
  const { parts } = city
  const begun: [owner: string, known: Partial<Draft>][] = [
    ['visit:one', { applicant, through }],
    ['visit:two', { applicant: { ...applicant, number: through.number } }],
    ['visit:three', { applicant }],
  ]
  for (const [owner, known] of begun)
    await save(parts, owner, procedure, { ...emptyDraft(1, clock()), ...known }, clock())
  const number = keyedHash(parts.keys, 'party-number', through.number)
  await eraseDrafts(house.db, parts.keys, { accounts: [], number })
  const left = await house.db.rows<{ number_hash: Buffer }>(
    { name: 'test.drafts', text: 'select number_hash from portal.drafts' },
    [],
  )
  assert.deepEqual(
    left.map((row) => row.number_hash),
    [keyedHash(parts.keys, 'party-number', applicant.number)],
  )
})
