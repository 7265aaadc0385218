import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asserts, assertingFunctions, callsOf, importsOf, withoutComments } from './source.ts'

test('comments are blanked, strings, templates and patterns kept', () => {
  const text =
    "a // new Date()\nb = '// not' + `/* ${f({ x: '}' })} no */` /* c\nd */ e = /[/]\\/'/.test(x) // gone"
  const code = withoutComments(text)
  assert.equal(code.length, text.length)
  assert.doesNotMatch(code, /new Date|gone|\bc\b/)
  assert.match(code, /'\/\/ not' \+ `\/\* \$\{f\(\{ x: '\}' \}\)\} no \*\/`/)
  assert.match(withoutComments("x('new Date()')", true), /^x\(' +'\)$/)
})

test('every form of import is found', () => {
  const text =
    "import a from './a.ts'\nimport {\n  b,\n} from '#kernel'\nexport * from './c.ts'\nimport './d.ts'\nawait import('./e.ts')\n// import z from 'z'"
  assert.deepEqual(importsOf(text).toSorted(), ['#kernel', './a.ts', './c.ts', './d.ts', './e.ts'])
})

test('a call is taken whole, whatever its strings hold', () => {
  const calls = callsOf("test('one ) (', () => { f(1) })\nother(2)\ntest('two', g)", ['test'])
  assert.deepEqual(calls, [
    { line: 1, body: "'one ) (', () => { f(1) }" },
    { line: 3, body: "'two', g" },
  ])
})

test('a function that asserts through another one counts', () => {
  const text =
    'function deep() {\n  assert.ok(1)\n}\nconst outer = () => deep()\nfunction idle() {\n  return 1\n}\n'
  assert.deepEqual(assertingFunctions(text), ['deep', 'outer'])
  assert.equal(asserts('outer()', ['deep', 'outer']), true)
  assert.equal(asserts('idle()', ['deep', 'outer']), false)
})
