import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seal, unseal, type Database, type KeyRing } from '#kernel'
import { scriptsOf, sendBare, type Recorded } from './record.ts'

const keys: KeyRing = {
  current: 'k',
  keys: new Map([
    ['k', new Uint8Array(32)],
    ['lookup', new Uint8Array(32)],
  ]),
}
const item = '01a203f7-655b-7da0-a601-a9f4ad1e58ff'
const party = '01a203f7-655b-7da0-a601-a9f4ad1e5800'
const official = '3b241101-e2bb-8255-8caf-4136c566a962'
const key = '9f1c2b3a-0000-4000-8000-000000000001'

const lifecycle = (own: string, sealed: Buffer): Recorded[] => [
  {
    statement: { name: 'work.write-filing', text: '' },
    values: ['u', '', 1, '', '', '', '', own === item ? party : own, 'citizen', sealed, null, official],
  },
  {
    statement: { name: 'work.write-changed-opened', text: '' },
    values: [own, 1, `{"stream":"${own}","by":"${official}"}`, key],
  },
]

test('what was recorded goes out under new ids, sealed for them; ids of others stay', async () => {
  const other = '01a203f7-655b-7da0-a601-a9f4ad1e5999'
  const scripts = scriptsOf(
    [
      lifecycle(item, seal(keys, 'Bảy', `work.parties/${party}`)),
      lifecycle(other, seal(keys, 'Tám', `work.parties/${other}`)),
    ],
    keys,
  )
  const sent: unknown[][] = []
  const rows = (_statement: unknown, values: readonly unknown[]): Promise<object[]> => {
    sent.push([...values])
    return Promise.resolve([{}])
  }
  await sendBare({ rows } as unknown as Database, scripts[0]!, keys)
  const [filing, change] = sent as [unknown[], unknown[]]
  const newParty = String(filing[7])
  assert.notEqual(newParty, party)
  assert.equal(unseal(keys, filing[9] as Buffer, `work.parties/${newParty}`), 'Bảy')
  assert.equal(filing[11], official)
  assert.notEqual(change[0], item)
  assert.equal(change[2], `{"stream":"${String(change[0])}","by":"${official}"}`)
})
