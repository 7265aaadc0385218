import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { configurationPage } from './config-doc.ts'
import { readConfig, WrongConfig } from './config.ts'

test('the page of settings is the list of settings', async () => {
  const page = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
  assert.equal(page, configurationPage())
})

test('an empty environment is a working installation', () => {
  const config = readConfig({})
  assert.equal(config.port, 8080)
  assert.equal(config.publicUrl, 'http://localhost:8080')
  assert.equal(config.demo, false)
})

test('all faults are told together, each by its name', () => {
  const wrong = {
    SAURO_PORT: '99999',
    SAURO_PROT: '8080',
    SAURO_LOG: 'loud',
    SAURO_OIDC_CITIZEN: 'https://id.example.vn',
  }
  assert.throws(
    () => readConfig(wrong),
    (error: unknown) => {
      assert.ok(error instanceof WrongConfig)
      for (const name of ['SAURO_PORT', 'SAURO_PROT', 'SAURO_LOG', 'SAURO_OIDC_CITIZEN_CLIENT']) {
        assert.ok(
          error.faults.some((fault) => fault.startsWith(`${name}:`)),
          name,
        )
      }
      return true
    },
  )
})
