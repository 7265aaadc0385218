import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { en } from './en.ts'
import { vi } from './vi.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

function keysOf(catalogue: object, under = ''): Map<string, string> {
  const keys = new Map<string, string>()
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === 'object' && value !== null)
      for (const [name, kind] of keysOf(value as object, `${under}${key}.`)) keys.set(name, kind)
    else keys.set(`${under}${key}`, typeof value)
  }
  return keys
}

test('both catalogues hold the same keys, of the same kind', () => {
  assert.deepEqual(new Set(keysOf(en)), new Set(keysOf(vi)))
})

test('no text is empty, none shouts', () => {
  for (const catalogue of [vi, en]) {
    const said = JSON.stringify(catalogue)
    assert.ok(!said.includes('!'), 'an exclamation mark')
    assert.ok(!said.includes('""'), 'an empty text')
  }
})

const screens = globSync('{acts,app,screens,ui,styled}/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !file.endsWith('.test.ts'),
)

const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')

test('no Vietnamese stands outside the catalogues', () => {
  const marked = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/i
  const found = screens.filter((file) =>
    marked.test(withoutComments(readFileSync(`${root}/${file}`, 'utf8'))),
  )
  assert.deepEqual(found, [])
})

test('no words stand in the markup, nor in what it says to a screen reader', () => {
  const inMarkup = />[ \t]*([A-Za-z]{2,}[^<>{}=;()]*)<\//g
  const inAttribute = /\b(?:aria-label|title|placeholder|alt)="([^"]*[A-Za-z]{2,}[^"]*)"/g
  const keyNames = new Set(['Ctrl', 'Enter'])
  const found: string[] = []
  for (const file of screens.filter((one) => one.endsWith('.tsx'))) {
    const source = withoutComments(readFileSync(`${root}/${file}`, 'utf8'))
    for (const [, text = ''] of [...source.matchAll(inMarkup), ...source.matchAll(inAttribute)])
      if (!keyNames.has(text.trim())) found.push(`${file}: ${text.trim()}`)
  }
  assert.deepEqual(found, [])
})

test('the check for words in the markup sees one', () => {
  const inMarkup = />[ \t]*([A-Za-z]{2,}[^<>{}=;()]*)<\//g
  assert.equal([...'<p>Hello there</p>'.matchAll(inMarkup)].length, 1)
})
