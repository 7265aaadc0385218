import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testCommand } from './command.ts'

async function call(argv: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = []
  const code = await testCommand(argv, { out: (line) => said.push(line) })
  return { code, said: said.join('\n') }
}

test('a wrong call is refused by name with the usage', async () => {
  const kind = await call(['--only', 'some'])
  assert.equal(kind.code, 2)
  assert.match(kind.said, /--only knows unit, db and journeys, not "some"[^]*\.\/sauro test \[--full\]/)
  const option = await call(['--fast'])
  assert.equal(option.code, 2)
  assert.match(option.said, /--fast/)
})

test('a pattern that matches nothing is a wrong call', async () => {
  assert.deepEqual(await call(['no-such-test-anywhere']), {
    code: 2,
    said: 'No test file matches: no-such-test-anywhere',
  })
})
