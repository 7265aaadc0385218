import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueCommand, elapsedCommand } from './index.ts'

async function run(
  command: typeof dueCommand,
  text: string,
): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const code = await command(text.split(' ').filter(Boolean), {
    out: (s) => (out += s),
    err: (s) => (err += s),
  })
  return { code, out, err }
}

const FROM = '--calendar hcmc --from 2026-02-13T15:40:00+07:00'

test('due --json answers exactly due, late_from, story and worked_min', async () => {
  const { code, out } = await run(dueCommand, `${FROM} --allow 8h --json`)
  const answer: unknown = JSON.parse(out)
  assert.equal(code, 0)
  assert.ok(typeof answer === 'object' && answer !== null && 'story' in answer)
  const { story, ...rest } = answer
  assert.deepEqual(rest, {
    due: '2026-02-23T15:40:00+07:00',
    late_from: '2026-02-23T15:41:00+07:00',
    worked_min: 480,
  })
  assert.ok(Array.isArray(story) && story.some((line) => String(line).includes('Tết Nguyên đán')))
})

test('every unit, pauses that repeat, a running pause with its now, and --name=value', async () => {
  const due = async (rest: string): Promise<string> => {
    const { out, err } = await run(dueCommand, `${FROM} --json ${rest}`)
    assert.equal(err, '')
    return (JSON.parse(out) as { due: string }).due
  }
  assert.equal(await due('--allow 90min'), '2026-02-23T07:40:00+07:00')
  assert.equal(await due('--allow=2wd'), '2026-02-24T17:00:00+07:00')
  assert.equal(await due('--allow 3d'), '2026-02-23T17:00:00+07:00')
  assert.equal(await due('--allow 1m'), '2026-03-13T17:00:00+07:00')
  const pause = '--pause 2026-02-23T08:00:00+07:00/2026-02-24T08:00:00+07:00'
  assert.equal(await due(`--allow 2wd ${pause} ${pause}`), '2026-02-25T17:00:00+07:00')
  const running = '--pause 2026-02-23T08:00:00+07:00/.. --now 2026-02-24T08:00:00+07:00'
  assert.equal(await due(`--allow 2wd ${running}`), '2026-02-25T17:00:00+07:00')
})

test('elapsed answers office minutes and all minutes', async () => {
  const { code, out } = await run(elapsedCommand, `${FROM} --to 2026-02-23T15:40:00+07:00 --json`)
  assert.equal(code, 0)
  assert.deepEqual(JSON.parse(out), { worked_min: 480, calendar_min: 14_400 })
})

test('mistakes are told with the field, on the error side, with exit code 2', async () => {
  const wrong: [string, string][] = [
    ['--calendar hcmc --from 2026-02-13T15:40:00 --allow 8h', '--from'],
    [`${FROM} --allow 8x`, 'allow'],
    [`${FROM} --allow 0h`, 'allow'],
    [`${FROM}`, '--allow'],
    [`${FROM} --allow 8h --holiday x`, '--holiday'],
    [`${FROM} --allow 8h --allow 9h`, '--allow'],
    [`${FROM} --allow 8h --pause 2026-02-13T15:40:00+07:00`, '--pause'],
    [`${FROM} --allow 8h --pause 2026-02-13T15:40:00+07:00/..`, 'now'],
    ['--calendar hanoi --from 2026-02-13T15:40:00+07:00 --allow 8h', 'calendar'],
  ]
  for (const [words, field] of wrong) {
    const plain = await run(dueCommand, words)
    assert.equal(plain.code, 2, words)
    assert.equal(plain.out, '')
    assert.ok(plain.err.includes(field), `${words}: ${plain.err}`)
    const json = JSON.parse((await run(dueCommand, `${words} --json`)).err) as { field: string }
    assert.equal(json.field, field)
  }
  assert.equal((await run(elapsedCommand, `${FROM} --to 2026-02-12T15:40:00+07:00`)).code, 2)
  assert.equal((await run(dueCommand, '')).code, 2)
})

test('a due time beyond the packs is no answer: exit code 1 and what to do', async () => {
  const { code, err } = await run(dueCommand, '--calendar hcmc --from 2027-12-20T08:00:00+07:00 --allow 30wd')
  assert.equal(code, 1)
  assert.match(err, /2027-12-31[^]*rules\/calendars/)
})

test('help is printed in both commands and the plain answer speaks both languages', async () => {
  assert.match((await run(dueCommand, '--help')).out, /--allow/)
  assert.match((await run(elapsedCommand, '-h')).out, /--to/)
  const { out } = await run(dueCommand, `${FROM} --allow 8h`)
  assert.match(out, /Nhận 15:40 thứ Sáu[^]*Received 15:40 Fri/)
})
