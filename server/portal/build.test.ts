import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import { buildPortal, builtFolder } from './build.ts'

const assets = buildPortal()
const built = (address: string): Buffer => readFileSync(join(builtFolder, basename(address)))

test('the script adds at most 20 KB and is plain JavaScript', () => {
  const script = built(assets.script)
  assert.ok(script.length <= 20_480, `${script.length} bytes`)
  assert.ok(!/: HTMLElement|interface /.test(script.toString()))
})

test('a page with style, script and its faces stays under 150 KB', () => {
  const faces = readFileSync(join(builtFolder, basename(assets.css)), 'utf8').matchAll(
    /url\((be-vietnam-pro[^)]+)\)/g,
  )
  const files = new Set([...faces].map(([, file]) => file!))
  const sent = [...files].reduce((sum, file) => sum + built(file).length, 0)
  const whole = sent + brotliCompressSync(built(assets.css)).length + built(assets.script).length
  assert.ok(whole <= 130_000, `${whole} bytes before the page itself`)
})

test('nothing borrowed that may not be: no crown, no GDS Transport, no address elsewhere', () => {
  const css = built(assets.css).toString()
  assert.ok(!/GDS Transport|crest|crown|url\(["']?https?:/.test(css))
  assert.ok(css.includes('Be Vietnam Pro'))
})

test('an unchanged source is not built again', () => {
  assert.deepEqual(buildPortal(), assets)
})
