import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { findBrowser } from './browser.ts'

test("the system's browser comes before Playwright's own, then an install, then the sentence that says what to do", () => {
  const home = mkdtempSync(join(tmpdir(), 'sauro-browser-'))
  const make = (name: string): string => {
    writeFileSync(join(home, name), '#!/bin/sh\n')
    chmodSync(join(home, name), 0o755)
    return join(home, name)
  }
  try {
    const env = { PATH: home }
    const silent = (): void => undefined
    const nothing = { env, own: join(home, 'own'), install: () => false }
    const missing = findBrowser(silent, nothing)
    assert.match(
      'missing' in missing ? missing.missing : '',
      /install Chromium or Google Chrome .* or set CHROME_PATH/,
    )
    const installs = { ...nothing, install: () => make('chromium') !== '' }
    assert.deepEqual(findBrowser(silent, installs), { path: join(home, 'chromium') })
    rmSync(join(home, 'chromium'))
    assert.deepEqual(findBrowser(silent, { ...nothing, own: make('own') }), { path: join(home, 'own') })
    make('google-chrome')
    assert.deepEqual(findBrowser(silent, nothing), { path: join(home, 'google-chrome') })
    const chosen = make('mine')
    assert.deepEqual(findBrowser(silent, { ...nothing, env: { ...env, CHROME_PATH: chosen } }), {
      path: chosen,
    })
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
})
