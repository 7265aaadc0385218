import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { emptyDirectory, remove } from '../testing/supervised.ts'
import { prepareBinaries } from './binaries.ts'

test('links and rights that an install without scripts leaves out are made, and made once', () => {
  const root = emptyDirectory()
  for (const folder of ['bin', 'lib']) mkdirSync(join(root, 'native', folder), { recursive: true })
  writeFileSync(join(root, 'native', 'lib', 'libx.so.1.2'), 'library')
  writeFileSync(join(root, 'native', 'bin', 'postgres'), '')
  chmodSync(join(root, 'native', 'bin', 'postgres'), 0o644)
  writeFileSync(
    join(root, 'native', 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so' }]),
  )
  prepareBinaries(root)
  prepareBinaries(root)
  assert.equal(readlinkSync(join(root, 'native', 'lib', 'libx.so')), 'libx.so.1.2')
  assert.equal(readFileSync(join(root, 'native', 'lib', 'libx.so'), 'utf8'), 'library')
  assert.equal(statSync(join(root, 'native', 'bin', 'postgres')).mode & 0o111, 0o111)
  remove(root)
})
