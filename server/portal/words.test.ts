import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sayIn, wordsOf } from './words.ts'

const read = (pattern: RegExp): { name: string; text: string }[] =>
  readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name) && !name.endsWith('.test.ts') && !name.startsWith('static'))
    .map((name) => ({ name, text: readFileSync(join(import.meta.dirname, name), 'utf8') }))

const sources = read(/\.(ts|njk)$/)
const templates = sources.filter((source) => source.name.endsWith('.njk'))

/** Keys written out whole, and the beginnings of keys that are put together. */
function keysAsked(): { whole: Set<string>; begun: Set<string> } {
  const whole = new Set<string>()
  const begun = new Set<string>()
  for (const { text } of sources) {
    for (const [, key, after] of text.matchAll(/\b(?:t|say)\(\s*'([a-z][\w.-]*)'\s*(\+)?/g)) {
      ;(after === '+' ? begun : whole).add(key!)
    }
    for (const [, key] of text.matchAll(/\b(?:t|say)\(\s*`([a-z][\w.-]*?)\$\{/g)) begun.add(key!)
    for (const [, key] of text.matchAll(/'((?:fault|procedure|refusal|filing|search)\.[a-z-]+)'/g))
      whole.add(key!)
    for (const [, one, other] of text.matchAll(
      /\b(?:t|say)\(.{1,80}?\? '([a-z][\w.-]*)' : '([a-z][\w.-]*)'/g,
    )) {
      if (one!.includes('.')) whole.add(one!).add(other!)
    }
    for (const [, one, other] of text.matchAll(/\? `?'?([a-z]+\.[a-z.-]+)'? : '([a-z]+\.[a-z.-]+)'/g))
      whole.add(one!).add(other!)
  }
  return { whole, begun }
}

test('both languages have the same sentences with the same values in them', () => {
  const holes = (sentence: string): string[] =>
    [...sentence.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted()
  assert.deepEqual([...wordsOf.vi.keys()].toSorted(), [...wordsOf.en.keys()].toSorted())
  for (const [key, sentence] of wordsOf.vi) {
    if (key === 'fault.file-refused-why') continue
    assert.deepEqual(holes(sentence), holes(wordsOf.en.get(key)!), key)
  }
})

test('every sentence that a page asks for exists', () => {
  const { whole, begun } = keysAsked()
  assert.deepEqual(
    [...whole].filter((key) => !wordsOf.vi.has(key)),
    [],
  )
  const known = [...wordsOf.vi.keys()]
  assert.deepEqual(
    [...begun].filter((start) => !known.some((key) => key.startsWith(start))),
    [],
  )
})

test('no sentence is kept that nobody asks for', () => {
  const { whole, begun } = keysAsked()
  const unused = [...wordsOf.vi.keys()].filter(
    (key) => !whole.has(key) && ![...begun].some((start) => key.startsWith(start)),
  )
  assert.deepEqual(unused, [])
})

test('no exclamation marks, and the languages are not mixed up', () => {
  for (const [key, sentence] of [...wordsOf.vi, ...wordsOf.en]) assert.ok(!sentence.includes('!'), key)
  const vietnamese = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i
  const allowed = new Set([
    'site.name',
    'site.other',
    'filing.sign-in-basis',
    'track.story',
    'procedure.same-day',
  ])
  for (const [key, sentence] of wordsOf.en) {
    if (!allowed.has(key)) assert.ok(!vietnamese.test(sentence), `${key}: ${sentence}`)
  }
})

test('templates hold no words of their own', () => {
  const faults: string[] = []
  for (const { name, text } of templates) {
    const bare = text
      .replace(/\{#[\s\S]*?#\}/g, '')
      .replace(/\{%[\s\S]*?%\}/g, '')
      .replace(/\{\{[\s\S]*?\}\}/g, '')
      .replace(/<code[\s\S]*?<\/code>|<a href="\/api\/openapi.json">[^<]*<\/a>/g, '')
    const spoken = [...bare.matchAll(/>([^<]*)</g)].map(([, between]) => between!.trim())
    const attributes = [...bare.matchAll(/(?:aria-label|title|placeholder|alt)="([^"]*)"/g)].map(
      ([, value]) => value!.trim(),
    )
    faults.push(
      ...[...spoken, ...attributes].filter((one) => /\p{L}{2,}/u.test(one)).map((one) => `${name}: ${one}`),
    )
  }
  assert.deepEqual(faults, [])
})

test('templates escape everything, and need neither inline style nor inline script', () => {
  for (const { name, text } of templates) {
    assert.ok(!/\|\s*safe\b/.test(text), `${name} switches escaping off`)
    assert.ok(!/\sstyle\s*=/.test(text), `${name} has an inline style`)
    assert.ok(!/\son[a-z]+\s*=/.test(text), `${name} has an inline handler`)
    assert.ok(!/<script(?![^>]*\ssrc=)/.test(text), `${name} has an inline script`)
  }
})

test('a missing word or value is an error, not an empty place', () => {
  const say = sayIn('vi')
  assert.throws(() => say('nothing.there'), /no words "nothing.there"/)
  assert.throws(() => say('foot.signed-in'), /need "name"/)
  assert.equal(say('foot.signed-in', { name: 'A' }), 'Đang đăng nhập: A.')
})
